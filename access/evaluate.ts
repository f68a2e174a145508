import { all, any, not, undecided, yes } from "./finding";
import type { Finding } from "./finding";
import { callerAccount, callerName } from "./principal";
import { verdictsOf } from "./statement";
import type { Policy, Request, Verdict } from "./statement";

/** Everything that has a say in one request. */
export interface Question {
    readonly request: Request;
    /** The policies of the caller; a service has none, and S3 asks them only at the access point. */
    readonly identity: readonly Policy[] | "agreed elsewhere";
    /** What the caller can have at most, whatever its policies say. */
    readonly boundary?: Policy | undefined;
    /** What else the caller carries that is not at hand: an attached policy, a boundary. */
    readonly unread: readonly string[];
    /** The policies of the thing asked for: trust, access point or bucket policy. */
    readonly resource: readonly Policy[];
    readonly resourceAccount: string;
}

/**
 * Decides one request as IAM does: an explicit deny anywhere ends it; across accounts both sides
 * must allow; inside one account either side may, except that a role is never assumed without its
 * trust policy. Where a resource policy names an account it hands the decision on to the policies
 * of the caller, and so needs both, too. A permissions boundary must allow whatever any of them does:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 *
 * Yes means yes: a statement that is not understood never helps to get there. Callers who hope for
 * a no must treat `undecided` as a yes.
 */
export function decide(question: Question): Finding {
    const { request } = question;
    const policies = question.identity === "agreed elsewhere" ? [] : question.identity;
    const identity = policies.flatMap((policy) => verdictsOf(policy, request));
    const resource = question.resource.flatMap((policy) => verdictsOf(policy, request));
    const boundary = question.boundary && verdictsOf(question.boundary, request);
    return all([
        not(denied([...identity, ...resource, ...(boundary ?? [])], question)),
        granted(question, identity, resource),
        ...(boundary === undefined
            ? []
            : [anyAllow(boundary, [], question, `the ${question.boundary?.label ?? ""}`)]),
    ]);
}

function denied(verdicts: readonly Verdict[], question: Question): Finding {
    const denies = verdicts.filter(({ effect }) => effect === "Deny");
    return any([...denies.map(({ applies }) => applies), ...unreadOf(question)], "");
}

function granted(
    question: Question,
    identity: readonly Verdict[],
    resource: readonly Verdict[],
): Finding {
    const { caller } = question.request;
    const byIdentity =
        question.identity === "agreed elsewhere"
            ? yes("")
            : anyAllow(identity, unreadOf(question), question, "no policy of the caller");
    const byResource = anyAllow(resource, [], question, `the ${labelsOf(question.resource)}`);
    if (caller.kind === "service") {
        return byResource;
    }
    if (callerAccount(caller) !== question.resourceAccount) {
        return all([byIdentity, byResource]);
    }
    const byName = anyAllow(
        resource.filter(({ naming }) => naming === "itself"),
        [],
        question,
        `the ${labelsOf(question.resource)}`,
    );
    const delegated = all([byIdentity, byResource]);
    const isTrust = question.resource.some(({ kind }) => kind === "trust");
    return isTrust
        ? any([byName, delegated], firstReason([byResource, byIdentity]))
        : any([byName, byIdentity], firstReason([byIdentity, byName]));
}

function anyAllow(
    verdicts: readonly Verdict[],
    further: readonly Finding[],
    question: Question,
    who: string,
): Finding {
    const allows = verdicts
        .filter(({ effect }) => effect === "Allow")
        .map(({ applies }) => applies);
    const { action, caller, resource } = question.request;
    // The near miss, if there is one, says more than "nothing allows it".
    const nearMiss = allows.find(({ answer, because }) => answer === "no" && because !== "");
    const nothing = who.startsWith("no ")
        ? `${who} "${callerName(caller)}" allows ${action} on "${resource}"`
        : `${who} does not allow ${action} on "${resource}" to "${callerName(caller)}"`;
    return any(
        [...allows, ...further],
        nearMiss === undefined ? nothing : `nothing allows ${action}: ${nearMiss.because}`,
    );
}

function unreadOf(question: Question): readonly Finding[] {
    return question.unread.map((what) =>
        undecided(
            `"${callerName(question.request.caller)}" carries ${what}, which was not registered here`,
        ),
    );
}

function firstReason(findings: readonly Finding[]): string {
    return findings.find(({ answer }) => answer === "no")?.because ?? "";
}

function labelsOf(policies: readonly Policy[]): string {
    return policies.length === 0
        ? "missing resource policy"
        : policies.map(({ label }) => label).join(", ");
}
