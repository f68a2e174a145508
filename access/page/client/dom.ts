import { visible } from "./text";

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Element | string | undefined | false;

/** An element with its text set as text: nothing here is ever parsed as markup. */
export function html<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
    return filled(document.createElement(tag), attributes, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: readonly Child[]
): SVGElementTagNameMap[K] {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    return filled(element, attributes, children);
}

function filled<T extends Element>(
    element: T,
    attributes: Attributes,
    children: readonly Child[],
): T {
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== undefined && value !== false) {
            const text = value === true ? "" : String(value);
            // What is read out is for people; the rest is compared with names as they are.
            element.setAttribute(name, name === "aria-label" ? visible(text) : text);
        }
    }
    for (const child of children) {
        if (child !== undefined && child !== false) {
            element.append(typeof child === "string" ? visible(child) : child);
        }
    }
    return element;
}
