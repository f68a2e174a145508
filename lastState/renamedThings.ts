import { eksClusterArn } from "../model/arns";
import type { PlannedFileSystem } from "../model/documents/plannedFileSystem";
import type { Environment } from "../model/environment/environment";
import { reportTo } from "../model/issue";
import type { Issue, IssueAt, Report } from "../model/issue";
import { knownNames } from "./knownNames";
import type { NamedSection } from "./knownNames";
import { standingFileSystems } from "./standingFileSystems";
import type { StackResources } from "./stackResources";

/**
 * What the stack knows by another name than its file says now. Everything that is made of a name would
 * be made anew under the new one and then be deleted under the old: a bucket's one policy, a cluster's
 * scheduler configuration, a role whose name is taken. Nothing here is a removal that anyone asked for.
 */
export function renamedThings(
    environment: Environment,
    fileSystems: readonly PlannedFileSystem[],
    resources: StackResources,
    issueAt: IssueAt,
): readonly Issue[] {
    const issues: Issue[] = [];
    const report = reportTo(issues, issueAt);
    const today = namesToday(environment);
    const told = new Set<string>();
    for (const { section, name, identity, byAccessPoint } of knownNames(resources)) {
        const names = today[section].get(identity) ?? [];
        const [now] = names;
        // Several names may stand for one account.
        if (now === undefined || names.includes(name) || told.has(`${section} ${name}`)) {
            continue;
        }
        // Its name is a bucket's still: the access point is on another bucket by mistake.
        if (byAccessPoint === true && environment.buckets.has(name)) {
            continue;
        }
        told.add(`${section} ${name}`);
        const { thing, loss } = words[section];
        report.error(
            [section, now],
            `${thing(environment, now)} is known to this stack as "${name}"; keep that name, here and in the roster: ${loss}`,
            "key",
        );
    }
    reportFileSystems(environment, fileSystems, resources, report);
    return issues;
}

/** What each is called in the reader's words, and what a new name would do. */
const words: Readonly<
    Record<
        NamedSection,
        {
            readonly thing: (environment: Environment, name: string) => string;
            readonly loss: string;
        }
    >
> = {
    accounts: {
        thing: ({ accounts }, name) => `account "${accounts.get(name)?.id ?? ""}"`,
        loss: "under another one, the roles and access points that teams have there would be made a second time before the first ones go",
    },
    buckets: {
        thing: ({ buckets }, name) => `bucket "${buckets.get(name)?.name ?? ""}"`,
        loss: "under another one, its policy and access points would be made a second time and then deleted",
    },
    clusters: {
        thing: ({ clusters }, name) => `cluster "${clusters.get(name)?.eksClusterName ?? ""}"`,
        loss: "under another one, its scheduler configuration and add-ons would be made a second time before the first ones go",
    },
};

function namesToday({
    accounts,
    buckets,
    clusters,
}: Environment): Readonly<Record<NamedSection, ReadonlyMap<string, readonly string[]>>> {
    return {
        accounts: byIdentity(accounts, ({ id }) => [id]),
        buckets: byIdentity(buckets, ({ name }) => [name]),
        clusters: byIdentity(clusters, (cluster) => [
            cluster.hyperPodClusterArn,
            eksClusterArn(cluster),
        ]),
    };
}

function byIdentity<T>(
    things: ReadonlyMap<string, T>,
    identitiesOf: (thing: T) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
    const names = new Map<string, readonly string[]>();
    for (const [name, thing] of things) {
        for (const identity of identitiesOf(thing)) {
            names.set(identity, [...(names.get(identity) ?? []), name]);
        }
    }
    return names;
}

/**
 * A file system that the program makes is known by its name alone. So one that goes while another
 * comes in its subnet may be the same one in its owner's mind, and all that is on it would be lost.
 */
function reportFileSystems(
    { fileSystems: named }: Environment,
    planned: readonly PlannedFileSystem[],
    resources: StackResources,
    report: Report,
): void {
    const standing = standingFileSystems(resources);
    const told = new Set<string>();
    for (const { fileSystem, team } of planned) {
        const ofOwner = standing.filter((each) => each.team === team?.physicalName);
        const gone = ofOwner.find(
            (each) =>
                each.subnetId === fileSystem.subnetId && named.get(each.name)?.kind !== "managed",
        );
        const { alias } = fileSystem;
        if (
            gone === undefined ||
            ofOwner.some((each) => each.name === alias) ||
            told.has(`${gone.name} ${alias}`)
        ) {
            continue;
        }
        told.add(`${gone.name} ${alias}`);
        report.error(
            ["fileSystems", alias],
            `this stack has file system "${gone.name}" in this subnet, and the file no longer names it; if this is the same one, keep that name, here and in the roster: under another one it is made anew, and empty; if it is another one, take "${gone.name}" away in a rollout of its own first`,
            "key",
        );
    }
}
