import { unknown, type Properties } from "../provider/server";
import {
    readAccount,
    updateAccount,
    type AccessEntry,
    type AccessScope,
    type AssociatedAccessPolicy,
} from "./accountState";
import { ownRegion } from "./arguments";
import { eksAccessPolicyAssociationCalls } from "./calls/eksAccessPolicyAssociation";
import { accessEntry, withAccessEntry } from "./eksAccessEntries";
import { isAccessPolicyArn } from "./eksAccessPolicies";
import { eksCluster, requireEksCluster } from "./eksClusters";
import { now } from "./identifiers";
import { members, text, texts } from "./inputValues";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";

const operation = "AssociateAccessPolicy";

/** Associating is the same request for a new association and for another scope of an old one. */
export const eksAccessPolicyAssociation: ResourceType = {
    token: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    label: "EKS Access Policy Association",
    calls: eksAccessPolicyAssociationCalls,
    arguments: {
        clusterName: { kind: "string", required: true, replaces: true },
        principalArn: { kind: "string", required: true, replaces: true },
        policyArn: { kind: "string", required: true, replaces: true },
        accessScope: {
            required: true,
            kind: {
                type: { kind: "string", required: true },
                namespaces: { kind: "strings", default: [] },
            },
        },
        region: { kind: "string", replaces: true, default: ownRegion },
    },
    displayName: (inputs) =>
        idOf(String(inputs.clusterName), String(inputs.principalArn), String(inputs.policyArn)),

    preview: (_session, inputs) => ({ ...inputs, associatedAt: unknown, modifiedAt: unknown }),

    async create(session, inputs) {
        const outputs = await associate(session, inputs);
        return { id: String(outputs.id), outputs };
    },

    read(session, id) {
        const { clusterName, principalArn, policyArn } = partsOf(id);
        const found = association(session, clusterName, principalArn, policyArn);
        if (found === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, clusterName, principalArn, found);
        return { id, outputs, inputs: outputs };
    },

    update: (session, _id, news) => associate(session, news),

    async delete(session, id) {
        const { clusterName, principalArn, policyArn } = partsOf(id);
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = eksCluster(state, session, clusterName);
            const entry = accessEntry(cluster, principalArn);
            if (cluster === undefined || entry === undefined) {
                return { state, result: undefined };
            }
            const accessPolicies = entry.accessPolicies.filter(
                (one) => one.policyArn !== policyArn,
            );
            const changed = withAccessEntry(state, cluster, { ...entry, accessPolicies });
            return { state: changed, result: undefined };
        });
    },

    find(session, inputs) {
        const clusterName = text(inputs, "clusterName");
        const principalArn = text(inputs, "principalArn");
        const policyArn = text(inputs, "policyArn");
        return (
            association(session, clusterName, principalArn, policyArn) &&
            idOf(clusterName, principalArn, policyArn)
        );
    },
};

function associate(session: Session, inputs: Properties): Promise<Properties> {
    const clusterName = text(inputs, "clusterName");
    const principalArn = text(inputs, "principalArn");
    const policyArn = text(inputs, "policyArn");
    return updateAccount(session.sandbox, session.accountId, (state) => {
        const cluster = requireEksCluster(state, session, operation, clusterName);
        const entry = accessEntry(cluster, principalArn);
        if (entry === undefined) {
            throw new RefusedRequest("eks-no-entry", operation);
        }
        if (entry.type !== "STANDARD") {
            throw new RefusedRequest("eks-policy-entry-type", operation, { type: entry.type });
        }
        if (!isAccessPolicyArn(policyArn)) {
            throw new RefusedRequest("eks-policy-arn", operation, { policy: policyArn });
        }
        const time = now();
        const before = policyOf(entry, policyArn);
        const associated: AssociatedAccessPolicy = {
            policyArn,
            scope: scopeOf(members(inputs, "accessScope")),
            associatedAt: before?.associatedAt ?? time,
            modifiedAt: time,
        };
        const others = entry.accessPolicies.filter((one) => one.policyArn !== policyArn);
        const changed = { ...entry, accessPolicies: [...others, associated] };
        return {
            state: withAccessEntry(state, cluster, changed),
            result: outputsOf(session, clusterName, principalArn, associated),
        };
    });
}

/** A namespace that does not exist is taken, as EKS takes it: it then grants nothing. */
function scopeOf(inputs: Properties): AccessScope {
    const type = text(inputs, "type");
    const namespaces = texts(inputs, "namespaces");
    if (type !== "cluster" && type !== "namespace") {
        throw new RefusedRequest("eks-scope-type", operation, { type });
    }
    if (type === "namespace" && namespaces.length === 0) {
        throw new RefusedRequest("eks-scope-without-namespaces", operation);
    }
    if (type === "cluster" && namespaces.length > 0) {
        throw new RefusedRequest("eks-scope-with-namespaces", operation);
    }
    return { type, namespaces };
}

function association(
    session: Session,
    clusterName: string,
    principalArn: string,
    policyArn: string,
): AssociatedAccessPolicy | undefined {
    const state = readAccount(session.sandbox, session.accountId);
    const entry = accessEntry(eksCluster(state, session, clusterName), principalArn);
    return entry && policyOf(entry, policyArn);
}

function policyOf(entry: AccessEntry, policyArn: string): AssociatedAccessPolicy | undefined {
    return entry.accessPolicies.find((one) => one.policyArn === policyArn);
}

function outputsOf(
    session: Session,
    clusterName: string,
    principalArn: string,
    { policyArn, scope, associatedAt, modifiedAt }: AssociatedAccessPolicy,
): Properties {
    return {
        id: idOf(clusterName, principalArn, policyArn),
        clusterName,
        principalArn,
        policyArn,
        accessScope: scope,
        associatedAt,
        modifiedAt,
        region: session.region,
    };
}

function idOf(clusterName: string, principalArn: string, policyArn: string): string {
    return `${clusterName}#${principalArn}#${policyArn}`;
}

function partsOf(id: string): { clusterName: string; principalArn: string; policyArn: string } {
    const [clusterName = "", principalArn = "", policyArn = ""] = id.split("#");
    return { clusterName, principalArn, policyArn };
}
