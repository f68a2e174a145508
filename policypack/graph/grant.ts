import type { Evidence, Grant } from "./graph";
import { sharedSet } from "./sharedSets";

/** A grant of these words; whatever else is not said holds without condition and for sure. */
export function grantOf(
    actions: readonly string[],
    on: readonly string[],
    because: readonly Evidence[],
    more: Partial<Pick<Grant, "when" | "undecided" | "denials">> = {},
): Grant {
    return {
        actions: sharedSet([...new Set(actions)]),
        on: sharedSet([...new Set(on)]),
        when: [],
        except: [],
        undecided: [],
        because,
        ...more,
    };
}
