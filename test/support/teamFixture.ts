import type { Bucket, Cluster, Environment } from "../../model/environment/environment";
import type { AudienceKind, Member, Team } from "../../model/team";
import { exampleEnvironment } from "./example";

/** A team with the least that an entry of the roster can say; a test says one thing more. */
export function teamFixture(
    overrides: Partial<Team> = {},
    environment: Environment = exampleEnvironment(),
): Team {
    return {
        name: "vision",
        physicalName: "vision",
        owners: [],
        tags: {},
        cluster: clusterOf(environment, "training"),
        audiences: [
            {
                kind: "scientist",
                members: [permissionSet(environment, "research", "VisionScientist")],
            },
        ],
        compute: {
            instances: [{ instanceType: "ml.p5.48xlarge", amount: { by: "instances", count: 2 } }],
            sharing: { strategy: "dont-lend" },
            preemption: "lower-priority",
            fairShareWeight: 0,
        },
        data: [{ bucket: bucketOf(environment, "curated"), prefix: "vision/", mode: "read" }],
        dataRole: "cluster-account",
        fileSystems: [],
        serviceAccounts: ["training"],
        clusterAccess: "group",
        guardRails: [],
        extraRights: [],
        movedFrom: { accounts: [] },
        ...overrides,
    };
}

export function clusterOf({ clusters }: Environment, alias: string): Cluster {
    return named(clusters, alias);
}

export function bucketOf({ buckets }: Environment, alias: string): Bucket {
    return named(buckets, alias);
}

export function permissionSet({ accounts }: Environment, account: string, name: string): Member {
    return { account: named(accounts, account), permissionSet: name };
}

export function existingRole({ accounts }: Environment, account: string, name: string): Member {
    return { account: named(accounts, account), role: name };
}

export function audience(kind: AudienceKind, ...members: readonly Member[]) {
    return { kind, members };
}

function named<T>(values: ReadonlyMap<string, T>, alias: string): T {
    const value = values.get(alias);
    if (value === undefined) {
        throw new Error(`the example environment has no "${alias}"`);
    }
    return value;
}
