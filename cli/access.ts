import * as fs from "node:fs";
import * as path from "node:path";
import { renderPage } from "../access/page/page";
import { graphMarkdown, graphText } from "../access/report/graphReport";
import type { GraphReport } from "../access/report/graphReport";
import { accessJson } from "../access/report/json";
import { rosterPlaces } from "../access/report/rosterPlaces";
import type { Place } from "../access/report/rosterPlaces";
import { deviationSarif } from "../access/report/sarif";
import { readEstate } from "./accessSource";
import type { AccessSource } from "./accessSource";
import type { AccessFormat } from "./accessFormats";
import { CommandError } from "./commandError";
import { projectFolder } from "./project";
import { readStackEnvironment } from "./stackFiles";
import { say } from "./terminal";

export interface AccessOptions extends AccessSource {
    readonly team?: string;
    readonly format: AccessFormat;
    readonly output?: string;
}

/** Who reaches what, and whether that is what is declared. */
export function access(options: AccessOptions): void {
    const estate = readEstate(options);
    const { graph } = estate;
    const { team } = options;
    const teams = new Set(graph.nodes.flatMap((node) => node.team ?? []));
    if (team !== undefined && !teams.has(team)) {
        const known = [...teams].sort().map((each) => `"${each}"`);
        throw new CommandError(
            `no team "${team}" is registered; expected one of ${known.join(", ")}`,
            2,
        );
    }
    put(rendered({ ...estate, ...(team === undefined ? {} : { team }) }, options), options.output);
    failBeyond(estate);
}

/** What is missing is a warning; what is more than declared ends the command as a failure. */
export function failBeyond({ deviations = [] }: Pick<GraphReport, "deviations">): void {
    if (deviations.some(({ kind }) => kind === "beyond")) {
        throw new CommandError("somebody reaches more than is declared; see above");
    }
}

function rendered(report: GraphReport, { format, stack }: AccessOptions): string {
    switch (format) {
        case "text":
            return graphText(report, { brief: false });
        case "markdown":
            return graphMarkdown(report);
        case "json":
            return json(accessJson(report.graph, report.deviations));
        case "html":
            return accessPage(report);
        case "sarif":
            return json(deviationSarif(report.deviations ?? [], placesInRoster(stack)));
    }
}

export function accessPage({ graph, deviations }: GraphReport, title = "Access"): string {
    return renderPage({ title, graph, ...(deviations === undefined ? {} : { deviations }) });
}

export function json(value: unknown): string {
    return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Where the roster speaks of a team; a pipeline that compares files need not have it. */
export function placesInRoster(stack: string): (team: string | undefined) => Place {
    const file = fs.existsSync(path.join(projectFolder, `Pulumi.${stack}.yaml`))
        ? readStackEnvironment(stack).roster
        : "teams.yaml";
    const location = path.join(projectFolder, file);
    return rosterPlaces(file, fs.existsSync(location) ? fs.readFileSync(location, "utf8") : "");
}

/** To a file, or to whoever reads the command's output. */
export function put(text: string, file: string | undefined): void {
    if (file === undefined) {
        say(text.replace(/\n$/, ""));
    } else {
        fs.writeFileSync(file, text);
    }
}
