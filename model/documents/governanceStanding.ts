/**
 * What Cloud Control tells of a quota or a scheduler configuration in the JSON of `properties`. A
 * creation that failed is no error of the API's: it leaves an object whose `Status` says so, which
 * has to be deleted before another can be made. Whether Cloud Control turns that into a failed
 * request is documented nowhere, so the status is read in any case.
 */
export interface GovernanceStanding {
    readonly arn: string;
    readonly clusterArn: string;
    /** Of a quota. */
    readonly teamName?: string;
    readonly status: string;
}

/** What the last rollout left of it. */
export type Leftover =
    | { readonly state: "none" }
    | { readonly state: "standing" }
    /** An object that only takes the place of the one to make. */
    | { readonly state: "failed"; readonly arn: string };

/** Undefined for what is neither type, and for what the provider has not read yet. */
export function governanceStanding(properties: unknown): GovernanceStanding | undefined {
    const {
        ComputeQuotaArn,
        ClusterSchedulerConfigArn,
        ClusterArn: clusterArn,
        ComputeQuotaTarget,
        Status: status,
    } = parsed(properties);
    const arn = ComputeQuotaArn ?? ClusterSchedulerConfigArn;
    const teamName = (ComputeQuotaTarget as { TeamName?: unknown } | undefined)?.TeamName;
    return typeof arn === "string" && typeof clusterArn === "string" && typeof status === "string"
        ? { arn, clusterArn, ...(typeof teamName === "string" ? { teamName } : {}), status }
        : undefined;
}

/** It never stood: nothing was made of it, and nothing can be updated. */
export function hasNeverStood({ status }: GovernanceStanding): boolean {
    return status === "CreateFailed" || status === "CreateRollbackFailed";
}

/** It stands as it was before the last change. */
export function hasFailedToChange({ status }: GovernanceStanding): boolean {
    return status.startsWith("Update") && status.endsWith("Failed");
}

function parsed(text: unknown): Readonly<Record<string, unknown>> {
    try {
        const value: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
        return typeof value === "object" && value !== null
            ? (value as Readonly<Record<string, unknown>>)
            : {};
    } catch {
        return {};
    }
}
