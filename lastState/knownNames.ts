import { teamsIn } from "./teamState";
import type { StackResources } from "./stackResources";
import type { KnownTeam } from "./teamState";

/** The sections of the stack's file whose names are part of what the program makes. */
export type NamedSection = "accounts" | "buckets" | "clusters";

/** The name that something of the last state was made under, and what AWS knows the thing by. */
export interface KnownName {
    readonly section: NamedSection;
    readonly name: string;
    /** An account's id, a bucket's name, a cluster's ARN: HyperPod's or EKS's. */
    readonly identity: string;
    /** Where it is an access point that says so, which may stand on a bucket that is not its own. */
    readonly byAccessPoint?: true;
}

/**
 * Read from what would be lost itself, where that says it: of a rollout that failed half-way, a
 * component may have no outputs.
 */
export function knownNames(resources: StackResources): readonly KnownName[] {
    const teams = teamsIn(resources);
    return Object.entries(resources).flatMap(([urn, outputs]) => [
        ...ofAccount(urn, outputs),
        ...ofBucket(urn, outputs),
        ...ofAccessPoint(urn, outputs, teams),
        ...ofCluster(urn, outputs),
    ]);
}

/** Of every account that anything in the stack is in: the engine keeps a provider for it. */
function ofAccount(urn: string, { allowedAccountIds }: Outputs): readonly KnownName[] {
    const name = /::pulumi:providers:aws::account-([^:]+)$/.exec(urn)?.[1];
    return name === undefined
        ? []
        : listOf(allowedAccountIds).map((identity) => ({ section: "accounts", name, identity }));
}

function ofBucket(urn: string, { bucket }: Outputs): readonly KnownName[] {
    const name = /:SharedBucket\$aws:s3\/bucketPolicy:BucketPolicy::([^:]+)-policy$/.exec(urn)?.[1];
    return known("buckets", name, bucket);
}

/** A stack that holds teams alone has none of the buckets' policies. */
function ofAccessPoint(
    urn: string,
    { bucket, name }: Outputs,
    teams: readonly KnownTeam[],
): readonly KnownName[] {
    const [, label = ""] = /:DataAccess\$aws:s3\/accessPoint:AccessPoint::([^:]+)$/.exec(urn) ?? [];
    if (label === "" || typeof name !== "string") {
        return [];
    }
    // "vision" and "vision-data" may both be teams.
    const [alias] = teams
        .filter((team) => label.startsWith(`${team.name}-data-`))
        .sort((a, b) => b.name.length - a.name.length)
        .map((team) => `${team.physicalName ?? team.name}-`)
        .filter((prefix) => name.startsWith(prefix))
        .map((prefix) => name.slice(prefix.length));
    return known("buckets", alias, bucket).map((each) => ({ ...each, byAccessPoint: true }));
}

function ofCluster(urn: string, outputs: Outputs): readonly KnownName[] {
    const [, component = "", label = ""] =
        /::hyperpod-teams:components:(?:\w+\$)?([\w:/]+)::([^:]+)$/.exec(urn) ?? [];
    switch (component) {
        case "ClusterScheduling":
            return known("clusters", label, outputs.clusterArn);
        case "Team":
            return known("clusters", outputs.cluster, clusterOf(outputs.declared));
        case "aws:eks/addon:Addon":
            return known(
                "clusters",
                /^(.+)-add-ons-/.exec(label)?.[1],
                clusterOfAddOn(outputs.arn),
            );
        default:
            return [];
    }
}

type Outputs = StackResources[string];

function known(section: NamedSection, name: unknown, identity: unknown): readonly KnownName[] {
    return typeof name === "string" && typeof identity === "string"
        ? [{ section, name, identity }]
        : [];
}

function clusterOf(declared: unknown): unknown {
    return (declared as { readonly clusterArn?: unknown } | null | undefined)?.clusterArn;
}

/** "arn:aws:eks:us-west-2:111122223333:addon/hyperpod-dev/eks-pod-identity-agent/…" */
function clusterOfAddOn(arn: unknown): string | undefined {
    const [, account, cluster] =
        /^(arn:[^:]+:eks:[^:]+:\d+:)addon\/([^/]+)\//.exec(typeof arn === "string" ? arn : "") ??
        [];
    return account === undefined || cluster === undefined
        ? undefined
        : `${account}cluster/${cluster}`;
}

/** The SDK hands a provider its lists as JSON. */
function listOf(value: unknown): readonly string[] {
    try {
        const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
        return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
    } catch {
        return [];
    }
}
