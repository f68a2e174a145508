import * as pulumi from "@pulumi/pulumi";
import { orRunError } from "../config";
import type { Providers } from "../components/team";
import { handedOver } from "../lastState/governanceState";
import { misplaced } from "../lastState/misplaced";
import { movedTeams } from "../lastState/movedTeams";
import { foreignInBuckets, vanishedBuckets } from "../lastState/standingBucketPolicies";
import { foreignInKeys } from "../lastState/standingKeyPolicies";
import { renamedThings } from "../lastState/renamedThings";
import { leftForItself } from "../lastState/sameAccount";
import { readStackResources } from "../lastState/stackResources";
import type { StackResources } from "../lastState/stackResources";
import { isSameTeam } from "../lastState/teamState";
import { unconfirmedRemovals } from "../lastState/unconfirmedRemovals";
import { vanishedTeams } from "../lastState/vanishedTeams";
import type { Account } from "../model/environment/environment";
import type { Plan } from "./plan";

/** A policy never sees deletions, so what would take a team's things away is refused here. */
export async function refuseLosses(plan: Plan, providers: Providers): Promise<void> {
    const { stack, environment, roster, share, resources, state, buckets, keys } = plan;
    // First: what only has another name would look moved, vanished or new to all the others.
    refuseRenamed(plan);
    refuse(leftForItself(share.teams, resources));
    refuse(misplaced(share, { stack, resources, others: await otherStacks(plan) }));
    refuse([
        ...vanishedTeams(roster, state, stack),
        ...movedTeams(share.teams, state),
        ...vanishedBuckets(environment.buckets.values(), resources),
        ...handedOver(resources, environment.clusters.values(), roster.leaving),
        ...unconfirmedRemovals(
            environment,
            {
                roster,
                buckets: buckets.map(({ bucket }) => bucket.alias),
                clusters: roster.schedules.map(({ cluster }) => cluster.alias),
            },
            { teams: state, resources },
            stack,
        ),
    ]);
    const providerOf = (account: Account) => providers.account(account);
    refuse([
        ...(await foreignInBuckets(buckets, providerOf, resources, stack)),
        ...(await foreignInKeys(keys, providerOf, resources, stack)),
    ]);
}

function refuseRenamed({ environment, fileSystems, resources, issueAt }: Plan): void {
    const issues = renamedThings(environment, fileSystems, resources, issueAt);
    if (issues.length > 0) {
        orRunError({ ok: false, issues });
    }
}

/** Looked at only where a team is new here that another stack may have; a stack may not exist yet. */
async function otherStacks(plan: Plan): Promise<ReadonlyMap<string, StackResources>> {
    const { stack, environmentStacks, share, state } = plan;
    const others = environmentStacks.filter((each) => each !== stack);
    const isNew = share.teams.some((team) => !state.some((known) => isSameTeam(team, known)));
    return new Map(
        await Promise.all(
            (isNew ? others : []).map(
                async (each) => [each, await readStackResources(each).catch(noSuchStack)] as const,
            ),
        ),
    );
}

function noSuchStack(error: unknown): StackResources {
    if (/unknown stack|no stack named|not found/i.test(String(error))) {
        return {};
    }
    throw error;
}

function refuse(sentences: readonly string[]): void {
    if (sentences.length > 0) {
        throw new pulumi.RunError(`nothing was changed: ${sentences.join("\n")}`);
    }
}
