import { canonicalGrants, joinedEvidence } from "./grants";
import type { Evidence, Grant } from "./graph";
import { shortKeyOf } from "./sharedSets";

/**
 * Grants of one edge in their canonical form. Many edges of an estate allow the same for other
 * reasons: teams have the same Roles, each in its namespace. So the form is computed once for what is
 * allowed, with a mark in the place of each reason, and the reasons are put back.
 */
export class CanonicalEdges {
    readonly #forms = new Map<string, readonly Grant[]>();

    grants(grants: readonly Grant[]): readonly Grant[] {
        const key = grants.map(keyOf).join("\n");
        const form =
            this.#forms.get(key) ??
            canonicalGrants(grants.map((grant, at) => ({ ...grant, because: [markOf(at)] })));
        this.#forms.set(key, form);
        return form.map((grant) => {
            const [first = [], ...others] = grant.because.map(
                ({ urn }) => grants[Number(urn)]?.because ?? [],
            );
            return { ...grant, because: others.reduce(joinedEvidence, first) };
        });
    }
}

/** The same for the same access alone. */
function keyOf({ actions, on, when, except, undecided, denials = [] }: Grant): string {
    const more = [when, except, undecided, denials].some(({ length }) => length > 0)
        ? JSON.stringify([when, except, undecided, denials])
        : "";
    return `${shortKeyOf(actions)}|${shortKeyOf(on)}|${more}`;
}

function markOf(at: number): Evidence {
    return { urn: String(at), document: "" };
}
