import type { Sandbox } from "../sandbox";
import { readAccount } from "./accountState";
import type { Authorization } from "./authorization";
import { accessEntry } from "./eksAccessEntries";
import { roleByArn } from "./pinnedPrincipals";

export interface EnterClusterRequest {
    readonly clusterArn: string;
    readonly roleArn: string;
}

/** EKS lets in whoever has the unique id that the access entry was made with. */
export function authorizeEntry(sandbox: Sandbox, request: EnterClusterRequest): Authorization {
    const { clusterArn, roleArn } = request;
    const account = readAccount(sandbox, clusterArn.split(":")[4] ?? "");
    const cluster = account?.eksClusters.find(({ arn }) => arn === clusterArn);
    const entry = accessEntry(cluster, roleArn);
    const role = roleByArn(sandbox, roleArn);
    if (entry === undefined || role === undefined) {
        const missing = entry === undefined ? `access entry on "${clusterArn}" for` : "role";
        return { allowed: false, because: `there is no ${missing} "${roleArn}"` };
    }
    return entry.principalId === role.uniqueId
        ? { allowed: true, because: `the access entry on "${clusterArn}" is for "${roleArn}"` }
        : {
              allowed: false,
              because: `the access entry is for the role with the id "${entry.principalId}", and "${roleArn}" has the id "${role.uniqueId}" now`,
          };
}
