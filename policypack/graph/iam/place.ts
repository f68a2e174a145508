import { sharedSet } from "../sharedSets";
import { matchesWord } from "../emptiness";
import type { PatternSet } from "../graph";
import { anyOf } from "../sets";
import type { Clause } from "./clause";
import type { Test } from "./context";
import { residuals, strictResiduals, withoutVariables } from "./residuals";

/** A thing that documents speak of by ARN, and how the graph names its parts. */
export interface Place {
    /** Who asks about it asks for these alone. */
    readonly actions: PatternSet;
    readonly parts: PatternSet;
    /** The parts that a pattern of ARNs may mean, or (`certain`) means for sure. */
    partsIn(pattern: string, certain: boolean): readonly string[];
    /** Whether `s3:prefix` says which of its parts is asked for. */
    readonly hasPrefixes?: boolean;
}

/** A thing without parts, such as a role or a key. */
export function wholePlace(arn: string, service: string): Place {
    return {
        actions: sharedSet([`${service}:*`]),
        parts: anyOf(arn),
        partsIn: (pattern, certain) => (means(pattern, arn, certain) ? [arn] : []),
    };
}

/**
 * A bucket or an access point: `object/<key>` for its objects, `prefix/<prefix>` for what is listed,
 * and `bucket` for itself.
 */
export function storePlace(arn: string, objects: string): Place {
    return {
        actions: sharedSet(["s3:*"]),
        parts: anyOf("object/*", "prefix/*", "bucket"),
        partsIn: (pattern, certain) => [
            ...(certain
                ? strictResiduals(pattern, objects)
                : residuals(withoutVariables(pattern), objects)
            ).map((rest) => `object/${rest}`),
            ...(means(pattern, arn, certain) ? ["prefix/*", "bucket"] : []),
        ],
        hasPrefixes: true,
    };
}

function means(pattern: string, arn: string, certain: boolean): boolean {
    return certain
        ? strictResiduals(pattern, arn).some((rest) => /^\**$/.test(rest))
        : matchesWord(withoutVariables(pattern), arn);
}

/** The parts that a statement speaks of, at most, or (`certain`) at least. */
export function partsOf(clause: Clause, place: Place, certain: boolean): PatternSet {
    const { resources, notResources, tests } = clause;
    const parts =
        resources !== undefined
            ? anyOf(...resources.flatMap((pattern) => place.partsIn(pattern, certain)))
            : notResources === undefined
              ? place.parts
              : without(
                    place.parts,
                    notResources.flatMap((pattern) => place.partsIn(pattern, !certain)),
                );
    return place.hasPrefixes === true
        ? tests.filter(testsPrefix).reduce((set, test) => withPrefixes(set, test, certain), parts)
        : parts;
}

function without(set: PatternSet, patterns: readonly string[]): PatternSet {
    return set.map(({ all, none }) => ({ all, none: [...none, ...patterns] }));
}

/** Whether a condition is about `s3:prefix` and wholly said by the parts. */
export function testsPrefix({ condition, set, ifExists, comparison, variable }: Test): boolean {
    return (
        condition.key === "s3:prefix" &&
        set === "" &&
        !ifExists &&
        !variable &&
        (comparison === "like" ||
            // A star in StringEquals is a letter, which a pattern has no way to say.
            (comparison === "equals" && condition.values.every((value) => !/[*?]/.test(value))))
    );
}

/**
 * Only whoever lists has a prefix: of everything else a comparison fails, and its opposite holds. So it
 * is with a list without any prefix, which `prefix/` stands for as well as for an empty one.
 */
function withPrefixes(
    parts: PatternSet,
    { condition, negated }: Test,
    certain: boolean,
): PatternSet {
    return parts.flatMap(({ all, none }): PatternSet => {
        const listed = condition.values.map((value) => `prefix/${value}`);
        if (negated) {
            const others = { all, none: [...none, ...listed] };
            return certain ? [others] : [others, { all: [...all, noPrefix], none }];
        }
        return all.some((pattern) => pattern.startsWith("prefix/"))
            ? listed.map((pattern) => ({
                  all: [...all, pattern],
                  none: certain ? [...none, noPrefix] : none,
              }))
            : [];
    });
}

const noPrefix = "prefix/";
