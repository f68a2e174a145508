import type { Sandbox } from "../sandbox";
import { accountIds, readAccount } from "./accountState";

/**
 * Teams whose quotas stand in any account. Those of the program get their namespaces when they are
 * made; those that were there before it have none until the cluster runs.
 */
export function governedTeams(sandbox: Sandbox): readonly string[] {
    const clusters = accountIds(sandbox).flatMap(
        (accountId) => readAccount(sandbox, accountId)?.hyperPodClusters ?? [],
    );
    return clusters
        .flatMap(({ computeQuotas }) => computeQuotas)
        .filter(({ status }) => status !== "CreateFailed")
        .map(({ teamName }) => teamName);
}
