import { alternativesOf } from "../../policypack/graph/conditions";
import type { Grant } from "../../policypack/graph/graph";
import { beyondGrants, keyOfGrant } from "../../policypack/graph/grants";
import type { OpenDenials } from "../../policypack/graph/grants";

/**
 * What of the grants is not given by the others: sets are compared, never text. What cannot be
 * decided stays in the remainder, so that widening is never taken for none. What may be denied to the
 * others alone stays there too, unless open denials are to prove nothing.
 */
export function remainderOf(
    grants: readonly Grant[],
    others: readonly Grant[],
    denials: OpenDenials = "count",
): readonly Grant[] {
    if (others.length === 0) {
        return grants;
    }
    const known = new Set(others.map(keyOfGrant));
    return grants.flatMap((grant) => {
        if (known.has(keyOfGrant(grant))) {
            return [];
        }
        const whole = beyond(grant, others, denials);
        const splits = whole.length === 0 ? [] : alternativesOf(grant.when);
        if (splits.length < 2) {
            return whole;
        }
        // Two statements for two values of a condition are the same as one for both.
        const parts = splits.map((when) => beyond({ ...grant, when }, others, denials));
        return parts.every((part) => part.length > 0) ? whole : parts.flat();
    });
}

function beyond(grant: Grant, others: readonly Grant[], denials: OpenDenials): readonly Grant[] {
    return beyondGrants(grant, others, denials).map(({ actions, on }) => ({
        ...grant,
        actions,
        on,
        except: [],
    }));
}
