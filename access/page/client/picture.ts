import { svg } from "./dom";
import type { ShownEdge, ShownNode } from "./estate";
import type { LaidOut, Point } from "./layout";
import { curve, laidOut } from "./layout";
import type { Mark } from "./marks";
import { marksOfAll } from "./marks";
import type { Outline, OutlineEdge, OutlineNode } from "./outline";
import { neighbour } from "./neighbour";
import { rove } from "./roving";
import { isData, isSource } from "./scope";
import { briefly, counted, shortened } from "./text";
import { captionWidth, titleWidth } from "./measure";
import { caption, sentence } from "./words";

const nodeHeight = 44;

export interface Picture {
    readonly element: SVGSVGElement;
    /** Shows the walks of these edges, or of none. */
    light(edges: ReadonlySet<ShownEdge> | undefined, picked: string | undefined): void;
}

/** The outline with accounts and clusters as boxes; what is picked is told by its key. */
export function pictureOf(
    outline: Outline,
    path: ReadonlySet<ShownEdge>,
    label: string,
    pick: (key: string) => void,
): Picture {
    const place = laidOut(layoutOf(outline, path));
    const edges = outline.edges.map((edge) => ({ edge, group: edgeGroup(edge, place, path) }));
    const nodes = outline.nodes.map((node) => ({ node, group: nodeGroup(node, place) }));
    const frames = framesOf(outline);
    const element = svg(
        "svg",
        {
            class: "picture",
            role: "group",
            "aria-label": label,
            viewBox: `0 0 ${place.width} ${place.height}`,
            width: place.width,
            height: place.height,
        },
        arrowHeads(),
        ...frames.map((frame) => frameBox(frame, place)),
        ...edges.map(({ group }) => group),
        ...frames.map((frame) => frameTitle(frame, place)),
        ...nodes.map(({ group }) => group),
    );
    element.addEventListener("click", ({ target }) => {
        pick((target as Element).closest("[data-key]")?.getAttribute("data-key") ?? "");
    });
    element.addEventListener("keydown", (event) => {
        const key = (event.target as Element).getAttribute("data-key");
        if (key !== null && (event.key === "Enter" || event.key === " ")) {
            event.preventDefault();
            pick(key);
        }
    });
    rove(element, "[data-key]", (from, key) => neighbour(outline, element, from, key));
    return {
        element,
        light(lit, picked) {
            element.classList.toggle("picking", lit !== undefined);
            const touched = new Set<ShownNode>();
            for (const { edge, group } of edges) {
                const isLit = lit !== undefined && edge.edges.some((one) => lit.has(one));
                group.classList.toggle("lit", isLit);
                group.setAttribute("aria-pressed", String(edge.key === picked));
                for (const { source, target } of isLit ? edge.edges : []) {
                    touched.add(source).add(target);
                }
            }
            for (const { node, group } of nodes) {
                const isPicked = node.key === picked;
                group.classList.toggle(
                    "lit",
                    isPicked || node.members.some((one) => touched.has(one)),
                );
                group.setAttribute("aria-pressed", String(isPicked));
            }
        },
    };
}

function layoutOf(outline: Outline, path: ReadonlySet<ShownEdge>) {
    return {
        nodes: outline.nodes.map((node) => ({
            key: node.key,
            width: Math.max(titleWidth(titleOf(node)), captionWidth(node.subtitle)) + 32,
            height: nodeHeight,
            ...frameOf(node),
        })),
        frames: framesOf(outline),
        edges: outline.edges.map(({ key, from, to, edges }) => ({
            key,
            from,
            to,
            captionWidth: captionWidth(captionOf(edges)) + 20,
            isMain: edges.some((edge) => path.has(edge)),
        })),
    };
}

interface Frame {
    readonly key: string;
    readonly title: string;
    readonly frame?: string;
}

/** Accounts, and in them clusters. */
function framesOf({ nodes }: Outline): readonly Frame[] {
    const frames = new Map<string, Frame>();
    for (const { account, cluster } of nodes) {
        const outer = account === undefined ? undefined : `account ${account}`;
        if (outer !== undefined) {
            frames.set(outer, { key: outer, title: outer });
        }
        if (cluster !== undefined) {
            const key = `cluster ${cluster}`;
            const title = `cluster ${cluster.slice(cluster.lastIndexOf("/") + 1)}`;
            frames.set(key, { key, title, ...(outer === undefined ? {} : { frame: outer }) });
        }
    }
    return [...frames.values()];
}

function frameOf({ account, cluster }: OutlineNode): { frame?: string } {
    if (cluster !== undefined) {
        return { frame: `cluster ${cluster}` };
    }
    return account === undefined ? {} : { frame: `account ${account}` };
}

function frameBox({ key, frame }: Frame, place: LaidOut): SVGRectElement {
    const box = place.frames.get(key) ?? {};
    return svg("rect", { class: frame === undefined ? "frame" : "frame inner", ...box, rx: 10 });
}

