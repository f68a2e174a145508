import type { Sandbox } from "../sandbox";
import { accountOf, known } from "./asker";
import { refused } from "./authorization";
import type { Authorization } from "./authorization";
import { authorizeAssumeRole } from "./authorizeRole";
import { podIdentityAgent } from "./eksAddOnCatalogue";
import { addOn } from "./eksAddOns";
import { externalIdOf, podSessionTags } from "./podSession";

export interface PodIdentityRequest {
    readonly clusterArn: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly roleArn: string;
}

/** EKS Pod Identity: an association names the role, then EKS assumes it with the pod's tags. */
export function authorizePodIdentity(sandbox: Sandbox, request: PodIdentityRequest): Authorization {
    const { clusterArn, namespace, serviceAccount, roleArn } = request;
    const accountId = accountOf(clusterArn);
    const cluster = known(sandbox, accountId)?.eksClusters.find(({ arn }) => arn === clusterArn);
    if (cluster === undefined) {
        return refused(`there is no cluster "${clusterArn}"`);
    }
    if (addOn(cluster, podIdentityAgent) === undefined) {
        return refused(
            `"${clusterArn}" has no add-on "${podIdentityAgent}", so its pods get no credentials`,
        );
    }
    const association = cluster.podIdentityAssociations.find(
        (one) => one.namespace === namespace && one.serviceAccount === serviceAccount,
    );
    if (
        association === undefined ||
        (association.targetRoleArn ?? association.roleArn) !== roleArn
    ) {
        return refused(
            `"${clusterArn}" has no association of "${namespace}/${serviceAccount}" with "${roleArn}"`,
        );
    }
    const tags = podSessionTags(cluster, association);
    const first = authorizeAssumeRole(sandbox, {
        principal: "pods.eks.amazonaws.com",
        roleArn: association.roleArn,
        actions: ["sts:AssumeRole", "sts:TagSession"],
        context: { "aws:SourceAccount": accountId, ...tags },
    });
    // The tags of the first session are passed on, and so is the id that EKS makes.
    return first.allowed && association.targetRoleArn !== undefined
        ? authorizeAssumeRole(sandbox, {
              principal: association.roleArn,
              roleArn,
              actions: ["sts:AssumeRole", "sts:TagSession"],
              context: {
                  "sts:ExternalId": externalIdOf(accountId, cluster, association),
                  ...tags,
              },
          })
        : first;
}
