import type { Box, Point } from "./layout";

/** What is used of the layout library; its own types cannot be resolved by this module system. */
interface LayoutGraph {
    setGraph(settings: Readonly<Record<string, string | number>>): void;
    setNode(key: string, size: { readonly width?: number; readonly height?: number }): void;
    setParent(key: string, parent: string): void;
    setEdge(from: string, to: string, label: object, key: string): void;
    graph(): { readonly width: number; readonly height: number };
    /** With the place of its middle, once it is laid out. */
    node(key: string): Box;
    edge(from: string, to: string, key: string): Point & { readonly points: readonly Point[] };
}

/** The page's script begins with the library, which is a global then. */
export const { dagre } = globalThis as unknown as {
    readonly dagre: {
        readonly graphlib: {
            readonly Graph: new (options: {
                readonly compound: boolean;
                readonly multigraph: boolean;
            }) => LayoutGraph;
        };
        layout(graph: LayoutGraph): void;
    };
};
