import { dagre } from "./dagre";

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export interface Point {
    readonly x: number;
    readonly y: number;
}

export interface ToLayOut {
    /** A node may lie in a frame, a frame in another. */
    readonly nodes: readonly { key: string; width: number; height: number; frame?: string }[];
    readonly frames: readonly { key: string; frame?: string }[];
    readonly edges: readonly {
        key: string;
        from: string;
        to: string;
        captionWidth: number;
        /** Kept straight before others. */
        isMain: boolean;
    }[];
}

export interface LaidOut {
    readonly width: number;
    readonly height: number;
    readonly nodes: ReadonlyMap<string, Box>;
    readonly frames: ReadonlyMap<string, Box>;
    readonly edges: ReadonlyMap<
        string,
        { readonly points: readonly Point[]; readonly caption: Point }
    >;
}

const captionHeight = 18;
/** Room for a frame's title. */
const titleHeight = 20;

/** From top to bottom: people above, data below. */
export function laidOut({ nodes, frames, edges }: ToLayOut): LaidOut {
    const graph = new dagre.graphlib.Graph({ compound: true, multigraph: true });
    graph.setGraph({
        rankdir: "TB",
        nodesep: 20,
        edgesep: 10,
        ranksep: 18,
        marginx: 24,
        marginy: 32,
    });
    for (const { key } of frames) {
        graph.setNode(key, {});
    }
    for (const { key, width, height } of nodes) {
        graph.setNode(key, { width, height });
    }
    for (const { key, frame } of [...frames, ...nodes]) {
        if (frame !== undefined) {
            graph.setParent(key, frame);
        }
    }
    for (const { key, from, to, captionWidth, isMain } of edges) {
        const label = { width: captionWidth, height: captionHeight, labelpos: "c" };
        graph.setEdge(from, to, { ...label, weight: isMain ? 12 : 1 }, key);
    }
    dagre.layout(graph);

    const boxOf = (key: string): Box => {
        const { x, y, width, height } = graph.node(key);
        return { x: x - width / 2, y: y - height / 2, width, height };
    };
    const frameBoxes = new Map(
        frames.map(({ key }) => {
            const { x, y, width, height } = boxOf(key);
            const box = {
                x: x - 8,
                y: y - titleHeight + 6,
                width: width + 16,
                height: height + titleHeight,
            };
            return [key, box] as const;
        }),
    );
    const whole = graph.graph();
    return {
        width: whole.width,
        height: whole.height,
        nodes: new Map(nodes.map(({ key }) => [key, boxOf(key)])),
        frames: frameBoxes,
        edges: new Map(
            edges.map(({ key, from, to }) => {
                const edge = graph.edge(from, to, key);
                return [key, { points: edge.points, caption: { x: edge.x, y: edge.y } }];
            }),
        ),
    };
}

/** A line through the points, with its corners rounded off. */
export function curve(points: readonly Point[]): string {
    const [first, ...rest] = points;
    const last = rest.at(-1);
    if (first === undefined || last === undefined) {
        return "";
    }
    const middle = (one: Point, other: Point) =>
        `${rounded((one.x + other.x) / 2)} ${rounded((one.y + other.y) / 2)}`;
    const bends = rest.slice(0, -1).map((point, index) => {
        const next = rest[index + 1] ?? last;
        const to = next === last ? `${rounded(last.x)} ${rounded(last.y)}` : middle(point, next);
        return `Q${rounded(point.x)} ${rounded(point.y)} ${to}`;
    });
    const line = bends.length === 0 ? `L${rounded(last.x)} ${rounded(last.y)}` : bends.join("");
    return `M${rounded(first.x)} ${rounded(first.y)}${line}`;
}

function rounded(value: number): number {
    return Math.round(value * 10) / 10;
}
