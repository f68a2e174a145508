import type { AddOn, AccountState, EksCluster } from "./accountState";
import { withEksCluster } from "./eksClusters";

/** Sandboxes from before add-ons were simulated have no list of them. */
export function addOnsOf({ addOns = [] }: EksCluster): readonly AddOn[] {
    return addOns;
}

export function addOn(cluster: EksCluster | undefined, name: string): AddOn | undefined {
    return cluster && addOnsOf(cluster).find((one) => one.name === name);
}

export function withAddOn(state: AccountState, cluster: EksCluster, changed: AddOn): AccountState {
    const others = addOnsOf(cluster).filter(({ name }) => name !== changed.name);
    return withEksCluster(state, { ...cluster, addOns: [...others, changed] });
}

export function withoutAddOn(state: AccountState, cluster: EksCluster, name: string): AccountState {
    const addOns = addOnsOf(cluster).filter((one) => one.name !== name);
    return withEksCluster(state, { ...cluster, addOns });
}
