import type { AccessGraph, Deviation } from "../../policypack/graph/graph";
import { codeSpan } from "./markdownText";
import { printable } from "./printable";
import { teamSummaries } from "./teamSummary";
import type { TeamSummary } from "./teamSummary";

export interface GraphReport {
    readonly graph: AccessGraph;
    /** Declared against effective; nothing where nothing is declared. */
    readonly deviations?: readonly Deviation[];
    /** The one team to tell of. */
    readonly team?: string;
}

/** For a terminal: a block a team, or in brief a line a team. */
export function graphText(report: GraphReport, form: { readonly brief: boolean }): string {
    const summaries = summariesOf(report);
    const blocks = summaries.map((summary) => (form.brief ? line(summary) : block(summary)));
    const lines = [...blocks, ...deviationLines(report), ...unreadLines(report), verdict(report)];
    return `${lines.map((each) => each.split("\n").map(printable).join("\n")).join(form.brief ? "\n" : "\n\n")}\n`;
}

/** For a page or a comment: a table of teams, and what is wrong before it. */
export function graphMarkdown(report: GraphReport): string {
    const rows = summariesOf(report).map(({ team, ...parts }) => {
        const cells = [parts.comers, parts.namespaces, parts.data, parts.fileSystems];
        return `| ${[[team], ...cells].map((cell) => cell.map(inCell).join("<br>")).join(" | ")} |`;
    });
    return [
        `**${verdict(report)}**`,
        ...[...deviationLines(report), ...unreadLines(report)].map((each) => `- ${codeSpan(each)}`),
        "",
        "| team | who comes in | namespaces | data | file systems |",
        "| --- | --- | --- | --- | --- |",
        ...rows,
        "",
    ].join("\n");
}

/** A bar would end the cell, in a code span as well. */
function inCell(text: string): string {
    return codeSpan(text).replaceAll("|", "\\|");
}

function summariesOf({ graph, team }: GraphReport): readonly TeamSummary[] {
    return teamSummaries(graph).filter((each) => team === undefined || each.team === team);
}

function line({ team, comers, namespaces, data, fileSystems }: TeamSummary): string {
    const parts = [
        `${comers.length} ${comers.length === 1 ? "principal comes" : "principals come"} in`,
        listOr(namespaces, "no namespace"),
        listOr([...data, ...fileSystems], "no data"),
    ];
    return `${team}: ${parts.join(" → ")}`;
}

function listOr(list: readonly string[], none: string): string {
    return list.length === 0 ? none : list.join(", ");
}

function block({
    team,
    comers,
    namespaces,
    data,
    keys,
    fileSystems,
    undecided,
}: TeamSummary): string {
    const part = (title: string, list: readonly string[]) =>
        list.map((each, at) => `  ${(at === 0 ? title : "").padEnd(13)} ${each}`);
    return [
        team,
        ...part("comes in", comers),
        ...part("namespaces", namespaces),
        ...part("data", data),
        ...part("keys", keys),
        ...part("file systems", fileSystems),
        ...part(
            "not certain",
            undecided === 0
                ? []
                : [`${undecided} ${undecided === 1 ? "grant" : "grants"}, taken for access`],
        ),
    ].join("\n");
}

function deviationLines({ deviations = [], team }: GraphReport): readonly string[] {
    return deviations
        .filter((each) => team === undefined || each.team === team)
        .map(({ team: whose, kind, what, path }) =>
            [
                `${kind === "beyond" ? "error" : "warning"}: team "${whose}": ${what}`,
                ...path.map((edge) => `    ${edge}`),
            ].join("\n"),
        );
}

function unreadLines({ graph }: GraphReport): readonly string[] {
    return graph.unread.map((what) => `not read: ${what}`);
}

function verdict({ graph, deviations }: GraphReport): string {
    const teams = teamSummaries(graph).length;
    const of = `${teams} ${teams === 1 ? "team" : "teams"}`;
    if (deviations === undefined) {
        return `${of}; what they are said to have is not registered, so nothing is compared`;
    }
    const beyond = deviations.filter(({ kind }) => kind === "beyond").length;
    const missing = deviations.length - beyond;
    return beyond + missing === 0
        ? `${of}: each reaches what it is said to have, and nothing else`
        : `${of}: ${beyond} reach beyond what is declared, ${missing} missing`;
}
