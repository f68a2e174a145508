import { html } from "./dom";

/** Below this nothing can be read; a wider picture scrolls. */
const smallest = 0.62;
const step = 1.25;

/** Fits a picture into its view, and the buttons that change that. */
export function zoomOf(picture: SVGSVGElement, view: HTMLElement): HTMLElement {
    const [width, height] = [
        Number(picture.getAttribute("width")),
        Number(picture.getAttribute("height")),
    ];
    let scale = 1;
    const set = (wanted: number) => {
        scale = wanted;
        picture.setAttribute("width", String(Math.round(width * scale)));
        picture.setAttribute("height", String(Math.round(height * scale)));
    };
    const fit = () => {
        const room = (view.clientWidth - 36) / width;
        set(Math.min(1, Math.max(smallest, room)));
    };
    fit();
    return html(
        "span",
        { class: "zoom" },
        button("−", "smaller", () => {
            set(scale / step);
        }),
        button("fit", "as wide as there is room", fit),
        button("+", "larger", () => {
            set(scale * step);
        }),
    );
}

function button(text: string, label: string, act: () => void): HTMLElement {
    const element = html("button", { type: "button", "aria-label": `${text}, ${label}` }, text);
    element.addEventListener("click", act);
    return element;
}
