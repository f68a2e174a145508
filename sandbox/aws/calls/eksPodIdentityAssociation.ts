import type { Asked, AwsCall, Calls } from "../awsCall";
import { changes, heldTagContext, retagCalls, tagAtCreation, tagContext } from "../callTags";
import { clusterArn } from "./eksAccessEntry";

/** An import says `CLUSTER,ID`; the id alone is in the state. */
function ownArn({ session, id, properties }: Asked): string {
    const [first = "", second] = id.split(",");
    const clusterName = second === undefined ? String(properties.clusterName) : first;
    const own = id === "" ? "none" : (second ?? first);
    return `arn:aws:eks:${session.region}:${session.accountId}:podidentityassociation/${clusterName}/${own}`;
}

/** EKS looks at the role as whoever asks, and then hands it to pods in its own name. */
function roleCalls(within: string): readonly AwsCall[] {
    const on = ({ properties }: Asked) => String(properties.roleArn);
    return [
        { action: "iam:GetRole", within, on },
        {
            action: "iam:PassRole",
            within,
            on,
            context: () => ({ "iam:PassedToService": "pods.eks.amazonaws.com" }),
        },
    ];
}

function changesRoles(asked: Asked): boolean {
    return ["roleArn", "targetRoleArn", "disableSessionTags"].some((name) => changes(name)(asked));
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html names the two of IAM. */
export const eksPodIdentityAssociationCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/eks/pod_identity_association.go",
    create: [
        {
            action: "eks:CreatePodIdentityAssociation",
            on: (asked) => clusterArn(asked, asked.properties.clusterName),
            context: tagContext,
        },
        ...roleCalls("eks:CreatePodIdentityAssociation"),
        tagAtCreation("eks:TagResource", "eks:CreatePodIdentityAssociation", ownArn),
    ],
    read: [{ action: "eks:DescribePodIdentityAssociation", on: ownArn }],
    update: [
        {
            action: "eks:UpdatePodIdentityAssociation",
            on: ownArn,
            context: heldTagContext,
            when: changesRoles,
        },
        ...roleCalls("eks:UpdatePodIdentityAssociation").map((call) => ({
            ...call,
            when: changesRoles,
        })),
        ...retagCalls("eks:TagResource", "eks:UntagResource", ownArn),
    ],
    delete: [{ action: "eks:DeletePodIdentityAssociation", on: ownArn, context: heldTagContext }],
};
