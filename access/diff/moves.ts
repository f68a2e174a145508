import { joinedEvidence } from "../../policypack/graph/grants";
import type { Gain } from "./gain";
import { partition } from "./partition";
import type { GraphWalk } from "./reach";

export interface Matched {
    readonly gains: readonly Gain[];
    readonly losses: readonly Gain[];
    readonly moves: readonly Gain[];
}

/**
 * Tells gains from moves. Where nothing is new to whoever comes, another door has opened; where a new
 * node leads on to nothing new, it stands for one that is gone, if there is one.
 */
export function matched(
    opened: readonly Gain[],
    closed: readonly Gain[],
    before: GraphWalk,
    after: GraphWalk,
): Matched {
    const [gains, doors] = partition(opened, ({ items }) => items.length > 0);
    const [losses, closedDoors] = partition(closed, ({ items }) => items.length > 0);
    const moves: Gain[] = [];
    const left = new Set(closedDoors);
    for (const door of doors) {
        const others = [...left].filter((other) => share(door.sources, other.sources));
        for (const other of others) {
            left.delete(other);
        }
        const isNew =
            door.passages.length > 0 &&
            (others.length === 0 || !door.sources.every((id) => before.nodes.has(id)));
        if (isNew) {
            gains.push({ ...door, items: door.passages });
            for (const other of others) {
                left.add(other);
            }
        } else {
            moves.push(others.reduce(joined, door));
        }
    }
    const rest = [...left];
    const lost = [
        ...losses,
        ...rest
            .filter(({ passages }) => passages.length > 0)
            .map((loss) => ({ ...loss, items: loss.passages })),
    ];
    const ways = [...moves, ...rest.filter(({ passages }) => passages.length === 0)];
    // Somebody is named more or less widely than before, or comes by a wider way: that one says it all.
    const isToldBy = (gain: Gain, way: Gain) =>
        gain.from === way.from ||
        targetsOf(way).every((target) => targetsOf(gain).includes(target));
    const kindOf = (id: string) => (after.nodes.get(id) ?? before.nodes.get(id))?.kind;
    const withFormer = (gain: Gain) => ({
        ...gain,
        instead: ways
            .filter((way) => gain.from !== way.from && isToldBy(gain, way))
            .map(({ from }) => from)
            .filter((from) => kindOf(from) === "principal" && kindOf(gain.from) === "principal"),
    });
    return {
        gains: gains.map(withFormer),
        losses: lost.map(withFormer),
        moves: ways.filter((way) => ![...gains, ...lost].some((gain) => isToldBy(gain, way))),
    };
}

function targetsOf({ doors }: Gain): readonly string[] {
    return doors.map(({ edge }) => `${edge.kind}|${edge.to}|${edge.via}`);
}

function joined(one: Gain, other: Gain): Gain {
    return {
        ...one,
        doors: [...one.doors, ...other.doors],
        because: joinedEvidence(one.because, other.because),
    };
}

function share(some: readonly string[], others: readonly string[]): boolean {
    return some.some((each) => others.includes(each));
}
