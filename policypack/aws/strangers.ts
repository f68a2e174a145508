import { anyOf } from "../finding";
import type { Finding } from "../finding";
import type { PolicyDocument } from "../iam/document";
import { wantedRoles } from "../iam/knownPrincipals";
import type { KnownPrincipals } from "../iam/knownPrincipals";
import { strangersIn } from "../iam/strangers";
import type { Subject } from "./documentAt";

/** Whom a document lets in without the facts knowing them, as findings. */
export function strangerFindings(
    document: PolicyDocument,
    known: KnownPrincipals,
    { team, subject }: Subject,
): readonly Finding[] {
    return strangersIn(document, known, team).map((found) => ({
        team,
        subject,
        problem: "lets in a stranger",
        found,
        wanted: wantedInstead(known, team),
        fix: "name exactly who needs it",
    }));
}

/** The document with all but one of its statements silenced, so that the others keep their numbers. */
export function onlyStatement(document: PolicyDocument, index: number): PolicyDocument {
    return {
        ...document,
        statements: document.statements.map((statement, at) =>
            at === index ? statement : { ...statement, effect: "Deny" },
        ),
    };
}

/** The document with one of its statements silenced, so that the others keep their numbers. */
export function withoutStatement(document: PolicyDocument, index: number): PolicyDocument {
    return {
        ...document,
        statements: document.statements.map((statement, at) =>
            at === index ? { ...statement, effect: "Deny" } : statement,
        ),
    };
}

/** What a finding calls a statement. */
export function statementName({ statements }: PolicyDocument, index: number): string {
    const sid = statements[index]?.sid;
    return `statement ${index + 1}${sid === undefined ? "" : ` "${sid}"`}`;
}

export function wantedInstead(known: KnownPrincipals, team: string | undefined): string {
    const { accessPoints = [], accessPointAccounts } = known;
    const principals = [...wantedRoles(known, team), ...known.services];
    // Whole accounts and organizations are the widest answer, so the last one to offer.
    if (principals.length > 0) {
        return anyOf(principals);
    }
    if (accessPoints.length > 0) {
        return `"s3:DataAccessPointArn" fixed to ${anyOf(accessPoints)}`;
    }
    if (accessPointAccounts.length > 0) {
        return `"s3:DataAccessPointAccount" fixed to ${anyOf(accessPointAccounts)}`;
    }
    const whole = [...known.wholeAccounts, ...known.wholeOrganizations];
    return whole.length > 0 ? anyOf(whole) : "no principal at all";
}
