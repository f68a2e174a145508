import { readAccount } from "../accountState";
import type { Asked, Calls } from "../awsCall";
import { heldTagContext, retagCalls, tagAtCreation, tagContext } from "../callTags";
import { accessEntry } from "../eksAccessEntries";
import { eksCluster } from "../eksClusters";
import { sameValue } from "../arguments";
import { optionalText } from "../inputValues";

export function clusterArn({ session }: Asked, name: unknown): string {
    return `arn:aws:eks:${session.region}:${session.accountId}:cluster/${String(name)}`;
}

/** The last part of an entry's ARN is generated, and nobody knows it before the entry is there. */
export function entryArn(asked: Asked, clusterName: string, principalArn: string): string {
    const { session } = asked;
    const state = readAccount(session.sandbox, session.accountId);
    const held = accessEntry(eksCluster(state, session, clusterName), principalArn);
    const [, accountId = "", name = ""] =
        /^arn:[^:]*:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(principalArn) ?? [];
    return (
        held?.arn ??
        `arn:aws:eks:${session.region}:${session.accountId}:access-entry/${clusterName}/role/${accountId}/${name}/none`
    );
}

/** Says which cluster and principal an entry's id means. */
function ownArn(asked: Asked): string {
    const { id, properties } = asked;
    const colon = id.indexOf(":");
    return id === ""
        ? entryArn(asked, String(properties.clusterName), String(properties.principalArn))
        : entryArn(asked, id.slice(0, colon), id.slice(colon + 1));
}

/** AWS leaves a key out of the request that would have no value. */
function said(values: unknown): readonly string[] | undefined {
    return Array.isArray(values) && values.length > 0 ? (values as string[]) : undefined;
}

export const eksAccessEntryCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/eks/access_entry.go",
    create: [
        {
            action: "eks:CreateAccessEntry",
            on: (asked) => clusterArn(asked, asked.properties.clusterName),
            context: (asked) => ({
                ...tagContext(asked),
                "eks:principalArn": String(asked.properties.principalArn),
                "eks:accessEntryType": optionalText(asked.properties, "type") ?? "STANDARD",
                "eks:kubernetesGroups": said(asked.properties.kubernetesGroups),
                "eks:username": asked.properties.userName as string | undefined,
            }),
        },
        tagAtCreation("eks:TagResource", "eks:CreateAccessEntry", ownArn),
    ],
    read: [{ action: "eks:DescribeAccessEntry", on: ownArn }],
    update: [
        {
            action: "eks:UpdateAccessEntry",
            on: ownArn,
            context: heldTagContext,
            when: ({ properties, before }) =>
                !sameValue(properties.kubernetesGroups ?? [], before.kubernetesGroups ?? []) ||
                (properties.userName !== undefined && properties.userName !== before.userName),
        },
        ...retagCalls("eks:TagResource", "eks:UntagResource", ownArn),
    ],
    delete: [{ action: "eks:DeleteAccessEntry", on: ownArn, context: heldTagContext }],
};
