import type { AccessEntry, AccountState, EksCluster } from "./accountState";
import { withEksCluster } from "./eksClusters";

export function accessEntry(
    cluster: EksCluster | undefined,
    principalArn: string,
): AccessEntry | undefined {
    return cluster?.accessEntries.find((entry) => entry.principalArn === principalArn);
}

export function withAccessEntry(
    state: AccountState,
    cluster: EksCluster,
    changed: AccessEntry,
): AccountState {
    const others = cluster.accessEntries.filter((one) => one.principalArn !== changed.principalArn);
    return withEksCluster(state, { ...cluster, accessEntries: [...others, changed] });
}

export function withoutAccessEntry(
    state: AccountState,
    cluster: EksCluster,
    principalArn: string,
): AccountState {
    const accessEntries = cluster.accessEntries.filter((one) => one.principalArn !== principalArn);
    return withEksCluster(state, { ...cluster, accessEntries });
}
