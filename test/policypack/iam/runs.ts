/**
 * How often a property is tried, and from which seed: the same one in every run, so that a failure
 * is nobody's bad luck. fast-check prints it with the counterexample; `SEED` tries another one.
 */
export function runs(numRuns: number): { readonly numRuns: number; readonly seed: number } {
    return { numRuns, seed: Number(process.env.SEED ?? 6) };
}
