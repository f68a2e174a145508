import { html } from "./dom";
import type { Mark } from "./marks";

/** A mark where there is room for its sign alone; its words are read out. */
export function markChip({ name, sign, words }: Mark): HTMLElement {
    return html(
        "span",
        { class: `mark chip ${name}`, title: words, role: "img", "aria-label": words },
        sign,
    );
}
