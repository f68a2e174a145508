import type { Outline, OutlineEdge } from "./outline";

/** Down and up walk along the edges; left and right go to what starts or stands beside. */
export function neighbour(
    { nodes, edges }: Outline,
    element: Element,
    from: Element,
    key: string,
): Element | undefined {
    const at = from.getAttribute("data-key");
    const edge = edges.find((each) => each.key === at);
    const found = edge === undefined ? besideNode(at ?? "", key) : besideEdge(edge, key);
    return found === undefined
        ? undefined
        : [...element.querySelectorAll("[data-key]")].find(
              (each) => each.getAttribute("data-key") === found,
          );

    function besideNode(node: string, direction: string): string | undefined {
        switch (direction) {
            case "ArrowDown":
                return edges.find((each) => each.from === node)?.key;
            case "ArrowUp":
                return edges.find((each) => each.to === node)?.key;
            default:
                return stepped(nodes, node, direction);
        }
    }

    function besideEdge(current: OutlineEdge, direction: string): string | undefined {
        switch (direction) {
            case "ArrowDown":
                return current.to;
            case "ArrowUp":
                return current.from;
            default: {
                const siblings = edges.filter(
                    (each) => each.from === current.from || each.to === current.to,
                );
                return stepped(siblings, current.key, direction);
            }
        }
    }
}

function stepped(
    items: readonly { readonly key: string }[],
    key: string,
    direction: string,
): string | undefined {
    const step = direction === "ArrowRight" ? 1 : direction === "ArrowLeft" ? -1 : 0;
    const index = items.findIndex((item) => item.key === key) + step;
    return step === 0 ? undefined : items[(index + items.length) % items.length]?.key;
}
