import { judge } from "../access/diff/allowance";
import { differenceOf } from "../access/diff/difference";
import type { Registration } from "../access/registration";
import { markdownDifference } from "../access/report/markdownDifference";
import type { Environment } from "../model/environment/environment";
import { estateOf } from "./accessSource";
import type { AccessReport } from "./pullRequestComment";

export interface AccessQuestion {
    readonly before: readonly Registration[];
    readonly after: readonly Registration[];
    /** The base's: what neither side may claim of itself. */
    readonly environment: Environment;
    /** Teams, and patterns of principals, that may gain access. */
    readonly allowed: readonly string[];
}

/** What the change does to who reaches what, judged by what somebody has allowed beforehand. */
export function accessReport(question: AccessQuestion): AccessReport {
    const { before, after, environment, allowed } = question;
    const { graph, declared } = estateOf(after, environment);
    const difference = differenceOf(estateOf(before, environment).graph, graph, declared);
    const judgement = judge(difference, allowed);
    return {
        // The rest of the comment has room beside it, in whatever GitHub takes.
        markdown: markdownDifference(difference, { judgement, most: 20_000 }),
        widens: judgement.beyond.length + judgement.unread.length > 0,
    };
}
