/**
 * IAM's wildcards: `*` for any characters, `?` for exactly one.
 *
 * Matched by hand and not with a regular expression built from the pattern: a pattern of many stars
 * comes out of a document that others wrote, and must not cost exponential time.
 */
export function matchesPattern(pattern: string, text: string): boolean {
    let at = 0;
    let star = -1;
    let retry = 0;
    let position = 0;
    while (position < text.length) {
        // The star is looked for first: a text may itself hold a "*", and "a*" must match "a*b".
        if (pattern[at] === "*") {
            star = at;
            retry = position;
            at += 1;
        } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[position])) {
            at += 1;
            position += 1;
        } else if (star >= 0) {
            retry += 1;
            at = star + 1;
            position = retry;
        } else {
            return false;
        }
    }
    while (pattern[at] === "*") {
        at += 1;
    }
    return at === pattern.length;
}

/** `arn:partition:service:region:account:rest`; the rest may hold colons of its own. */
export function arnParts(arn: string): readonly string[] | undefined {
    const parts = arn.split(":");
    return parts.length < 6 || parts[0] !== "arn"
        ? undefined
        : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/**
 * Part by part, as ArnLike, ArnEquals and the Resource element match: a star never reaches over the
 * colon into the next part, so `arn:aws:s3:*:accesspoint/x` is no pattern for an access point.
 */
export function matchesArn(pattern: string, arn: string): boolean {
    const patternParts = arnParts(pattern);
    const parts = arnParts(arn);
    return (
        patternParts !== undefined &&
        parts !== undefined &&
        patternParts.every((part, index) => matchesPattern(part, parts[index] ?? ""))
    );
}

/** The twelve digits of an ARN, or nothing for the many that have none. */
export function accountOfArn(arn: string): string | undefined {
    const account = arnParts(arn)?.[4];
    return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
