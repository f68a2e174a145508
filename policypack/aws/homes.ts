import type { Resource } from "../judge";
import { cloudControlType, registeredIn, stackType } from "./registered";
import { textAt } from "./stackForms";

/** What a type is about, as the configuration's `accounts` spell it, and the input that names it. */
interface Place {
    readonly kind: string;
    readonly input: string;
}

const role: Place = { kind: "iam:role", input: "role" };
const cluster: Place = { kind: "eks:cluster", input: "clusterName" };
const bucket: Place = { kind: "s3:bucket", input: "bucket" };

const places: Readonly<Record<string, Place>> = {
    "aws:iam/role:Role": { kind: "iam:role", input: "name" },
    "aws:iam/rolePolicy:RolePolicy": role,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": role,
    "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": { ...role, input: "roleName" },
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": {
        ...role,
        input: "roleName",
    },
    "aws:eks/accessEntry:AccessEntry": cluster,
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": cluster,
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": cluster,
    "aws:eks/addon:Addon": cluster,
    "aws:s3/accessPoint:AccessPoint": { kind: "s3:accesspoint", input: "name" },
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketV2:BucketV2": bucket,
    "aws:s3/bucketPolicy:BucketPolicy": bucket,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucket,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucket,
};

/** Whether a resource of the type may have an account that is its own. */
export function isPlaced(type: string): boolean {
    return Object.hasOwn(places, type) || type === cloudControlType || type === stackType;
}

/** What a resource is about, such as `iam:role/hyperpod-vision-data`, in whichever form it comes. */
export function homeOf(resource: Resource): readonly string[] {
    return registeredIn(resource).flatMap((form) => {
        const place = places[form.type];
        const name = place === undefined ? undefined : textAt(form, place.input);
        return place === undefined || name === undefined ? [] : [`${place.kind}/${name}`];
    });
}
