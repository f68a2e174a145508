import type { Asked, AwsCall, Calls, CallContext } from "../awsCall";
import { members, text, texts } from "../inputValues";
import { entryArn } from "./eksAccessEntry";

function partsOf({ id, properties }: Asked): readonly [string, string, string] {
    const [clusterName = "", principalArn = "", policyArn = ""] =
        id === ""
            ? [properties.clusterName, properties.principalArn, properties.policyArn].map(String)
            : id.split("#");
    return [clusterName, principalArn, policyArn];
}

function ownEntry(asked: Asked): string {
    const [clusterName, principalArn] = partsOf(asked);
    return entryArn(asked, clusterName, principalArn);
}

function scope({ properties }: Asked): CallContext {
    const asked = members(properties, "accessScope");
    const namespaces = texts(asked, "namespaces");
    return {
        "eks:policyArn": text(properties, "policyArn"),
        "eks:accessScope": text(asked, "type"),
        "eks:namespaces": namespaces.length > 0 ? namespaces : undefined,
    };
}

const associate: AwsCall = { action: "eks:AssociateAccessPolicy", on: ownEntry, context: scope };

export const eksAccessPolicyAssociationCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/eks/access_policy_association.go",
    create: [associate],
    read: [{ action: "eks:ListAssociatedAccessPolicies", on: ownEntry }],
    update: [associate],
    // The request says which policy, and nothing about its scope.
    delete: [
        {
            action: "eks:DisassociateAccessPolicy",
            on: ownEntry,
            context: (asked) => ({ "eks:policyArn": partsOf(asked)[2] }),
        },
    ],
};
