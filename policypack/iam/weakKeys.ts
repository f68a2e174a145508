/**
 * Condition keys that look like a fence and are none, with the reason a finding gives. A key that
 * stands here is no worse than one that does not: whatever is not a fence's key fences nothing.
 */
const weaknesses: readonly (readonly [RegExp, string])[] = [
    [/^aws:(?:referer|useragent)$/, "is whatever the caller sends"],
    [
        /^aws:(?:sourceip|vpcsourceip|sourcevpc|sourcevpce)$/,
        "says whence a request comes, not from whom",
    ],
    [/^aws:sourcevpcarn$/, "says whence a request comes, not from whom"],
    [
        /^aws:viaawsservice$|^aws:calledvia/,
        "says which way a request takes, not from whom it comes",
    ],
    [/^aws:(?:principaltag|requesttag)\/|^aws:tagkeys$/, "is set by whoever owns the principal"],
    [/^aws:principaltype$/, "is the same in every account"],
    [/^aws:resource(?:account|orgid|orgpaths)$/, "is the resource's own, whoever calls"],
    [/^aws:(?:userid|username)$/, "holds a name that the caller's account chooses"],
    [
        /^aws:source(?:account|arn|orgid|orgpaths)$/,
        "names for whom a service asks, not who the caller is",
    ],
    [
        /^aws:principalisawsservice$|^aws:principalservicename/,
        "says nothing about who the caller is but a service",
    ],
];

/** Why a key does not fix who the caller is, as the end of a sentence about it. */
export function weaknessOf(key: string): string {
    const lower = key.toLowerCase();
    return (
        weaknesses.find(([pattern]) => pattern.test(lower))?.[1] ??
        "says nothing about who the caller is"
    );
}
