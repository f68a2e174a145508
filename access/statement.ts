import type { Reading, Statement } from "../policypack/iam/document";
import { conditionHolds } from "./condition";
import type { Context } from "./condition";
import { all, no, undecided, yes } from "./finding";
import type { Finding } from "./finding";
import { arnParts, matchesArn, matchesPattern } from "./pattern";
import { namesCaller } from "./principal";
import type { Caller, Naming } from "./principal";

/** One concrete request. */
export interface Request {
    readonly caller: Caller;
    readonly action: string;
    readonly resource: string;
    readonly context: Context;
}

/** A document and the words to speak of it: `trust policy of role "hyperpod-vision-data"`. */
export interface Policy {
    readonly label: string;
    readonly kind: "identity" | "resource" | "trust";
    readonly reading: Reading;
}

/** What one statement has to say about a request. */
export interface Verdict {
    readonly effect: "Allow" | "Deny";
    readonly applies: Finding;
    readonly naming: Naming;
}

/** The verdicts of all statements; a document that cannot be read may hold any statement. */
export function verdictsOf(policy: Policy, request: Request): readonly Verdict[] {
    if (!policy.reading.ok) {
        const applies = undecided(`${policy.label}: ${policy.reading.reason}`);
        return (["Allow", "Deny"] as const).map((effect) => ({
            effect,
            applies,
            naming: "itself",
        }));
    }
    return policy.reading.document.statements.map((statement, index) => {
        const named =
            policy.kind === "identity"
                ? { finding: yes(""), naming: "itself" as const }
                : namesCaller(statement, request.caller);
        const place = `statement ${statement.sid === undefined ? index + 1 : `"${statement.sid}"`} of the ${policy.label}`;
        const found = all([
            actionMatches(statement, request.action),
            resourceMatches(statement, request.resource, policy.kind),
            named.finding,
            ...statement.conditions.map((each) => conditionHolds(each, request.context)),
        ]);
        return {
            effect: statement.effect,
            applies: { answer: found.answer, because: reasonOf(found, statement.effect, place) },
            naming: named.naming,
        };
    });
}

function reasonOf(found: Finding, effect: "Allow" | "Deny", place: string): string {
    if (found.because === "" && found.answer !== "yes") {
        return "";
    }
    switch (found.answer) {
        case "yes":
            return `${place} ${effect === "Allow" ? "allows it" : "denies it"}`;
        case "no":
            return `${place} would, but ${found.because}`;
        case "undecided":
            return `${found.because} (${place})`;
    }
}

// A statement about other actions or other resources is no reason worth a word, so these refusals
// are silent: the reader sees why a statement that is about his request did not apply.
function actionMatches(statement: Statement, action: string): Finding {
    const wanted = action.toLowerCase();
    const listed = (patterns: readonly string[]) =>
        patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), wanted));
    const matches =
        statement.actions === undefined
            ? !listed(statement.notActions ?? [])
            : listed(statement.actions);
    return matches ? yes("") : no("");
}

function resourceMatches(statement: Statement, resource: string, kind: Policy["kind"]): Finding {
    if (statement.resources === undefined && statement.notResources === undefined) {
        // A trust policy speaks of its own role; nowhere else may the element be missing.
        return kind === "trust" ? yes("") : undecided("the statement has no Resource");
    }
    const patterns = statement.resources ?? statement.notResources ?? [];
    const unread = patterns.find(
        (pattern) => pattern.includes("${") || (pattern !== "*" && arnParts(pattern) === undefined),
    );
    const matches = patterns.some((pattern) => pattern === "*" || matchesArn(pattern, resource));
    if (!matches && unread !== undefined) {
        return undecided(`resource "${unread}" is not understood`);
    }
    return matches === (statement.resources !== undefined) ? yes("") : no("");
}
