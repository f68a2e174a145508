import { linesOf } from "./cell";
import { markChip } from "./chip";
import { accountOf, columnsOf } from "./columns";
import type { Columns } from "./columns";
import { html } from "./dom";
import type { Estate, ShownNode } from "./estate";
import { grouped } from "./estate";
import { hrefOf } from "./location";
import { gravity, marksOfAll } from "./marks";
import type { Mark } from "./marks";
import { rove } from "./roving";
import type { Scope } from "./scope";
import { isData, isSource, scopeOfTeam } from "./scope";
import { waysOf } from "./ways";

interface Row {
    readonly team: string | undefined;
    readonly scope: Scope;
    readonly marks: readonly Mark[];
}

/**
 * All teams, one row each, with a column for every account: what of the team is there, and the ways
 * from one account to another. It is as readable with a thousand teams as with five.
 */
export function lanesOf(estate: Estate, changesOnly: boolean, space: number): HTMLElement {
    const columns = columnsOf(accountsOf(estate), space);
    const { accounts } = columns;
    const lanes = html(
        "div",
        { class: "lanes", role: "table", "aria-label": "Teams and accounts" },
        ...accounts.map((account, index) => accountBox(columns, index, isForeign(estate, account))),
        html(
            "div",
            { class: "row head", role: "row" },
            html("span", { role: "columnheader", class: "team" }, "team"),
            ...accounts.map((account, index) => columns.put(accountHead(account), index)),
        ),
        ...rowsOf(estate, changesOnly).map((row) => rowElement(row, columns)),
    );
    lanes.style.width = `${columns.whole}px`;
    lanes.addEventListener("click", ({ target }) => {
        (target as Element).closest(".row")?.querySelector("a")?.click();
    });
    rove(lanes, "a", (from, key) => {
        const row = from.closest(".row");
        const next = key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
        return /^Arrow(Down|Up)$/.test(key) ? (next?.querySelector("a") ?? undefined) : undefined;
    });
    return lanes;
}

/** The worst come first, then other signs: nobody reads a thousand rows to find them. */
function rowsOf(estate: Estate, changesOnly: boolean): readonly Row[] {
    const rows: Row[] = [
        ...estate.teams.map((team) => ({ team: team.name, scope: scopeOfTeam(team) })),
        { team: undefined, scope: unowned(estate) },
    ]
        .filter(({ scope }) => scope.nodes.size > 0)
        .filter(({ scope }) => !changesOnly || [...scope.edges].some(({ change }) => change))
        .map((row) => ({ ...row, marks: marksOfAll(row.scope.edges) }));
    return rows.sort((one, other) => gravity(one.marks) - gravity(other.marks));
}

function rowElement({ team, scope, marks }: Row, columns: Columns): HTMLElement {
    const inside = grouped([...scope.nodes].filter(isShown), accountOf);
    const entering = grouped(scope.edges, ({ target }) => accountOf(target));
    return html(
        "div",
        { class: "row", role: "row", "data-team": team },
        waysOf(scope, columns),
        html(
            "span",
            { role: "rowheader", class: "team" },
            team === undefined
                ? html("i", {}, "of no team")
                : html("a", { href: hrefOf({ team }), tabindex: -1 }, team),
            html("span", { class: "marks" }, ...marks.map(markChip)),
        ),
        ...columns.accounts.map((account, index) => {
            const lines = linesOf(inside.get(account) ?? [], scope);
            const names = marksOfAll(entering.get(account) ?? []).map(({ name }) => name);
            const empty = lines.length === 0 ? ["empty"] : [];
            const cell = html(
                "span",
                { role: "cell", class: ["cell", ...empty, ...names].join(" ") },
                ...lines.map((line) => html("span", {}, line)),
            );
            return columns.put(cell, index);
        }),
    );
}

function accountHead(account: string): HTMLElement {
    return html(
        "span",
        { role: "columnheader", class: "account" },
        /^\d/.test(account) ? `account ${account}` : account,
    );
}

/** Accounts in the order in which paths go through them: people, then clusters, then data. */
function accountsOf({ nodes }: Estate): readonly string[] {
    const all = grouped([...nodes.values()].filter(isShown), accountOf);
    const depth = (members: readonly ShownNode[]) =>
        members.reduce(
            (sum, { kind }) =>
                sum + (isSource(kind) ? 0 : isData(kind) ? 8 : kind === "role" ? 2 : 4),
            0,
        ) / members.length;
    return [...all]
        .sort(([one, its], [other, others]) => depth(its) - depth(others) || (one < other ? -1 : 1))
        .map(([account]) => account);
}

/** What belongs to no team: strangers, what is shared, and what leads between them. */
function unowned(estate: Estate): Scope {
    const nodes = new Set([...estate.nodes.values()].filter(({ team }) => team === undefined));
    const edges = estate.edges.filter(
        ({ source, target }) => nodes.has(source) && nodes.has(target),
    );
    return { nodes, edges: new Set(edges) };
}

/** From such an account somebody comes, and nothing of ours is in it. */
function isForeign({ nodes }: Estate, account: string): boolean {
    return [...nodes.values()].every((node) => accountOf(node) !== account || isSource(node.kind));
}

/** AWS itself is in every team's row; its own boxes would hide who else comes from outside. */
function isShown({ kind }: ShownNode): boolean {
    return kind !== "service";
}

function accountBox(columns: Columns, index: number, foreign: boolean): HTMLElement {
    const box = html("div", { class: foreign ? "box foreign" : "box", "aria-hidden": "true" });
    return columns.put(box, index);
}
