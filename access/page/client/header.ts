import { html } from "./dom";
import type { Estate } from "./estate";
import { marksOfAll } from "./marks";
import { counted } from "./text";

export type Form = "picture" | "table";

export interface Header {
    readonly element: HTMLElement;
    form(): Form;
    setForm(form: Form): void;
    changesOnly(): boolean;
    withAws(): boolean;
}

/** What the page is of, in numbers, and how to look at it. */
export function headerOf(estate: Estate, changed: () => void): Header {
    const compares = estate.changes !== undefined;
    const form = choice("View", ["picture", "table"]);
    const theme = choice("Colours", ["as the system", "light", "dark"]);
    const changesOnly = html("input", { type: "checkbox", checked: compares });
    const withAws = html("input", { type: "checkbox" });
    withAws.addEventListener("change", changed);
    form.addEventListener("change", changed);
    changesOnly.addEventListener("change", changed);
    theme.addEventListener("change", () => {
        document.documentElement.dataset.theme = theme.value;
    });
    const element = html(
        "header",
        {},
        html("h1", {}, estate.title),
        html("p", { class: "numbers" }, ...numbers(estate)),
        html(
            "form",
            { class: "controls" },
            compares && html("label", {}, changesOnly, "changes only"),
            html("label", {}, withAws, "other AWS actions"),
            html("label", {}, "View ", form),
            html("label", {}, "Colours ", theme),
        ),
    );
    return {
        element,
        form: () => form.value as Form,
        setForm(value) {
            form.value = value;
            changed();
        },
        withAws: () => withAws.checked,
        changesOnly: () => compares && changesOnly.checked,
    };
}

function numbers({ teams, nodes, edges, unread, deviations }: Estate): readonly Element[] {
    const accounts = new Set([...nodes.values()].flatMap(({ account }) => account ?? []));
    const missing = deviations.filter(({ kind }) => kind === "missing").length;
    return [
        html("span", {}, counted(teams.length, "team")),
        html("span", {}, counted(accounts.size, "account")),
        html("span", {}, counted(edges.length, "edge")),
        ...marksOfAll(edges).map(({ name, sign, words }) =>
            html("span", { class: `mark ${name}` }, html("b", {}, sign), ` ${words}`),
        ),
        ...(missing === 0
            ? []
            : [
                  html(
                      "span",
                      { class: "mark missing" },
                      html("b", {}, "∅"),
                      ` ${counted(missing, "declared way")} missing`,
                  ),
              ]),
        ...(unread.length === 0
            ? []
            : [
                  html(
                      "span",
                      { class: "mark undecided" },
                      html("b", {}, "?"),
                      ` ${counted(unread.length, "resource")} not read`,
                  ),
              ]),
    ];
}

function choice(name: string, options: readonly string[]): HTMLSelectElement {
    return html(
        "select",
        { name: name.toLowerCase() },
        ...options.map((value) => html("option", { value }, value)),
    );
}
