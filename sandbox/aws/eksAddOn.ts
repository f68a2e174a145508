import { unknown, type Properties } from "../provider/server";
import { readAccount, updateAccount, type AddOn } from "./accountState";
import { ownRegion } from "./arguments";
import { eksAddOnCalls } from "./calls/eksAddOn";
import { defaultVersion, isOfferedVersion } from "./eksAddOnCatalogue";
import { addOn, withAddOn, withoutAddOn } from "./eksAddOns";
import { eksCluster, kubernetesVersion, requireEksCluster } from "./eksClusters";
import { newAddOnSuffix, now } from "./identifiers";
import { optionalText, text } from "./inputValues";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";
import { allTags, tagOutputs } from "./tagging";

/**
 * An add-on of EKS. Roles, associations and configuration values of add-ons are not simulated: the
 * two that teams rest on need none, and task governance has no configuration at all.
 */
export const eksAddOn: ResourceType = {
    token: "aws:eks/addon:Addon",
    label: "EKS Add-On",
    calls: eksAddOnCalls,
    arguments: {
        clusterName: { kind: "string", required: true, replaces: true },
        addonName: { kind: "string", required: true, replaces: true },
        addonVersion: { kind: "string", computed: true },
        resolveConflictsOnCreate: {
            kind: "string",
            values: ["NONE", "OVERWRITE"],
            unread: true,
        },
        resolveConflictsOnUpdate: {
            kind: "string",
            values: ["NONE", "OVERWRITE", "PRESERVE"],
            unread: true,
        },
        preserve: { kind: "boolean", unread: true },
        region: { kind: "string", replaces: true, default: ownRegion },
        tags: { kind: "tags", default: {} },
    },
    displayName: (inputs) => `${String(inputs.clusterName)}:${String(inputs.addonName)}`,

    preview(session, inputs) {
        return {
            ...inputs,
            addonVersion: inputs.addonVersion ?? unknown,
            arn: unknown,
            configurationValues: unknown,
            createdAt: unknown,
            modifiedAt: unknown,
            tagsAll: allTags(session, inputs),
        };
    },

    create(session, inputs) {
        const operation = "CreateAddon";
        const [clusterName, name] = [text(inputs, "clusterName"), text(inputs, "addonName")];
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = requireEksCluster(state, session, operation, clusterName);
            const usual = defaultVersion(name);
            if (usual === undefined) {
                throw new RefusedRequest("eks-add-on-unknown", operation, {
                    addOn: name,
                    version: kubernetesVersion,
                });
            }
            if (addOn(cluster, name) !== undefined) {
                throw new RefusedRequest("eks-add-on-exists", operation);
            }
            const time = now();
            const made: AddOn = {
                name,
                arn: `arn:aws:eks:${session.region}:${session.accountId}:addon/${clusterName}/${name}/${newAddOnSuffix()}`,
                version: checkedVersion(operation, inputs) ?? usual,
                createdAt: time,
                modifiedAt: time,
                tags: allTags(session, inputs),
            };
            return {
                state: withAddOn(state, cluster, made),
                result: {
                    id: idOf(clusterName, name),
                    outputs: { ...askedFor(inputs), ...outputsOf(session, clusterName, made) },
                },
            };
        });
    },

    read(session, id) {
        const { clusterName, name } = partsOf(id);
        const state = readAccount(session.sandbox, session.accountId);
        const found = addOn(eksCluster(state, session, clusterName), name);
        if (found === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, clusterName, found);
        return { id, outputs, inputs: outputs };
    },

    update(session, id, news) {
        const operation = "UpdateAddon";
        const { clusterName, name } = partsOf(id);
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = requireEksCluster(state, session, operation, clusterName);
            const before = addOn(cluster, name);
            if (before === undefined) {
                throw new RefusedRequest("eks-no-add-on", operation, {
                    addOn: name,
                    cluster: clusterName,
                });
            }
            const changed = {
                ...before,
                version: checkedVersion(operation, news) ?? before.version,
                modifiedAt: now(),
                tags: allTags(session, news),
            };
            return {
                state: withAddOn(state, cluster, changed),
                result: { ...askedFor(news), ...outputsOf(session, clusterName, changed) },
            };
        });
    },

    async delete(session, id) {
        const { clusterName, name } = partsOf(id);
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = eksCluster(state, session, clusterName);
            return {
                state:
                    cluster === undefined || addOn(cluster, name) === undefined
                        ? state
                        : withoutAddOn(state, cluster, name),
                result: undefined,
            };
        });
    },

    find(session, inputs) {
        const [clusterName, name] = [text(inputs, "clusterName"), text(inputs, "addonName")];
        const state = readAccount(session.sandbox, session.accountId);
        return addOn(eksCluster(state, session, clusterName), name) && idOf(clusterName, name);
    },
};

function checkedVersion(operation: string, inputs: Properties): string | undefined {
    const version = optionalText(inputs, "addonVersion");
    if (version !== undefined && !isOfferedVersion(version)) {
        throw new RefusedRequest("eks-add-on-version", operation);
    }
    return version;
}

/** How conflicts are resolved is part of a request, and kept in the program's state alone. */
function askedFor(inputs: Properties): Properties {
    const { resolveConflictsOnCreate, resolveConflictsOnUpdate, preserve } = inputs;
    return Object.fromEntries(
        Object.entries({ resolveConflictsOnCreate, resolveConflictsOnUpdate, preserve }).filter(
            ([, value]) => value !== undefined,
        ),
    );
}

function outputsOf(session: Session, clusterName: string, found: AddOn): Properties {
    return {
        id: idOf(clusterName, found.name),
        arn: found.arn,
        clusterName,
        addonName: found.name,
        addonVersion: found.version,
        configurationValues: "",
        createdAt: found.createdAt,
        modifiedAt: found.modifiedAt,
        region: session.region,
        ...tagOutputs(session, found.tags),
    };
}

function idOf(clusterName: string, name: string): string {
    return `${clusterName}:${name}`;
}

function partsOf(id: string): { clusterName: string; name: string } {
    const colon = id.indexOf(":");
    return { clusterName: id.slice(0, colon), name: id.slice(colon + 1) };
}
