import { markChip } from "./chip";
import { html } from "./dom";
import type { Estate, ShownEdge, ShownTeam } from "./estate";
import { hrefOf } from "./location";
import { gravity, marksOf, marksOfAll } from "./marks";
import type { Scope } from "./scope";
import { isSource, scopeOfTeam } from "./scope";
import { briefly, counted, listed } from "./text";
import { conditionWords, sentence } from "./words";

const most = 2000;

/** The picture of a scope in sentences: one edge a row, the worst first, then in the order in which access flows. */
export function edgeTable({ edges }: Scope, pick: (edge: ShownEdge) => void): HTMLElement {
    const inOrder = [...edges]
        .sort((one, other) => gravityOf(one) - gravityOf(other) || stage(one) - stage(other))
        .slice(0, most);
    const rows = inOrder.map((edge) => {
        const button = html("button", { type: "button" }, sentence(edge));
        button.addEventListener("click", () => {
            pick(edge);
        });
        return html(
            "tr",
            {
                "data-edge": edge.id,
                class: marksOf(edge)
                    .map(({ name }) => name)
                    .join(" "),
            },
            html("td", {}, ...marksOf(edge).map(markChip)),
            html("td", { class: "said" }, button),
            html("td", { class: "accounts" }, accounts(edge)),
            html(
                "td",
                {},
                listed(
                    [...new Set(edge.grants.flatMap(({ when }) => when.map(conditionWords)))],
                    99,
                ),
            ),
            html(
                "td",
                {},
                listed(
                    [
                        ...new Set(
                            edge.grants.flatMap(({ because }) =>
                                because.map(({ document }) => document),
                            ),
                        ),
                    ],
                    99,
                ),
            ),
        );
    });
    return table(
        `${counted(edges.size, "edge")} of access`,
        ["signs", "who may do what", "accounts", "only if", "because of"],
        rows,
    );
}

/** All teams in words; those with signs first, as in the picture. */
export function teamTable({ teams, changes }: Estate, changesOnly: boolean): HTMLElement {
    const rows = teams
        .map((team) => ({ team, scope: scopeOfTeam(team) }))
        .map((row) => ({ ...row, marks: marksOfAll(row.scope.edges) }))
        .filter(({ scope }) => !changesOnly || [...scope.edges].some(({ change }) => change))
        .sort((one, other) => gravity(one.marks) - gravity(other.marks));
    return table(
        changes !== undefined ? "Teams, those that change first" : "Teams",
        ["team", "signs", "who comes in", "namespaces", "data"],
        rows.map(({ team, scope, marks }) =>
            html(
                "tr",
                { "data-team": team.name },
                html(
                    "th",
                    { scope: "row" },
                    html("a", { href: hrefOf({ team: team.name }) }, team.name),
                ),
                html(
                    "td",
                    {},
                    ...marks.map(({ sign, words, name }) =>
                        html("span", { class: `mark ${name}` }, `${sign} ${words} `),
                    ),
                ),
                html(
                    "td",
                    {},
                    names(scope, ({ kind }) => isSource(kind)),
                ),
                html(
                    "td",
                    {},
                    names(scope, ({ kind }) => kind === "namespace"),
                ),
                html(
                    "td",
                    {},
                    listed([...scope.edges].filter(({ kind }) => kind === "data").map(sentence), 5),
                ),
            ),
        ),
    );
}

function names({ nodes }: Scope, which: (node: ShownTeam["nodes"][number]) => boolean): string {
    const shown = [...nodes].filter(which).map(({ label }) => briefly(label));
    return listed([...new Set(shown)], 6);
}

function accounts({ source, target }: ShownEdge): string {
    const [from, to] = [source.account ?? "outside", target.account ?? "outside"];
    return from === to ? from : `${from} → ${to}`;
}

function gravityOf(edge: ShownEdge): number {
    return gravity(marksOf(edge));
}

function stage({ kind }: ShownEdge): number {
    return [
        "assume",
        "access-entry",
        "member",
        "kubernetes",
        "pods",
        "pod-identity",
        "data",
        "key",
        "mount",
        "link",
        "aws",
    ].indexOf(kind);
}

function table(
    caption: string,
    heads: readonly string[],
    rows: readonly HTMLTableRowElement[],
): HTMLElement {
    return html(
        "table",
        {},
        html("caption", {}, caption),
        html(
            "thead",
            {},
            html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head))),
        ),
        html("tbody", {}, ...rows),
    );
}
