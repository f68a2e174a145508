import { partsOf } from "../../policypack/graph/conditions";
import type { Grant, GraphCondition } from "../../policypack/graph/graph";
import { beyondGrants, keyOfGrant } from "../../policypack/graph/grants";

/** So many ways of splitting conditions are tried; with more, a grant stays whole. */
const mostSplits = 64;

/**
 * What of the grants is not given by the others: sets are compared, never text. What cannot be
 * decided stays in the remainder, so that widening is never taken for none.
 */
export function remainderOf(grants: readonly Grant[], others: readonly Grant[]): readonly Grant[] {
    if (others.length === 0) {
        return grants;
    }
    const known = new Set(others.map(keyOfGrant));
    return grants.flatMap((grant) => {
        if (known.has(keyOfGrant(grant))) {
            return [];
        }
        const whole = beyond(grant, others);
        const splits = whole.length === 0 ? [] : splitByCondition(grant);
        if (splits.length < 2) {
            return whole;
        }
        // Two statements for two values of a condition are the same as one for both.
        const parts = splits.map((split) => beyond(split, others));
        return parts.every((part) => part.length > 0) ? whole : parts.flat();
    });
}

function beyond(grant: Grant, others: readonly Grant[]): readonly Grant[] {
    return beyondGrants(grant, others).map(({ actions, on }) => ({
        ...grant,
        actions,
        on,
        except: [],
    }));
}

function splitByCondition(grant: Grant): readonly Grant[] {
    let splits: readonly (readonly GraphCondition[])[] = [[]];
    for (const condition of grant.when) {
        const { set, name } = partsOf(condition.operator);
        const isAlternative = set === "" && !name.includes("Not") && name !== "Null";
        const values =
            isAlternative && splits.length * condition.values.length <= mostSplits
                ? condition.values.map((value) => ({ ...condition, values: [value] }))
                : [condition];
        splits = splits.flatMap((split) => values.map((value) => [...split, value]));
    }
    return splits.map((when) => ({ ...grant, when }));
}
