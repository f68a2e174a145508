import { readAccount } from "../accountState";
import type { Asked, Calls } from "../awsCall";
import { changes, heldTagContext, retagCalls, tagAtCreation, tagContext } from "../callTags";
import { addOn } from "../eksAddOns";
import { eksCluster } from "../eksClusters";
import { clusterArn } from "./eksAccessEntry";

function ownArn({ session, id, properties }: Asked): string {
    const [clusterName = "", name = ""] =
        id === "" ? [properties.clusterName, properties.addonName].map(String) : id.split(":");
    const state = readAccount(session.sandbox, session.accountId);
    const held = addOn(eksCluster(state, session, clusterName), name);
    return (
        held?.arn ??
        `arn:aws:eks:${session.region}:${session.accountId}:addon/${clusterName}/${name}/none`
    );
}

const changesVersion = (asked: Asked) =>
    asked.properties.addonVersion !== undefined && changes("addonVersion")(asked);

export const eksAddOnCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/eks/addon.go",
    create: [
        {
            action: "eks:CreateAddon",
            on: (asked) => clusterArn(asked, asked.properties.clusterName),
            context: tagContext,
        },
        tagAtCreation("eks:TagResource", "eks:CreateAddon", ownArn),
    ],
    read: [{ action: "eks:DescribeAddon", on: ownArn }],
    update: [
        { action: "eks:UpdateAddon", on: ownArn, context: heldTagContext, when: changesVersion },
        // The provider waits for the update by its id.
        {
            action: "eks:DescribeUpdate",
            on: (asked) => [clusterArn(asked, asked.id.split(":")[0]), ownArn(asked)],
            when: changesVersion,
        },
        ...retagCalls("eks:TagResource", "eks:UntagResource", ownArn),
    ],
    delete: [{ action: "eks:DeleteAddon", on: ownArn, context: heldTagContext }],
};
