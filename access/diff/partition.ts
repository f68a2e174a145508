/** Those values that are meant, and the others. */
export function partition<Value>(
    values: readonly Value[],
    isFirst: (value: Value) => boolean,
): [Value[], Value[]] {
    return [values.filter(isFirst), values.filter((value) => !isFirst(value))];
}
