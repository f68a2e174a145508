import { ownNamespace } from "./clusterWalk";
import { all, no, yes } from "./finding";
import { stepOf } from "./step";
import type { Step } from "./step";
import type { RegisteredVolume } from "./volume";
import type { Ground } from "./walk";

/**
 * From the team's claims to its file systems. Whose claim a volume is kept for is what keeps other
 * namespaces from it; within a file system that teams share, nothing here does.
 */
export function volumeSteps({ team }: Ground): readonly Step[] {
    const own = ownNamespace(team) ?? "";
    return team.volumes.map((volume) =>
        stepOf(
            `is volume "${volume.name}" of file system "${volume.handle}" kept for the team's claim alone?`,
            true,
            [{ finding: all([keptFor(volume, own), claimed(volume)]) }],
        ),
    );
}

function keptFor({ keptFor: place }: RegisteredVolume, own: string) {
    return place.startsWith(`${own}/`) && !place.endsWith("/")
        ? yes(`it is kept for claim "${place}"`)
        : no(`it is kept for claim "${place}", expected one in namespace "${own}"`);
}

function claimed({ keptFor: place, claimedBy }: RegisteredVolume) {
    if (claimedBy === undefined) {
        return no("no claim of the team names it");
    }
    return claimedBy === place
        ? yes("that claim names it")
        : no(`claim "${claimedBy}" names it, and it is kept for "${place}"`);
}
