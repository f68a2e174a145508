import { cloudControlResource } from "./cloudControlResource";
import { eksAccessEntry } from "./eksAccessEntry";
import { eksAccessPolicyAssociation } from "./eksAccessPolicyAssociation";
import { eksPodIdentityAssociation } from "./eksPodIdentityAssociation";
import { iamRole } from "./iamRole";
import { iamRolePolicy } from "./iamRolePolicy";
import type { ResourceType } from "./resourceType";
import { s3AccessPoint } from "./s3AccessPoint";
import { s3BucketPolicy } from "./s3BucketPolicy";

/** Every type this sandbox simulates; any other is refused by name. */
const types: readonly ResourceType[] = [
    iamRole,
    iamRolePolicy,
    eksAccessEntry,
    eksAccessPolicyAssociation,
    eksPodIdentityAssociation,
    cloudControlResource,
    s3AccessPoint,
    s3BucketPolicy,
];

export function resourceType(token: string): ResourceType | undefined {
    return types.find((type) => type.token === token);
}
