import { differenceOf } from "../access/diff/difference";
import { judge, neededWords } from "../access/diff/allowance";
import type { Judgement } from "../access/diff/allowance";
import type { AccessDifference } from "../access/diff/accessDifference";
import { renderPage } from "../access/page/page";
import { differenceJson } from "../access/report/json";
import { markdownDifference } from "../access/report/markdownDifference";
import { differenceSarif } from "../access/report/sarif";
import { terminalDifference } from "../access/report/terminalDifference";
import type { AccessGraph } from "../policypack/graph/graph";
import { json, placesInRoster, put } from "./access";
import type { AccessFormat } from "./accessFormats";
import { readEstate } from "./accessSource";
import { CommandError } from "./commandError";
import { isColored } from "./terminal";

export interface DiffOptions {
    readonly allow: readonly string[];
    readonly format: AccessFormat;
    readonly output?: string;
    readonly details?: boolean;
    readonly stack: string;
    readonly sandbox: string;
}

/** The exit code where access widens beyond what is allowed: a pipeline asks for an approval then. */
const widensBeyond = 3;

/** What a change does to who reaches what; a side that is split over stacks names files with commas. */
export function diff(base: string, head: string, options: DiffOptions): void {
    const { stack, sandbox } = options;
    const estateOf = (files: string) => readEstate({ from: files.split(","), stack, sandbox });
    const { graph: after, declared } = estateOf(head);
    const difference = differenceOf(estateOf(base).graph, after, declared);
    const judgement = judge(difference, options.allow);
    put(rendered(difference, after, judgement, options), options.output);
    if (judgement.beyond.length + judgement.unread.length > 0) {
        throw new CommandError(
            `access widens beyond what "--allow" names; see above. Whoever approves all of it adds: ${allowances(judgement)}`,
            widensBeyond,
        );
    }
}

/** As arguments of a shell: names come from documents. */
function allowances(judgement: Judgement): string {
    return neededWords(judgement)
        .map((word) => `--allow '${word.replaceAll("'", "'\\''")}'`)
        .join(" ");
}

function rendered(
    difference: AccessDifference,
    graph: AccessGraph,
    judgement: Judgement,
    { format, details, output, stack }: DiffOptions,
): string {
    switch (format) {
        case "text": {
            const colored = output === undefined && isColored(process.stdout);
            return terminalDifference(difference, {
                colored,
                judgement,
                ...(details === undefined ? {} : { details }),
            });
        }
        case "markdown":
            return markdownDifference(difference, { judgement });
        case "json":
            return json(differenceJson(difference, judgement));
        case "html":
            return renderPage({ title: "What the change does to access", graph, difference });
        case "sarif":
            return json(differenceSarif(difference, placesInRoster(stack), judgement));
    }
}
