import { unknown, type Properties } from "../provider/server";
import {
    readAccount,
    updateAccount,
    type AccountState,
    type EksCluster,
    type PodIdentityAssociation,
} from "./accountState";
import { ownRegion } from "./arguments";
import { eksPodIdentityAssociationCalls } from "./calls/eksPodIdentityAssociation";
import { eksCluster, requireEksCluster, withEksCluster } from "./eksClusters";
import { newPodIdentityAssociationId } from "./identifiers";
import { optionalText, text } from "./inputValues";
import { roleByArn } from "./pinnedPrincipals";
import { externalIdOf } from "./podSession";
import { parsePolicyDocument } from "./policyDocument";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";
import { allTags, tagOutputs } from "./tagging";

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const dnsSubdomain = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Whether namespace and service account exist is not checked, as EKS does not check it either. */
export const eksPodIdentityAssociation: ResourceType = {
    token: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    label: "EKS Pod Identity Association",
    calls: eksPodIdentityAssociationCalls,
    arguments: {
        clusterName: { kind: "string", required: true, replaces: true },
        namespace: { kind: "string", required: true, replaces: true },
        serviceAccount: { kind: "string", required: true, replaces: true },
        roleArn: { kind: "string", required: true },
        targetRoleArn: { kind: "string" },
        disableSessionTags: { kind: "boolean", default: false },
        region: { kind: "string", replaces: true, default: ownRegion },
        tags: { kind: "tags", default: {} },
    },
    displayName: (inputs) =>
        `${String(inputs.clusterName)}:${String(inputs.namespace)}:${String(inputs.serviceAccount)}`,

    preview(session, inputs) {
        return {
            ...inputs,
            associationArn: unknown,
            associationId: unknown,
            externalId: unknown,
            tagsAll: allTags(session, inputs),
        };
    },

    create(session, inputs) {
        const operation = "CreatePodIdentityAssociation";
        const clusterName = text(inputs, "clusterName");
        const namespace = text(inputs, "namespace");
        const serviceAccount = text(inputs, "serviceAccount");
        if (!dnsLabel.test(namespace)) {
            throw new RefusedRequest("eks-pod-identity-namespace", operation, { namespace });
        }
        if (!dnsSubdomain.test(serviceAccount)) {
            throw new RefusedRequest("eks-pod-identity-service-account", operation, {
                serviceAccount,
            });
        }
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = requireEksCluster(state, session, operation, clusterName);
            const existing = associationFor(cluster, namespace, serviceAccount);
            if (existing !== undefined) {
                throw new RefusedRequest("eks-pod-identity-exists", operation, {
                    association: existing.id,
                });
            }
            const id = newPodIdentityAssociationId();
            const made: PodIdentityAssociation = {
                id,
                arn: `arn:aws:eks:${session.region}:${session.accountId}:podidentityassociation/${clusterName}/${id}`,
                namespace,
                serviceAccount,
                ...rolesOf(session, operation, inputs),
                tags: allTags(session, inputs),
            };
            const podIdentityAssociations = [...cluster.podIdentityAssociations, made];
            return {
                state: withEksCluster(state, { ...cluster, podIdentityAssociations }),
                result: { id, outputs: outputsOf(session, cluster, made) },
            };
        });
    },

    /** Takes the id in the state and the `CLUSTER,ID` that an import says. */
    read(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        const found = located(state, session, id);
        if (found === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, found.cluster, found.association);
        return { id: found.association.id, outputs, inputs: outputs };
    },

    update(session, id, news) {
        const operation = "UpdatePodIdentityAssociation";
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const found = located(state, session, id);
            if (found === undefined) {
                throw new RefusedRequest("eks-pod-identity-no-association", operation, {
                    association: id,
                });
            }
            const { cluster, association } = found;
            const { id: associationId, arn, namespace, serviceAccount } = association;
            const changed: PodIdentityAssociation = {
                id: associationId,
                arn,
                namespace,
                serviceAccount,
                ...rolesOf(session, operation, news),
                tags: allTags(session, news),
            };
            const podIdentityAssociations = cluster.podIdentityAssociations.map((one) =>
                one === association ? changed : one,
            );
            return {
                state: withEksCluster(state, { ...cluster, podIdentityAssociations }),
                result: outputsOf(session, cluster, changed),
            };
        });
    },

    async delete(session, id) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const found = located(state, session, id);
            if (found === undefined) {
                return { state, result: undefined };
            }
            const podIdentityAssociations = found.cluster.podIdentityAssociations.filter(
                (one) => one !== found.association,
            );
            const changed = { ...found.cluster, podIdentityAssociations };
            return { state: withEksCluster(state, changed), result: undefined };
        });
    },

    find(session, inputs) {
        const state = readAccount(session.sandbox, session.accountId);
        const cluster = eksCluster(state, session, text(inputs, "clusterName"));
        const existing =
            cluster &&
            associationFor(cluster, text(inputs, "namespace"), text(inputs, "serviceAccount"));
        return existing && `${text(inputs, "clusterName")},${existing.id}`;
    },
};

const roleArnPattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;

/**
 * Whether EKS looks at the target role, nobody says; it cannot read another account's, so only the
 * form of its ARN is checked here, and the first pod learns the rest.
 */
function rolesOf(
    session: Session,
    operation: string,
    inputs: Properties,
): Pick<PodIdentityAssociation, "roleArn" | "targetRoleArn" | "disableSessionTags"> {
    const roleArn = checkedRole(session, operation, text(inputs, "roleArn"));
    const { disableSessionTags } = inputs;
    const targetRoleArn = optionalText(inputs, "targetRoleArn");
    if (targetRoleArn !== undefined && !roleArnPattern.test(targetRoleArn)) {
        throw new RefusedRequest("eks-pod-identity-target-role", operation, {
            role: targetRoleArn,
        });
    }
    return {
        roleArn,
        ...(targetRoleArn === undefined ? {} : { targetRoleArn }),
        ...(disableSessionTags === true ? { disableSessionTags } : {}),
    };
}

/** EKS reads the role's trust policy when it is named, and again nobody knows when. */
function checkedRole(session: Session, operation: string, roleArn: string): string {
    if (roleArn.split(":")[4] !== session.accountId) {
        throw new RefusedRequest("eks-pod-identity-role-account", operation);
    }
    const role = roleByArn(session.sandbox, roleArn);
    if (role === undefined) {
        throw new RefusedRequest("eks-pod-identity-role-missing", operation);
    }
    const needed = ["sts:AssumeRole", "sts:TagSession"];
    const allowed = parsePolicyDocument(role.trustPolicy.text)
        .statements.filter(
            ({ effect, principals }) =>
                effect === "Allow" &&
                principals?.some(
                    ({ type, value }) => type === "Service" && value === "pods.eks.amazonaws.com",
                ),
        )
        .flatMap(({ actions }) => actions ?? [])
        .map((action) => action.toLowerCase());
    const lets = (action: string) =>
        allowed.includes(action.toLowerCase()) || allowed.includes("sts:*");
    if (!needed.every(lets)) {
        throw new RefusedRequest("eks-pod-identity-trust", operation);
    }
    return roleArn;
}

function associationFor(
    cluster: EksCluster,
    namespace: string,
    serviceAccount: string,
): PodIdentityAssociation | undefined {
    return cluster.podIdentityAssociations.find(
        (one) => one.namespace === namespace && one.serviceAccount === serviceAccount,
    );
}

function located(
    state: AccountState | undefined,
    session: Session,
    id: string,
): { cluster: EksCluster; association: PodIdentityAssociation } | undefined {
    const associationId = id.slice(id.indexOf(",") + 1);
    for (const cluster of state?.eksClusters ?? []) {
        const association = cluster.podIdentityAssociations.find((one) => one.id === associationId);
        if (association !== undefined && cluster.region === session.region) {
            return { cluster, association };
        }
    }
    return undefined;
}

function outputsOf(
    session: Session,
    cluster: EksCluster,
    association: PodIdentityAssociation,
): Properties {
    return {
        id: association.id,
        associationId: association.id,
        associationArn: association.arn,
        clusterName: cluster.name,
        namespace: association.namespace,
        serviceAccount: association.serviceAccount,
        roleArn: association.roleArn,
        ...(association.targetRoleArn === undefined
            ? {}
            : { targetRoleArn: association.targetRoleArn }),
        disableSessionTags: association.disableSessionTags ?? false,
        externalId: externalIdOf(session.accountId, cluster, association),
        region: session.region,
        ...tagOutputs(session, association.tags),
    };
}
