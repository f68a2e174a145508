import type { Path, Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";

interface Grant {
    readonly team: string;
    readonly prefix: string;
    readonly at: Path;
    /** Of two that overlap, the later one in the file is told. */
    readonly order: number;
}

/** All grants of one prefix, between the prefixes around it and those inside it. */
interface Level {
    readonly prefix: string;
    readonly grants: Grant[];
    readonly parent: Level | undefined;
    /** The earliest grant of all prefixes around this one. */
    readonly outer: Grant | undefined;
    /** The earliest grant of all prefixes inside this one. */
    inner: Grant | undefined;
}

/**
 * The same prefix is shared between teams on purpose; one inside another would open more than its
 * line says. Also within a team: the narrower line would look as if it narrowed something.
 */
export function checkPrefixes(entries: readonly TeamEntry[], report: Report): void {
    for (const grants of byBucket(entries, report).values()) {
        for (const { grants: same, outer, inner } of levels(grants)) {
            for (const grant of same) {
                const other = [outer, inner].find(
                    (each) => each !== undefined && each.order < grant.order,
                );
                if (other !== undefined) {
                    report.error(grant.at, overlap(grant, other));
                }
            }
        }
    }
}

function byBucket(
    entries: readonly TeamEntry[],
    report: Report,
): ReadonlyMap<string, readonly Grant[]> {
    const buckets = new Map<string, Grant[]>();
    let order = 0;
    for (const entry of entries) {
        const seen = new Set<string>();
        for (const [index, { bucket, prefix }] of entry.input.data.entries()) {
            const at = entry.at("data", index, "prefix");
            const key = `${bucket} ${prefix}`;
            if (seen.has(key)) {
                report.error(
                    at,
                    `prefix "${prefix}" of bucket "${bucket}" is listed twice; remove one of the two`,
                );
                continue;
            }
            seen.add(key);
            const grants = buckets.get(bucket) ?? [];
            grants.push({ team: entry.name, prefix, at, order: order++ });
            buckets.set(bucket, grants);
        }
    }
    return buckets;
}

/** Sorted, a prefix stands right before all that lie inside it: one pass finds who is around whom. */
function levels(grants: readonly Grant[]): readonly Level[] {
    const all: Level[] = [];
    const sorted = [...grants].sort((a, b) =>
        a.prefix === b.prefix ? a.order - b.order : a.prefix < b.prefix ? -1 : 1,
    );
    let last: Level | undefined;
    for (const grant of sorted) {
        if (last?.prefix === grant.prefix) {
            last.grants.push(grant);
            continue;
        }
        while (last !== undefined && !grant.prefix.startsWith(last.prefix)) {
            last = last.parent;
        }
        const outer: Grant | undefined =
            last === undefined ? undefined : earliest(last.grants[0], last.outer);
        last = { prefix: grant.prefix, grants: [grant], parent: last, outer, inner: undefined };
        all.push(last);
    }
    for (const { grants: same, parent, inner } of [...all].reverse()) {
        if (parent !== undefined) {
            parent.inner = earliest(earliest(same[0], inner), parent.inner);
        }
    }
    return all;
}

function earliest(a: Grant | undefined, b: Grant | undefined): Grant | undefined {
    return a === undefined || (b !== undefined && b.order < a.order) ? b : a;
}

function overlap({ team, prefix }: Grant, other: Grant): string {
    return team === other.team
        ? `prefix "${prefix}" overlaps with the team's own "${other.prefix}"; keep the wider one, or prefixes apart`
        : `prefix "${prefix}" overlaps with "${other.prefix}" of team "${other.team}"; give both the same prefix to share it, or prefixes apart`;
}
