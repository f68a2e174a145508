import { markChip } from "./chip";
import { html } from "./dom";
import type { Estate } from "./estate";
import { hrefOf } from "./location";
import type { Place } from "./location";
import { marksOfAll } from "./marks";
import { rove, upAndDown } from "./roving";
import { scopeOfTeam } from "./scope";
import { counted } from "./text";
import { kindWords } from "./words";

const mostThings = 100;

export interface Finder {
    readonly element: HTMLElement;
    readonly input: HTMLInputElement;
    /** Marks what is shown. */
    show(place: Place): void;
}

/** The list of teams, and of everything else as soon as somebody looks for it. */
export function finderOf(estate: Estate): Finder {
    const input = html("input", {
        type: "search",
        id: "search",
        placeholder: "team, role, bucket, ARN …",
        autocomplete: "off",
        spellcheck: "false",
    });
    const list = html("div", { role: "listbox", "aria-label": "Teams and things", class: "found" });
    const status = html("p", { role: "status", class: "status" });
    const teams = estate.teams.map((team) =>
        option(
            { team: team.name },
            team.name,
            "",
            marksOfAll(scopeOfTeam(team).edges).map(markChip),
        ),
    );
    let place: Place = {};

    const fill = () => {
        const wanted = input.value.trim().toLowerCase();
        const found = teams.filter((_, index) =>
            estate.teams[index]?.name.toLowerCase().includes(wanted),
        );
        const things =
            wanted === ""
                ? []
                : [...estate.nodes.values()].filter(
                      ({ id, label }) =>
                          id.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted),
                  );
        const options = things
            .slice(0, mostThings)
            .map(({ id, kind, label }) => option({ node: id }, label, kindWords[kind], []));
        list.replaceChildren(...found, ...options);
        const more = things.length - options.length;
        status.textContent = [
            counted(found.length, "team"),
            ...(wanted === "" ? [] : [counted(things.length, "thing")]),
            ...(more > 0 ? [`the first ${mostThings} shown`] : []),
        ].join(", ");
        select();
        rove(list, "a", upAndDown);
    };
    const select = () => {
        const href = hrefOf(place);
        for (const each of list.children) {
            const isShown = each.getAttribute("href") === href;
            each.setAttribute("aria-selected", String(isShown));
        }
    };
    input.addEventListener("input", fill);
    input.addEventListener("keydown", (event) => {
        const first = list.firstElementChild;
        if (first instanceof HTMLElement && (event.key === "ArrowDown" || event.key === "Enter")) {
            event.preventDefault();
            first.focus();
            if (event.key === "Enter") {
                first.click();
            }
        }
    });
    fill();
    const element = html(
        "nav",
        { "aria-label": "Teams" },
        html("label", { for: "search" }, "Search"),
        input,
        status,
        list,
    );
    return {
        element,
        input,
        show(now) {
            place = now;
            select();
            list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
        },
    };
}

function option(
    place: Place,
    label: string,
    kind: string,
    marks: readonly Element[],
): HTMLAnchorElement {
    return html(
        "a",
        { role: "option", href: hrefOf(place), tabindex: -1, "aria-selected": "false" },
        html("span", { class: "name" }, label),
        kind !== "" && html("span", { class: "kind" }, kind),
        ...marks,
    );
}
