/** Values by a key, in the order in which each key first occurs; without those that have none. */
export function groupedBy<Value>(
    values: readonly Value[],
    keyOf: (value: Value) => string | undefined,
): ReadonlyMap<string, readonly Value[]> {
    const groups = new Map<string, Value[]>();
    for (const value of values) {
        const key = keyOf(value);
        if (key !== undefined) {
            const group = groups.get(key);
            if (group === undefined) {
                groups.set(key, [value]);
            } else {
                group.push(value);
            }
        }
    }
    return groups;
}
