import { cloudControlResource } from "./cloudControlResource";
import { eksAccessEntry } from "./eksAccessEntry";
import { eksAccessPolicyAssociation } from "./eksAccessPolicyAssociation";
import { eksAddOn } from "./eksAddOn";
import { eksPodIdentityAssociation } from "./eksPodIdentityAssociation";
import { fsxDataRepositoryAssociation } from "./fsxDataRepositoryAssociation";
import { fsxLustreFileSystem } from "./fsxLustreFileSystem";
import { iamRole } from "./iamRole";
import { iamRolePolicy } from "./iamRolePolicy";
import { kmsGrant } from "./kmsGrant";
import { kmsKeyPolicy } from "./kmsKeyPolicy";
import type { ResourceType } from "./resourceType";
import { s3AccessPoint } from "./s3AccessPoint";
import { s3BucketPolicy } from "./s3BucketPolicy";

/** Every type this sandbox simulates; any other is refused by name. */
const types: readonly ResourceType[] = [
    iamRole,
    iamRolePolicy,
    eksAddOn,
    eksAccessEntry,
    eksAccessPolicyAssociation,
    eksPodIdentityAssociation,
    cloudControlResource,
    s3AccessPoint,
    s3BucketPolicy,
    fsxLustreFileSystem,
    fsxDataRepositoryAssociation,
    kmsKeyPolicy,
    kmsGrant,
];

export function resourceType(token: string): ResourceType | undefined {
    return types.find((type) => type.token === token);
}