/** Above the edges that cross it, so that it can be read. */
function frameTitle({ key, frame, title }: Frame, place: LaidOut): SVGTextElement {
    const { x = 0, y = 0 } = place.frames.get(key) ?? {};
    const name = frame === undefined ? "frame-title" : "frame-title inner";
    return svg("text", { class: name, "aria-hidden": "true", x: x + 12, y: y + 16 }, title);
}

function nodeGroup(node: OutlineNode, place: LaidOut): SVGGElement {
    const { x, y, width, height } = place.nodes.get(node.key) ?? {
        x: 0,
        y: 0,
        width: 0,
        height: 0,
    };
    const shown = titleOf(node);
    const label = [
        `${node.subtitle} ${shown}`,
        ...(shown === node.title ? [] : [node.title]),
        ...(node.account === undefined ? [] : [`account ${node.account}`]),
    ].join(", ");
    return svg(
        "g",
        {
            class: `node ${categoryOf(node)}`,
            role: "button",
            tabindex: -1,
            "aria-pressed": "false",
            "aria-label": label,
            "data-key": node.key,
        },
        svg("rect", { class: "box", x, y, width, height, rx: 7 }),
        svg("rect", { class: "stripe", x: x + 5, y: y + 7, width: 4, height: height - 14, rx: 2 }),
        svg("text", { class: "kind", x: x + 17, y: y + 17 }, node.subtitle),
        // Else the two would be read as one word.
        " ",
        svg("text", { class: "title", x: x + 17, y: y + 34 }, shown),
    );
}

function edgeGroup(
    { key, edges }: OutlineEdge,
    place: LaidOut,
    path: ReadonlySet<ShownEdge>,
): SVGGElement {
    const { points, caption: at } = place.edges.get(key) ?? { points: [], caption: { x: 0, y: 0 } };
    const marks = marksOfAll(edges);
    const words = captionOf(edges);
    const d = curve(points);
    const width = captionWidth(words) + 16;
    const isPath = edges.some((edge) => path.has(edge));
    const said = [
        words,
        ...(edges.length === 1 && edges[0] !== undefined ? [sentence(edges[0])] : []),
        ...marks.map((mark) => mark.words),
    ];
    return svg(
        "g",
        {
            class: ["edge", ...(isPath ? ["path"] : []), ...marks.map(({ name }) => name)].join(
                " ",
            ),
            role: "button",
            tabindex: -1,
            "aria-pressed": "false",
            "aria-label": said.join("; "),
            "data-key": key,
        },
        svg("path", { class: "reach", d }),
        svg("path", { class: "line", d, "marker-end": `url(#${arrowOf(marks, isPath)})` }),
        svg("rect", { class: "pill", x: at.x - width / 2, y: at.y - 9, width, height: 18, rx: 9 }),
        captionText(at, words),
    );
}

function captionText({ x, y }: Point, words: string): SVGTextElement {
    return svg("text", { class: "caption", x, y: y + 4, "text-anchor": "middle" }, words);
}

/** What all of them say, if they say the same. */
function uniform(edges: readonly ShownEdge[]): string | undefined {
    const words = new Set(edges.map(caption));
    return words.size === 1 ? [...words][0] : undefined;
}

function captionOf(edges: readonly ShownEdge[]): string {
    const [first] = edges;
    const signs = marksOfAll(edges).map(({ sign }) => sign);
    const words =
        first === undefined
            ? ""
            : edges.length === 1
              ? shortened(caption(first), 40)
              : (uniform(edges) ?? counted(edges.length, "edge"));
    return [...signs, words].join(" ");
}

function titleOf({ title }: OutlineNode): string {
    return shortened(briefly(title), 36);
}

function categoryOf({ members }: OutlineNode): string {
    const kind = members.every((one) => one.kind === members[0]?.kind)
        ? members[0]?.kind
        : undefined;
    if (kind === undefined) {
        return "teams";
    }
    if (kind === "anyone" || kind === "deleted-principal") {
        return "stranger";
    }
    if (isSource(kind) || kind === "service") {
        return "people";
    }
    if (isData(kind)) {
        return "data";
    }
    return kind === "role" ? "role" : "inside";
}

/** Markers do not take the colour of their line, so there is one of each. */
const arrows = ["plain", "path", "beyond", "gained", "lost"] as const;

function arrowOf(marks: readonly Mark[], isPath: boolean): string {
    const marked = marks.find(({ name }) => (arrows as readonly string[]).includes(name));
    return `arrow-${marked?.name ?? (isPath ? "path" : "plain")}`;
}

function arrowHeads(): SVGDefsElement {
    return svg(
        "defs",
        {},
        ...arrows.map((name) =>
            svg(
                "marker",
                {
                    id: `arrow-${name}`,
                    class: `arrow ${name}`,
                    viewBox: "0 0 10 10",
                    refX: 9,
                    refY: 5,
                    markerWidth: 9,
                    markerHeight: 9,
                    markerUnits: "userSpaceOnUse",
                    orient: "auto",
                },
                svg("path", { d: "M0 0L10 5L0 10z" }),
            ),
        ),
    );
}
