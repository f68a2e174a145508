import type { Properties } from "../provider/server";
import { readAccount, type AccountState, type HyperPodCluster } from "./accountState";
import { schemaProblem, type Shape } from "./cloudControlSchema";
import { taskGovernance } from "./eksAddOnCatalogue";
import { addOn } from "./eksAddOns";
import { RefusedRequest } from "./refusals";
import type { Session } from "./session";

/** What stands in an account for a resource that Cloud Control made. */
export interface Held {
    readonly arn: string;
    /** As it was last given, JSON text. */
    readonly desiredState: string;
    /** What the service adds: ids, version, status. */
    readonly readOnly: Properties;
}

/** One CloudFormation type behind Cloud Control. Name and cluster make another thing of each. */
export interface CloudControlType {
    readonly typeName: string;
    /** The resource part of its ARNs: `arn:…:compute-quota/…`. */
    readonly arnKind: string;
    create(session: Session, desiredState: string): Promise<Held>;
    read(session: Session, arn: string): Held | undefined;
    update(session: Session, arn: string, desiredState: string): Promise<Held>;
    delete(session: Session, arn: string): Promise<void>;
    /** The ARN of what this desired state has made already. */
    find(session: Session, desired: unknown): string | undefined;
}

/** The desired state as its schema has it; anything else is refused in CloudFormation's words. */
export function checkedState(operation: string, shape: Shape, desiredState: string): unknown {
    const value = parsed(desiredState);
    const problem = schemaProblem(shape, value);
    if (problem !== undefined) {
        throw new RefusedRequest("sagemaker-validation", operation, { problem });
    }
    return value;
}

/** `undefined` for what is no JSON, which the schema check then names. */
export function parsed(text: unknown): unknown {
    try {
        return typeof text === "string" ? JSON.parse(text) : undefined;
    } catch {
        return undefined;
    }
}

export function requireAccount({ sandbox, accountId }: Session): AccountState {
    const state = readAccount(sandbox, accountId);
    if (state === undefined) {
        throw new Error(`account "${accountId}" is not part of this sandbox`);
    }
    return state;
}

export function requireHyperPod(
    state: AccountState,
    session: Session,
    operation: string,
    arn: string,
): HyperPodCluster {
    const cluster = clustersHere(state, session).find((one) => one.arn === arn);
    if (cluster === undefined) {
        throw new RefusedRequest("sagemaker-no-cluster", operation, { cluster: arn });
    }
    return cluster;
}

/** Whether task governance runs on the EKS cluster under it. */
export function isGoverned(
    state: AccountState,
    { eksClusterName, region }: HyperPodCluster,
): boolean {
    const eks = state.eksClusters.find(
        (one) => one.name === eksClusterName && one.region === region,
    );
    return addOn(eks, taskGovernance) !== undefined;
}

/** What a creation left that failed: to be deleted, and good for nothing else. */
export function hasNeverStood({ status }: { readonly status: string }): boolean {
    return status === "CreateFailed";
}

export function clustersHere(
    state: AccountState | undefined,
    { region }: Session,
): readonly HyperPodCluster[] {
    return (state?.hyperPodClusters ?? []).filter((cluster) => cluster.region === region);
}

export function withHyperPod(state: AccountState, changed: HyperPodCluster): AccountState {
    return {
        ...state,
        hyperPodClusters: state.hyperPodClusters.map((one) =>
            one.arn === changed.arn ? changed : one,
        ),
    };
}
