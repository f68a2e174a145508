import type { Evidence, Grant } from "../../../policypack/graph/graph";
import type { PageChange } from "../pageData";
import { html } from "./dom";
import type { Estate, ShownEdge, ShownNode, ShownTeam } from "./estate";
import { hrefOf } from "./location";
import { marksOf, marksOfAll } from "./marks";
import { isSource, pathsToData, scopeOf, scopeOfTeam } from "./scope";
import { briefly, counted, listed } from "./text";
import {
    caption,
    changeWords,
    conditionWords,
    kindWords,
    patternWords,
    sentence,
    thing,
} from "./words";

/** What is picked, in plain words: what it may do, on what, under which conditions, and who says so. */
export function edgePanel(edge: ShownEdge): readonly Element[] {
    return [
        html("h2", {}, firstUpper(sentence(edge))),
        ...marksOf(edge).map(({ name, sign, words }) =>
            html("p", { class: `mark ${name}` }, html("b", {}, sign), ` ${words}`),
        ),
        ...edge.deviations.map(({ what }) => html("p", { class: "mark beyond" }, what)),
        html(
            "dl",
            {},
            ...pair("from", nodeLink(edge.source)),
            ...pair("to", nodeLink(edge.target)),
            ...(edge.via === "" ? [] : pair("through", html("code", {}, edge.via))),
        ),
        ...grantBlocks("New", edge.gained ?? []),
        ...grantBlocks("Gone", edge.lost ?? []),
        ...grantBlocks(edge.change === "lost" ? "Gone" : "Allowed", edge.grants),
    ];
}

export function nodePanel(node: ShownNode, pick: (edge: ShownEdge) => void): readonly Element[] {
    const teams = teamsThrough(node);
    return [
        html("h2", {}, node.label),
        html(
            "dl",
            {},
            ...pair("what", kindWords[node.kind]),
            ...(node.team === undefined ? [] : pair("team", teamLink(node.team))),
            ...(node.account === undefined ? [] : pair("account", node.account)),
            ...pair("name", html("code", {}, node.id)),
            ...(node.urn === undefined ? [] : pair("made by", html("code", {}, node.urn))),
        ),
        ...(node.team === undefined && teams.length > 0
            ? [html("h3", {}, `On the way of ${counted(teams.length, "team")}`), teamList(teams)]
            : []),
        ...edgeList("Leads here", node.incoming, "source", pick),
        ...edgeList("Leads on to", node.outgoing, "target", pick),
    ];
}

export function teamPanel(
    team: ShownTeam,
    changes: readonly PageChange[],
    pick: (edge: ShownEdge) => void,
): readonly Element[] {
    const own = changes.filter(({ teams }) => teams.includes(team.name));
    const scope = scopeOfTeam(team);
    const reached = [...scope.edges].filter(
        ({ kind, target, source }) =>
            (kind === "data" || kind === "key" || kind === "mount") && source !== target,
    );
    const path = pathsToData(scope);
    const members = [...scope.nodes].filter(
        ({ kind, incoming }) => isSource(kind) && incoming.length === 0,
    );
    const reaches = ({ outgoing }: ShownNode) => outgoing.some((edge) => path.has(edge));
    return [
        html("h2", {}, `Team ${team.name}`),
        ...marksOfAll(scope.edges).map(({ name, sign, words }) =>
            html("p", { class: `mark ${name}` }, html("b", {}, sign), ` ${words}`),
        ),
        ...team.deviations.map(({ kind, what }) =>
            html(
                "p",
                { class: `mark ${kind}` },
                html("b", {}, kind === "beyond" ? "!" : "∅"),
                ` ${kind}: ${what}`,
            ),
        ),
        ...(own.length === 0 ? [] : [html("h3", {}, "What changes"), changeList(own)]),
        html("h3", {}, "Who comes in"),
        members.length === 0
            ? html("p", {}, "nobody")
            : html("ul", {}, ...members.map((node) => memberItem(node, reaches(node)))),
        ...edgeList("What data is reached", reached, "target", pick),
    ];
}

export function estatePanel(estate: Estate): readonly Element[] {
    const { changes } = estate;
    return [
        ...(changes === undefined
            ? []
            : [html("h2", {}, "What the change does to access"), changeList(changes)]),
        html("h2", {}, "Who can reach what"),
        html(
            "p",
            {},
            "One row a team, one column an account: what the team has there, and the ways between. Choose a team to see its path, from its people at the top to its data at the bottom.",
        ),
        ...(estate.unread.length === 0
            ? []
            : [
                  html(
                      "h3",
                      { class: "mark undecided" },
                      `Registered, but not part of this picture`,
                  ),
                  html("ul", {}, ...estate.unread.map((what) => html("li", {}, what))),
              ]),
        ...(estate.deviations.length === 0
            ? []
            : [
                  html("h3", {}, "Not as declared"),
                  html(
                      "ul",
                      {},
                      ...estate.deviations.map(({ team, kind, what }) =>
                          html("li", {}, teamLink(team), ` ${kind}: ${what}`),
                      ),
                  ),
              ]),
        legend(changes !== undefined),
    ];
}

