/** Where the arrow keys lead from an element; nothing where they stay. */
export type Steps = (from: Element, key: string) => Element | undefined;

/**
 * Many elements, one stop of the tab key: the arrow keys move among them, and the tab key comes back
 * to where they left off.
 */
export function rove(container: Element, selector: string, steps: Steps): void {
    const all = () => [...container.querySelectorAll<HTMLElement | SVGElement>(selector)];
    const stopAt = (element: Element) => {
        container.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
        element.setAttribute("tabindex", "0");
    };
    container.addEventListener("focusin", ({ target }) => {
        const element = (target as Element).closest(selector);
        if (element !== null) {
            stopAt(element);
        }
    });
    container.addEventListener("keydown", (event) => {
        const { key } = event as KeyboardEvent;
        const from = (event.target as Element).closest(selector);
        if (from === null) {
            return;
        }
        const next = key === "Home" ? all()[0] : key === "End" ? all().at(-1) : steps(from, key);
        if (next instanceof HTMLElement || next instanceof SVGElement) {
            event.preventDefault();
            next.focus();
        }
    });
    const current = container.querySelector('[aria-selected="true"]') ?? all()[0];
    if (current !== undefined) {
        stopAt(current);
    }
}

/** Up and down a list. */
export const upAndDown: Steps = (from, key) => {
    if (key === "ArrowDown") {
        return from.nextElementSibling ?? undefined;
    }
    return key === "ArrowUp" ? (from.previousElementSibling ?? undefined) : undefined;
};
