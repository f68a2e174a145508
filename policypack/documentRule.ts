import type { Facts } from "./facts";
import { anyOf } from "./finding";
import type { Finding } from "./finding";
import { readPolicyDocument } from "./iam/document";
import { wantedRoles } from "./iam/knownPrincipals";
import type { KnownPrincipals } from "./iam/knownPrincipals";
import { strangersIn } from "./iam/strangers";
import { inputAt } from "./inputs";
import { unknownAtPreview } from "./judge";
import type { Resource } from "./judge";

/** Where a resource type keeps a policy document that names principals. */
export interface DocumentPlace {
    readonly type: string;
    readonly path: string;
    /** What the document belongs to, in the reader's words. */
    readonly subject: string;
    /** Whether the resource makes no sense without the document. */
    readonly required: boolean;
}

/** Judges the principals of one resource's document; the same rule for every kind of document. */
export function judgeDocument(
    resource: Resource,
    place: DocumentPlace,
    facts: Partial<Facts>,
    named: { readonly name: string; readonly team: string | undefined },
): readonly Finding[] {
    const known: KnownPrincipals = {
        roles: facts.roles ?? [],
        services: facts.services ?? [],
        wholeAccounts: facts.wholeAccounts ?? [],
        wholeOrganizations: facts.wholeOrganizations ?? [],
        accessPointAccounts: facts.accessPointAccounts ?? [],
    };
    const { team } = named;
    const subject = `${place.subject} "${named.name}"`;
    const input = inputAt(resource.props, place.path);
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, "a policy document")];
    }
    if (input.state === "absent") {
        const finding: Finding = {
            team,
            subject,
            problem: "has no policy document",
            found: `nothing at "${place.path}"`,
            wanted: "a policy document",
            fix: "write one that names who may come in",
        };
        return place.required ? [finding] : [];
    }
    const reading = readPolicyDocument(input.value);
    if (!reading.ok) {
        return [
            {
                team,
                subject,
                problem: "has a policy document that cannot be judged",
                found: reading.reason,
                wanted: "a well-formed policy document",
                fix: "correct the document",
            },
        ];
    }
    return strangersIn(reading.document, known, team).map((found) => ({
        team,
        subject,
        problem: "lets in a stranger",
        found,
        wanted: wanted(known, team),
        fix: "name exactly who needs it",
    }));
}

function wanted(known: KnownPrincipals, team: string | undefined): string {
    const principals = [...wantedRoles(known, team), ...known.services];
    if (principals.length > 0) {
        return anyOf(principals);
    }
    return known.accessPointAccounts.length > 0
        ? `"s3:DataAccessPointAccount" fixed to ${anyOf(known.accessPointAccounts)}`
        : "no principal at all";
}
