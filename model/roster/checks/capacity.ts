import type { Report } from "../../issue";
import { didYouMean } from "../../suggestion";
import type { PlacedTeam } from "./placedTeam";

/**
 * A quota is a guarantee: what is promised must be there. Only whole instances are added up; how
 * many accelerators or partitions an instance has is not known here.
 */
export function checkCapacity(placed: readonly PlacedTeam[], report: Report): void {
    const promised = new Map<string, number>();
    for (const { team, at } of placed) {
        const { cluster } = team;
        for (const [index, { instanceType, amount }] of (team.compute?.instances ?? []).entries()) {
            const capacity = cluster.capacity?.get(instanceType);
            if (cluster.capacity === undefined) {
                continue;
            }
            if (capacity === undefined) {
                report.error(
                    at("compute", "instances", index, "instanceType"),
                    unknownType(cluster.alias, instanceType, [...cluster.capacity.keys()]),
                );
            } else if (amount.by === "instances") {
                const key = `${cluster.alias} ${instanceType}`;
                const before = promised.get(key) ?? 0;
                const sum = before + amount.count;
                promised.set(key, sum);
                if (sum > capacity) {
                    report.error(
                        at("compute", "instances", index, "count"),
                        tooMuch({ cluster: cluster.alias, instanceType, capacity, sum, before }),
                    );
                }
            }
        }
    }
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
