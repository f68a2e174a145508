import { unknown, type Properties } from "../provider/server";
import { readAccount, updateAccount, type AccessEntry } from "./accountState";
import { ownRegion } from "./arguments";
import { eksAccessEntryCalls } from "./calls/eksAccessEntry";
import { accessEntry, withAccessEntry, withoutAccessEntry } from "./eksAccessEntries";
import { eksCluster, requireEksCluster } from "./eksClusters";
import { newAccessEntrySuffix, now } from "./identifiers";
import { optionalText, text, texts } from "./inputValues";
import { roleByArn } from "./pinnedPrincipals";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";
import { allTags, tagOutputs } from "./tagging";

const standard = "STANDARD";
const entryTypes = new Set([
    standard,
    "FARGATE_LINUX",
    "EC2_LINUX",
    "EC2_WINDOWS",
    "EC2",
    "HYBRID_LINUX",
    "HYPERPOD_LINUX",
]);

export const eksAccessEntry: ResourceType = {
    token: "aws:eks/accessEntry:AccessEntry",
    label: "EKS Access Entry",
    calls: eksAccessEntryCalls,
    arguments: {
        clusterName: { kind: "string", required: true, replaces: true },
        principalArn: { kind: "string", required: true, replaces: true },
        type: { kind: "string", replaces: true, default: standard },
        kubernetesGroups: { kind: "strings", default: [] },
        userName: { kind: "string", computed: true },
        region: { kind: "string", replaces: true, default: ownRegion },
        tags: { kind: "tags", default: {} },
    },
    displayName: (inputs) => `${String(inputs.clusterName)}:${String(inputs.principalArn)}`,

    preview(session, inputs) {
        return {
            ...inputs,
            accessEntryArn: unknown,
            createdAt: unknown,
            modifiedAt: unknown,
            userName: inputs.userName ?? unknown,
            tagsAll: allTags(session, inputs),
        };
    },

    create(session, inputs) {
        const operation = "CreateAccessEntry";
        const clusterName = text(inputs, "clusterName");
        const principalArn = text(inputs, "principalArn");
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = requireEksCluster(state, session, operation, clusterName);
            if (accessEntry(cluster, principalArn) !== undefined) {
                throw new RefusedRequest("eks-entry-exists", operation);
            }
            const role = roleByArn(session.sandbox, principalArn);
            if (role === undefined) {
                throw new RefusedRequest("eks-entry-principal", operation);
            }
            const type = optionalText(inputs, "type") ?? standard;
            const roleAccount = principalArn.split(":")[4] ?? "";
            if (!entryTypes.has(type)) {
                throw new RefusedRequest("eks-entry-type", operation, { type });
            }
            if (type !== standard && roleAccount !== session.accountId) {
                throw new RefusedRequest("eks-entry-foreign-type", operation, { type });
            }
            const time = now();
            const entry: AccessEntry = {
                arn: `arn:aws:eks:${session.region}:${session.accountId}:access-entry/${clusterName}/role/${roleAccount}/${role.name}/${newAccessEntrySuffix()}`,
                principalArn,
                principalId: role.uniqueId,
                type,
                createdAt: time,
                modifiedAt: time,
                accessPolicies: [],
                // The path of the role is not part of the user name.
                userName: `arn:aws:sts::${roleAccount}:assumed-role/${role.name}/{{SessionName}}`,
                ...settings(session, operation, type, inputs),
            };
            const result = {
                id: idOf(clusterName, principalArn),
                outputs: outputsOf(session, clusterName, entry),
            };
            return { state: withAccessEntry(state, cluster, entry), result };
        });
    },

    read(session, id) {
        const { clusterName, principalArn } = partsOf(id);
        const state = readAccount(session.sandbox, session.accountId);
        const entry = accessEntry(eksCluster(state, session, clusterName), principalArn);
        if (entry === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, clusterName, entry);
        return { id, outputs, inputs: outputs };
    },

    update(session, id, news) {
        const operation = "UpdateAccessEntry";
        const { clusterName, principalArn } = partsOf(id);
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = requireEksCluster(state, session, operation, clusterName);
            const before = accessEntry(cluster, principalArn);
            if (before === undefined) {
                throw new RefusedRequest("eks-no-entry", operation);
            }
            const entry = {
                ...before,
                ...settings(session, operation, before.type, news),
                modifiedAt: now(),
            };
            return {
                state: withAccessEntry(state, cluster, entry),
                result: outputsOf(session, clusterName, entry),
            };
        });
    },

    /** The associated access policies go with the entry. */
    async delete(session, id) {
        const { clusterName, principalArn } = partsOf(id);
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = eksCluster(state, session, clusterName);
            return {
                state:
                    accessEntry(cluster, principalArn) === undefined || cluster === undefined
                        ? state
                        : withoutAccessEntry(state, cluster, principalArn),
                result: undefined,
            };
        });
    },

    find(session, inputs) {
        const clusterName = text(inputs, "clusterName");
        const principalArn = text(inputs, "principalArn");
        const state = readAccount(session.sandbox, session.accountId);
        const entry = accessEntry(eksCluster(state, session, clusterName), principalArn);
        return entry && idOf(clusterName, principalArn);
    },
};

function settings(
    session: Session,
    operation: string,
    type: string,
    inputs: Properties,
): Pick<AccessEntry, "kubernetesGroups" | "tags"> & Partial<Pick<AccessEntry, "userName">> {
    const kubernetesGroups = texts(inputs, "kubernetesGroups");
    const userName = optionalText(inputs, "userName");
    if (type !== standard && (kubernetesGroups.length > 0 || userName !== undefined)) {
        throw new RefusedRequest("eks-entry-type-groups", operation, { type });
    }
    const group = kubernetesGroups.find((one) => one.startsWith("system:"));
    if (group !== undefined) {
        throw new RefusedRequest("eks-group-prefix", operation, { group });
    }
    if (userName !== undefined && !isUserName(userName)) {
        throw new RefusedRequest("eks-user-name", operation, { userName });
    }
    return {
        kubernetesGroups,
        tags: allTags(session, inputs),
        ...(userName === undefined ? {} : { userName }),
    };
}

function isUserName(userName: string): boolean {
    const session = userName.indexOf("{{SessionName}}");
    return (
        !/^(system|eks|aws|amazon|iam):/.test(userName) &&
        (session === -1 || userName.slice(0, session).includes(":"))
    );
}

function outputsOf(session: Session, clusterName: string, entry: AccessEntry): Properties {
    return {
        id: idOf(clusterName, entry.principalArn),
        accessEntryArn: entry.arn,
        clusterName,
        principalArn: entry.principalArn,
        type: entry.type,
        kubernetesGroups: entry.kubernetesGroups,
        userName: entry.userName,
        createdAt: entry.createdAt,
        modifiedAt: entry.modifiedAt,
        region: session.region,
        ...tagOutputs(session, entry.tags),
    };
}

function idOf(clusterName: string, principalArn: string): string {
    return `${clusterName}:${principalArn}`;
}

function partsOf(id: string): { clusterName: string; principalArn: string } {
    const colon = id.indexOf(":");
    return { clusterName: id.slice(0, colon), principalArn: id.slice(colon + 1) };
}
