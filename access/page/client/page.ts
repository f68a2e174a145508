import { html } from "./dom";
import type { Estate, ShownEdge, ShownNode } from "./estate";
import { finderOf } from "./finder";
import { headerOf } from "./header";
import { lanesOf } from "./lanes";
import { hrefOf, placeOf } from "./location";
import { outlineOf } from "./outline";
import { edgePanel, estatePanel, nodePanel, teamPanel } from "./panel";
import { pictureOf } from "./picture";
import type { Picture } from "./picture";
import type { Scope } from "./scope";
import { pathsToData, scopeOf, scopeOfTeam, walksThrough } from "./scope";
import { edgeTable, teamTable } from "./table";
import { zoomOf } from "./zoom";

/** Builds the page and keeps it in step with its address. */
export function startPage(estate: Estate): void {
    const finder = finderOf(estate);
    const header = headerOf(estate, show);
    const crumbs = html("p", { class: "crumbs" });
    const view = html("div", { class: "view", tabindex: 0 });
    const details = html("aside", { "aria-label": "Details", "aria-live": "polite", tabindex: 0 });
    const main = html("main", {}, crumbs, view);
    document.body.append(header.element, finder.element, main, details);
    addEventListener("hashchange", show);
    addEventListener("keydown", (event) => {
        const isTyping = event.target === finder.input;
        if (event.key === "/" && !isTyping) {
            event.preventDefault();
            finder.input.focus();
        } else if (event.key === "Escape") {
            location.hash = hrefOf({});
        }
    });
    // Paper does not scroll: a table breaks over pages where rows of a picture do not.
    addEventListener("beforeprint", () => {
        header.setForm("table");
    });
    show();

    function show(): void {
        const place = placeOf(location.hash);
        const team = estate.teams.find(({ name }) => name === place.team);
        const node = estate.nodes.get(place.node ?? "");
        finder.show(team === undefined && node === undefined ? {} : place);
        document.title = [team?.name ?? node?.label, estate.title].filter(Boolean).join(" – ");
        crumbs.replaceChildren(
            html("a", { href: hrefOf({}) }, "All teams"),
            ...(team === undefined ? [] : [html("b", {}, `Team ${team.name}`)]),
            ...(node === undefined ? [] : [html("b", {}, node.label)]),
        );
        if (team !== undefined) {
            showScope(scopeOfTeam(team), team.name, `Path of team ${team.name}`, (pick) =>
                teamPanel(team, estate.changes ?? [], pick),
            );
        } else if (node !== undefined) {
            showScope(scopeOf([node]), node.team, `Ways through ${node.label}`, (pick) =>
                nodePanel(node, pick),
            );
        } else {
            view.replaceChildren(
                header.form() === "table"
                    ? teamTable(estate, header.changesOnly())
                    : lanesOf(estate, header.changesOnly(), view.clientWidth - 32),
            );
            details.replaceChildren(...estatePanel(estate));
        }
    }

    function showScope(
        scope: Scope,
        focus: string | undefined,
        label: string,
        panel: (pick: (edge: ShownEdge) => void) => readonly Element[],
    ): void {
        const outline = outlineOf(scope, focus, header.withAws());
        let picture: Picture | undefined;
        const pickEdge = (edge: ShownEdge) => {
            const key = outline.edges.find(({ edges }) => edges.includes(edge))?.key;
            picture?.light(walksThrough(edge), key);
            details.replaceChildren(...edgePanel(edge));
        };
        const pickNode = (node: ShownNode) => {
            picture?.light(scopeOf([node]).edges, node.id);
            details.replaceChildren(...nodePanel(node, pickEdge));
        };
        const pick = (key: string) => {
            const node = outline.nodes.find((each) => each.key === key)?.members;
            const edges = outline.edges.find((each) => each.key === key)?.edges;
            if (node?.length === 1 && node[0] !== undefined) {
                pickNode(node[0]);
            } else if (edges?.[0] !== undefined) {
                pickEdge(edges[0]);
            } else {
                picture?.light(node === undefined ? undefined : scopeOf(node).edges, key);
                details.replaceChildren(...panel(pickEdge));
            }
        };
        if (header.form() === "table") {
            view.replaceChildren(edgeTable(scope, pickEdge));
        } else {
            picture = pictureOf(outline, pathsToData(scope), label, pick);
            view.replaceChildren(picture.element);
            crumbs.append(zoomOf(picture.element, view));
        }
        details.replaceChildren(...panel(pickEdge));
    }
}
