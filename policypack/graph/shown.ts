import type { PatternSet } from "./graph";

/** A set as a sentence has it: `"s3:GetObject", "s3:PutObject" and 3 more`. */
export function shownSet(set: PatternSet): string {
    const parts = set.map(({ all, none }) => {
        const within = all.map((each) => `"${each}"`).join(" and ");
        return none.length === 0
            ? within
            : `${within} but ${none.map((each) => `"${each}"`).join(", ")}`;
    });
    return parts.length > 3
        ? `${parts.slice(0, 3).join(", ")} and ${parts.length - 3} more`
        : parts.join(", ");
}
