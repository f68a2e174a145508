import type { AccessGraph, EdgeKind, Grant, PatternSet } from "../../../policypack/graph/graph";

/** A graph's edges of some kinds, one line a grant, so that a test can hold all of them. */
export function edgeLines(
    { edges }: AccessGraph,
    ...kinds: readonly EdgeKind[]
): readonly string[] {
    return edges
        .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
        .flatMap(({ from, to, via, grants }) =>
            grants.map(
                (grant) =>
                    `${from} -> ${to}${via === "" ? "" : ` via ${via}`}: ${grantText(grant)}`,
            ),
        );
}

export function grantText({ actions, on, when, except, undecided }: Grant): string {
    const conditions = when.map(
        ({ operator, key, values }) => ` if ${operator} ${key} ${values.join("|")}`,
    );
    const denied = except.map((each) => ` but ${setText(each.actions)} on ${setText(each.on)}`);
    return `${setText(actions)} on ${setText(on)}${conditions.join("")}${denied.join("")}${undecided.map((why) => ` ?${why}`).join("")}`;
}

function setText(set: PatternSet): string {
    return set
        .map(({ all, none }) => `${all.join("&")}${none.map((each) => `-${each}`).join("")}`)
        .join(" ");
}