function changeList(changes: readonly PageChange[]): HTMLElement {
    const items = changes.map(({ sentence: said }) => html("li", {}, said));
    return changes.length === 0
        ? html("p", {}, "Nothing: everybody reaches what they did.")
        : html("ul", { class: "changes" }, ...items);
}

function legend(compares: boolean): HTMLElement {
    const entries = [
        ["path", "━", "on a way from people to data"],
        ["beyond", "!", "beyond what is declared for the team"],
        ["crossing", "⇄", "from one team to another"],
        ["undecided", "?", "cannot be decided, and so counts as access"],
        ...(compares
            ? Object.entries(changeWords)
                  .filter(([name]) => name !== "undecided")
                  .map(([name, { sign, word }]) => [name, sign, `${word} by the change`] as const)
            : []),
    ] as const;
    return html(
        "section",
        {},
        html("h3", {}, "Signs"),
        html(
            "ul",
            { class: "legend" },
            ...entries.map(([name, sign, words]) =>
                html("li", { class: `mark ${name}` }, html("b", {}, sign), ` ${words}`),
            ),
        ),
    );
}

function grantBlock(grant: Grant, heading: string): HTMLElement {
    const { actions, on, when, except, undecided, because } = grant;
    return html(
        "section",
        { class: "grant" },
        html("h3", {}, heading),
        html(
            "dl",
            {},
            ...pair("may", codes(patternWords(actions))),
            ...pair("on", codes(patternWords(on).map(thing))),
            ...(when.length === 0 ? [] : pair("only if", codes(when.map(conditionWords)))),
            ...except.flatMap((denied) =>
                pair(
                    "but not",
                    codes([
                        `${listed(patternWords(denied.actions), 99)} on ${listed(patternWords(denied.on).map(thing), 99)}`,
                    ]),
                ),
            ),
            ...(undecided.length === 0
                ? []
                : pair(
                      "cannot be decided",
                      html(
                          "ul",
                          { class: "mark undecided" },
                          ...undecided.map((why) => html("li", {}, why)),
                      ),
                  )),
            ...(because.length === 0
                ? []
                : pair("because of", html("ul", {}, ...because.map(evidenceItem)))),
        ),
    );
}

function evidenceItem({ document, statement, urn }: Evidence): HTMLElement {
    const place = statement === undefined ? document : `${document}, statement ${statement}`;
    return html("li", {}, place, html("code", { class: "urn" }, urn));
}

function grantBlocks(title: string, grants: readonly Grant[]): readonly HTMLElement[] {
    const of = (index: number) =>
        grants.length === 1 ? "" : ` (${index + 1} of ${grants.length})`;
    return grants.map((grant, index) => grantBlock(grant, title + of(index)));
}

function edgeList(
    heading: string,
    edges: readonly ShownEdge[],
    end: "source" | "target",
    pick: (edge: ShownEdge) => void,
): readonly Element[] {
    if (edges.length === 0) {
        return [];
    }
    const most = 40;
    const items = edges.slice(0, most).map((edge) => {
        const marks = marksOf(edge);
        const signs = marks.map(({ sign }) => `${sign} `).join("");
        const words =
            end === "source"
                ? `${signs}${edge.source.label} ${caption(edge)}`
                : `${signs}${caption(edge)} ${edge.target.label}`;
        const button = html(
            "button",
            { type: "button", class: marks.map(({ name }) => name).join(" ") },
            words,
        );
        button.addEventListener("click", () => {
            pick(edge);
        });
        return html("li", {}, button);
    });
    const rest = edges.length - items.length;
    return [
        html("h3", {}, heading),
        html(
            "ul",
            { class: "edges" },
            ...items,
            rest > 0 && html("li", {}, `and ${counted(rest, "more", "more")}`),
        ),
    ];
}

function teamsThrough(node: ShownNode): readonly string[] {
    const { nodes } = scopeOf([node]);
    return [...new Set([...nodes].flatMap(({ team }) => team ?? []))].sort();
}

function teamList(teams: readonly string[]): HTMLElement {
    return html(
        "p",
        { class: "teams" },
        ...teams.slice(0, 60).map(teamLink),
        teams.length > 60 && ` and ${counted(teams.length - 60, "more", "more")}`,
    );
}

function teamLink(team: string): HTMLElement {
    return html("a", { href: hrefOf({ team }) }, team);
}

function memberItem(node: ShownNode, reachesData: boolean): HTMLElement {
    const what = `, ${kindWords[node.kind]}${reachesData ? "" : ", to no data"}`;
    return html("li", {}, nodeLink(node), what);
}

function nodeLink(node: ShownNode): HTMLElement {
    return html("a", { href: hrefOf({ node: node.id }) }, briefly(node.label));
}

function codes(items: readonly string[]): HTMLElement {
    return html("ul", {}, ...items.map((item) => html("li", {}, html("code", {}, item))));
}

function pair(term: string, value: Element | string): readonly HTMLElement[] {
    return [html("dt", {}, term), html("dd", {}, value)];
}

function firstUpper(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
