import { z } from "zod";
import { expected } from "../expectation";
import { teamName } from "../roster/rosterForms";
import { alias } from "./environmentForms";

/** What a rollout may take away although the environment protects it, by name. */
export interface Removals {
    readonly teams: readonly string[];
    /** A bucket's policy, not the bucket. */
    readonly buckets: readonly string[];
    /** A cluster's scheduler configuration. */
    readonly clusters: readonly string[];
    readonly fileSystems: readonly string[];
}

export interface Protection {
    /** Whether the engine refuses to delete what teams cannot do without. */
    readonly protect: boolean;
    readonly removals: Removals;
}

const names = <T extends z.ZodType>(name: T) =>
    z.array(name, { error: expected("a list of names") }).default([]);

/** The two settings in Pulumi.<stack>.yaml. */
export const protection = {
    // The engine's own writers of the file put scalars into quotes ("pulumi config set", "stack init").
    protect: z.preprocess(
        (value) => (value === "true" ? true : value === "false" ? false : value),
        z.boolean({ error: expected("true or false") }).default(false),
    ),
    removals: z
        .strictObject({
            teams: names(teamName),
            buckets: names(alias),
            clusters: names(alias),
            fileSystems: names(alias),
        })
        .prefault({}),
};

/** A team is named by either of its names. */
export function isProtected(
    { protect, removals }: Protection,
    kind: keyof Removals,
    ...named: readonly string[]
): boolean {
    return protect && !named.some((name) => removals[kind].includes(name));
}

/** A policy that is written for teams which may all go goes with them. */
export function isPolicyProtected(
    protection: Protection,
    { alias: name }: { readonly alias: string },
    readers: readonly { readonly name: string; readonly physicalName: string }[],
): boolean {
    return (
        isProtected(protection, "buckets", name) &&
        (readers.length === 0 ||
            readers.some((team) => isProtected(protection, "teams", team.name, team.physicalName)))
    );
}
