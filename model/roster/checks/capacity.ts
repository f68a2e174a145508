import type { Path, Report } from "../../issue";
import { didYouMean } from "../../suggestion";
import type { InstanceAllocation } from "../../team";
import type { PlacedTeam } from "./placedTeam";

/**
 * A quota is a guarantee: what is promised must be there. Only whole instances are added up; how
 * many accelerators or partitions an instance has is not known here.
 */
export function checkCapacity(placed: readonly PlacedTeam[], report: Report): void {
    const promised = new Map<string, number>();
    for (const { cluster, instanceType, amount, capacity, at } of known(
        guaranteed,
        placed,
        report,
    )) {
        if (amount.by === "instances") {
            const key = `${cluster} ${instanceType}`;
            const before = promised.get(key) ?? 0;
            const sum = before + amount.count;
            promised.set(key, sum);
            if (sum > capacity) {
                report.error(
                    [...at, "count"],
                    tooMuch({ cluster, instanceType, capacity, sum, before }),
                );
            }
        }
    }
    // Not added up: who borrows takes turns. But nobody borrows more than there is.
    for (const { cluster, instanceType, amount, capacity, at } of known(borrowed, placed, report)) {
        if (amount.by === "instances" && amount.count > capacity) {
            report.error(
                [...at, "count"],
                `got a limit of ${amount.count} of "${instanceType}"; cluster "${cluster}" has ${capacity}`,
            );
        }
    }
}

interface Listed extends InstanceAllocation {
    readonly at: Path;
}

function guaranteed({ team, at }: PlacedTeam): readonly Listed[] {
    return (team.compute?.instances ?? []).map((each, index) => ({
        ...each,
        at: at("compute", "instances", index),
    }));
}

function borrowed({ team, at }: PlacedTeam): readonly Listed[] {
    const sharing = team.compute?.sharing;
    const limits = sharing?.strategy === "lend-and-borrow" ? sharing.absoluteBorrowLimits : [];
    return limits.map((each, index) => ({
        ...each,
        at: at("compute", "absoluteBorrowLimits", index),
    }));
}

interface Known extends Listed {
    readonly cluster: string;
    readonly capacity: number;
}

/** What clusters have of what teams list, where the stack's file says it; the rest is told. */
function known(
    listed: (placed: PlacedTeam) => readonly Listed[],
    placed: readonly PlacedTeam[],
    report: Report,
): readonly Known[] {
    return placed.flatMap((each) => {
        const { alias: cluster, capacity: types } = each.team.cluster;
        return listed(each).flatMap((one) => {
            const { instanceType, amount, at } = one;
            const capacity = types?.get(instanceType);
            if (types !== undefined && capacity === undefined) {
                report.error(
                    [...at, "instanceType"],
                    unknownType(cluster, instanceType, [...types.keys()]),
                );
            } else if (capacity === 0 && amount.by !== "instances") {
                report.error(
                    [...at, "instanceType"],
                    `cluster "${cluster}" has 0 of "${instanceType}", so no part of one; expected a type that it has`,
                );
            }
            return capacity === undefined ? [] : [{ ...one, cluster, capacity }];
        });
    });
}

function tooMuch(of: {
    readonly cluster: string;
    readonly instanceType: string;
    readonly capacity: number;
    readonly sum: number;
    readonly before: number;
}): string {
    const others = of.before === 0 ? "" : ` together with the ${of.before} of the teams above`;
    return `${of.sum} of "${of.instanceType}"${others} are promised; cluster "${of.cluster}" has ${of.capacity}`;
}

function unknownType(cluster: string, instanceType: string, known: readonly string[]): string {
    const types = [...known].sort().map((type) => `"${type}"`);
    return `cluster "${cluster}" has no "${instanceType}"; expected one of ${types.join(", ")}${didYouMean(instanceType, known)}`;
}
