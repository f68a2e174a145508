/**
 * A set of letters that one place of a pattern accepts. Only these few are needed, and every two of
 * them that are not single letters share a letter (`a`), which `share` relies on.
 */
export type Letters =
    | { readonly kind: "letter"; readonly letter: string }
    | { readonly kind: "any" | "segment" | "name" | "slug" | "partition" };

const members: Readonly<Record<Exclude<Letters["kind"], "letter">, RegExp>> = {
    any: /^[^]$/u,
    // What a wildcard matches inside one part of an ARN.
    segment: /^[^:]$/u,
    // `{name}`: what IAM takes in a role's name.
    name: /^[A-Za-z0-9+=,.@_-]$/,
    // `{team}` while no team is known.
    slug: /^[a-z0-9-]$/,
    // The rest of `aws`, `aws-cn`, `aws-us-gov`.
    partition: /^[a-z-]$/,
};

export function has(letters: Letters, letter: string): boolean {
    return letters.kind === "letter"
        ? letters.letter === letter
        : members[letters.kind].test(letter);
}

// Each class holds the letters of the ones after it.
const nested: readonly Letters["kind"][] = ["any", "segment", "name", "slug", "partition"];

/** Whether every letter of the one is a letter of the other. */
export function within(one: Letters, other: Letters): boolean {
    return one.kind === "letter"
        ? has(other, one.letter)
        : nested.indexOf(one.kind) >= nested.indexOf(other.kind) && other.kind !== "letter";
}

/** Whether a letter exists that both accept. */
export function share(one: Letters, other: Letters): boolean {
    if (one.kind === "letter") {
        return has(other, one.letter);
    }
    return other.kind === "letter" ? has(one, other.letter) : true;
}

// Letters of one region are members of exactly the same classes.
const regions: readonly string[] = [
    "abcdefghijklmnopqrstuvwxyz",
    "-",
    "0123456789",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_",
    ":",
];

/**
 * Letters that stand for all: whatever a word does with a letter, it does the same with one of
 * these, as long as `named` holds every single letter that makes a difference at this place.
 */
export function representatives(named: ReadonlySet<string>): readonly string[] {
    const found = [...named];
    for (const region of regions) {
        const fresh = Array.from(region).find((letter) => !named.has(letter));
        if (fresh !== undefined) {
            found.push(fresh);
        }
    }
    // Of the letters in no region there is always one more.
    let code = 0;
    while (named.has(String.fromCodePoint(code))) {
        code += 1;
    }
    found.push(String.fromCodePoint(code));
    return found;
}
