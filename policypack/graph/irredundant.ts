/**
 * Without doubles and what another one says already, in a fixed order. Of several that say the same,
 * the first one by its key stays.
 */
export function irredundant<Each>(
    all: readonly Each[],
    keyOf: (each: Each) => string,
    isSaidBy: (each: Each, other: Each) => boolean,
): readonly Each[] {
    const byKey = new Map(all.map((each) => [keyOf(each), each]));
    const sorted = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1));
    return sorted
        .filter(
            ([key, each]) =>
                !sorted.some(
                    ([other, also]) =>
                        other !== key &&
                        isSaidBy(each, also) &&
                        (other < key || !isSaidBy(also, each)),
                ),
        )
        .map(([, each]) => each);
}
