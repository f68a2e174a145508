/** How wide a text comes out in the fonts of this machine: boxes are laid out before they are drawn. */
export function titleWidth(text: string): number {
    return measured(text, "600 13px");
}

export function captionWidth(text: string): number {
    return measured(text, "11px");
}

const widths = new Map<string, number>();
const context = document.createElement("canvas").getContext("2d");

function measured(text: string, font: string): number {
    const key = `${font} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) {
        return known;
    }
    if (context === null) {
        return text.length * 8;
    }
    context.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
    const { width } = context.measureText(text);
    widths.set(key, width);
    return width;
}
