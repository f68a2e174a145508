import * as pulumi from "@pulumi/pulumi";
import { readEnvironment, readRoster } from "../config";
import { bucketsToWrite } from "../lastState/standingBucketPolicies";
import type { ReadBucket } from "../lastState/standingBucketPolicies";
import { keysToWrite } from "../lastState/standingKeyPolicies";
import type { KeyToWrite } from "../lastState/standingKeyPolicies";
import { readStackResources } from "../lastState/stackResources";
import type { StackResources } from "../lastState/stackResources";
import { teamsIn } from "../lastState/teamState";
import type { KnownTeam } from "../lastState/teamState";
import { plannedFileSystems } from "../model/documents/plannedFileSystem";
import type { PlannedFileSystem } from "../model/documents/plannedFileSystem";
import type { Environment } from "../model/environment/environment";
import type { IssueAt } from "../model/issue";
import type { Roster } from "../model/roster/roster";
import { shareOf } from "../model/roster/share";
import type { Share } from "../model/roster/share";

/** What this run is about: what is asked for, and what stands of it in the stack's last state. */
export interface Plan {
    readonly stack: string;
    /** This one and the others of the environment. */
    readonly environmentStacks: readonly string[];
    readonly environment: Environment;
    /** Places an issue in the file that has the environment's facts. */
    readonly issueAt: IssueAt;
    readonly roster: Roster;
    /** What of all that this stack holds. */
    readonly share: Share;
    readonly resources: StackResources;
    /** The teams among these resources. */
    readonly state: readonly KnownTeam[];
    /** Those that this stack makes. */
    readonly fileSystems: readonly PlannedFileSystem[];
    readonly buckets: readonly ReadBucket[];
    readonly keys: readonly KeyToWrite[];
}

export async function readPlan(folder: string): Promise<Plan> {
    const named = readEnvironment(folder);
    const { environment, issueAt } = named;
    const roster = readRoster(folder, named);
    const stack = pulumi.getStack();
    const share = shareOf(roster, environment.groups, { environment: named.name, stack });
    const resources = await readStackResources(stack);
    // What teams share is made of all teams, whichever stack holds them.
    const fileSystems = plannedFileSystems(environment.fileSystems.values(), roster.teams);
    const buckets = share.holdsShared
        ? bucketsToWrite(environment.buckets.values(), roster.teams, fileSystems, resources)
        : [];
    return {
        stack,
        environmentStacks: [...new Set([named.name, ...environment.groups.values()])],
        environment,
        issueAt,
        roster,
        share,
        resources,
        state: teamsIn(resources),
        fileSystems: fileSystems.filter(({ team }) =>
            team === undefined ? share.holdsShared : share.teams.includes(team),
        ),
        buckets,
        keys: share.holdsShared ? keysToWrite(environment.keys.values(), buckets, resources) : [],
    };
}
