import assert from "node:assert/strict";
import { documentPlaces } from "../../../policypack/aws/documents";
import {
    neverFor,
    managedPolicyType,
    roleAttachments,
} from "../../../policypack/aws/identityPolicies";
import { principalFields } from "../../../policypack/aws/principalFields";
import { aclPlaces, ownershipType, publicAccessBlocks } from "../../../policypack/aws/publicAccess";
import { policiesLeftOut, principalsLeftOut, reasonToLeaveOut } from "./leftOut";
import { nestedInputs, resourceInputs } from "./packageTypes";
import type { PackageInput } from "./packageTypes";

// Reading 1,500 files of declarations takes a moment.
const inputs = resourceInputs();
const nested = nestedInputs();

/** A text or a document under a name that speaks of policies, or the content of a type that does. */
function looksLikePolicy({ of, name, type }: PackageInput): boolean {
    const named = /polic(y|ies)/i.test(name) || (/polic/i.test(of) && contents.has(name));
    return named && /^(pulumi\.Input<)?string|PolicyDocument/.test(type);
}

const contents: ReadonlySet<string> = new Set(["content", "definition", "document", "statement"]);

/** A text under a name that speaks of somebody who is let in. */
function looksLikePrincipal({ name, type }: PackageInput): boolean {
    return /principal|grantee|sharedAccounts/i.test(name) && type.includes("string");
}

const read: ReadonlySet<string> = new Set([
    ...documentPlaces.map(({ type, path }) => `${type} ${path}`),
    ...principalFields.map(({ type, path }) => `${type} ${path}`),
    ...[...roleAttachments].flatMap(([type, { document, documents, managed }]) =>
        [document, documents, managed].map((path) => `${type} ${path ?? ""}`),
    ),
    `${managedPolicyType} policy`,
    // Inside an input that is read as a whole.
    "iam.RoleInlinePolicy policy",
    "fsx.S3AccessPointAttachmentS3AccessPoint policy",
    "s3control.MultiRegionAccessPointPolicyDetails policy",
    "glue.CatalogCreateDatabaseDefaultPermissionPrincipal dataLakePrincipalIdentifier",
    "glue.CatalogCreateTableDefaultPermissionPrincipal dataLakePrincipalIdentifier",
    "glue.CatalogDatabaseCreateTableDefaultPermissionPrincipal dataLakePrincipalIdentifier",
    "lakeformation.DataLakeSettingsCreateDatabaseDefaultPermission principal",
    "lakeformation.DataLakeSettingsCreateTableDefaultPermission principal",
    "lakeformation.OptInPrincipal dataLakePrincipalIdentifier",
    "s3control.AccessGrantGrantee granteeIdentifier",
    "securitylake.CustomLogSourceConfigurationProviderIdentity principal",
    "securitylake.SubscriberSubscriberIdentity principal",
]);

function isRead({ of, name }: PackageInput): boolean {
    return read.has(`${of} ${name}`) || neverFor.has(of);
}

describe("the types of @pulumi/aws", () => {
    it("keep no policy that the pack does not read, but those left out for a reason", () => {
        const unread = [...inputs, ...nested].filter(
            (input) =>
                looksLikePolicy(input) &&
                !isRead(input) &&
                reasonToLeaveOut(policiesLeftOut, input.of, input.name) === undefined,
        );

        assert.deepEqual(
            unread.map(({ of, name }) => `${of} ${name}`),
            [],
        );
    });

    it("let nobody in by an input that the pack does not read, but those left out for a reason", () => {
        const unread = [...inputs, ...nested].filter(
            (input) =>
                looksLikePrincipal(input) &&
                !isRead(input) &&
                reasonToLeaveOut(principalsLeftOut, input.of, input.name) === undefined,
        );

        assert.deepEqual(
            unread.map(({ of, name }) => `${of} ${name}`),
            [],
        );
    });

    it("have every type and input that the pack reads", () => {
        const existing = new Set(inputs.map(({ of, name }) => `${of} ${name}`));
        const places = [
            ...documentPlaces.flatMap(({ type, path, namedBy }) => [
                `${type} ${path}`,
                `${type} ${namedBy ?? path}`,
            ]),
            ...principalFields.map(({ type, path }) => `${type} ${path}`),
            ...[...aclPlaces].flatMap(([type, { canned, grants }]) =>
                [...canned, ...grants].map((path) => `${type} ${path}`),
            ),
            ...[...publicAccessBlocks].map(
                ([type, { path }]) => `${type} ${path ?? "restrictPublicBuckets"}`,
            ),
            ...[...roleAttachments].flatMap(([type, { role, document, documents, managed }]) =>
                [role, document, documents, managed]
                    .filter((each) => each !== undefined)
                    .map((each) => `${type} ${each}`),
            ),
            `${ownershipType} rule`,
        ];

        const missing = places.filter((place) => !existing.has(place.replace(/\..*$/, "")));

        assert.deepEqual(missing, []);
    });

    it("have every type that no role's purpose covers", () => {
        const types = new Set(inputs.map(({ of }) => of));

        assert.deepEqual(
            [...neverFor.keys()].filter((type) => !types.has(type)),
            [],
        );
    });

    it("still have whatever is left out: a reason without a place is a leftover", () => {
        const all = [...inputs, ...nested];
        const names = new Set(all.map(({ name }) => name));
        const places = new Set(all.flatMap(({ of, name }) => [of, `${of} ${name}`]));
        const leftovers = [...policiesLeftOut, ...principalsLeftOut].flatMap((each) => [
            ...(each.names ?? []).filter((name) => !names.has(name)),
            ...(each.places ?? []).filter((place) => !places.has(place)),
        ]);

        assert.deepEqual(leftovers, []);
    });
});
