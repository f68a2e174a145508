import * as assert from "node:assert/strict";
import { estateOf } from "../../access/estate";
import { mayUseKey } from "../../access/keyUse";
import { registrationsOf } from "../../access/registration";
import {
    data,
    document,
    editText,
    platform,
    resourceOf,
    roleArn,
    stackExport,
    types,
    vision,
} from "./fixtures/estate";
import type { StackExport } from "./fixtures/estate";

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const keyArn = `arn:aws:kms:us-west-2:${data}:key/${keyId}`;
const dataRole = roleArn(platform, "hyperpod-vision-data");
const bucketArn = "arn:aws:s3:::acme-curated-dev";
const throughS3 = { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } };
const own = { Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn, Condition: throughS3 };
const readers = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${platform}:root` },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
        ...throughS3,
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
        ArnEquals: { "aws:PrincipalArn": dataRole },
    },
};
const grant = {
    granteePrincipal: dataRole,
    operations: ["Decrypt"],
    constraints: [{ encryptionContextSubset: { "aws:s3:arn": bucketArn } }],
};

interface Case {
    readonly title: string;
    readonly own?: object;
    readonly policy?: Record<string, unknown>;
    readonly grant?: object;
    readonly bucketKey?: boolean;
    readonly action?: "s3:GetObject" | "s3:PutObject";
    readonly answer: "yes" | "no";
}

const cases: readonly Case[] = [
    { title: "by the key's policy", policy: readers, answer: "yes" },
    { title: "by a grant under a bucket key", grant, bucketKey: true, answer: "yes" },
    { title: "for all it knows, where the key is its owner's", answer: "yes" },
    { title: "not without its own policy", own: {}, policy: readers, answer: "no" },
    {
        title: "not past S3",
        own: { ...own, Condition: { StringEquals: { "kms:ViaService": "ec2.amazonaws.com" } } },
        policy: readers,
        answer: "no",
    },
    {
        title: "not for another bucket's objects",
        policy: {
            ...readers,
            Condition: {
                StringLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::other/*" },
            },
        },
        answer: "no",
    },
    {
        title: "not for writing, where the policy is for reading",
        own: { ...own, Action: ["kms:Decrypt", "kms:GenerateDataKey"] },
        policy: readers,
        action: "s3:PutObject",
        answer: "no",
    },
    { title: "not by a grant that objects without a bucket key do not meet", grant, answer: "no" },
    {
        title: "not by a grant of somebody else's",
        grant: { ...grant, granteePrincipal: roleArn(platform, "hyperpod-speech-data") },
        bucketKey: true,
        answer: "no",
    },
    {
        title: "not by a policy that a Deny follows",
        policy: readers,
        own: { ...own, Effect: "Deny" },
        answer: "no",
    },
];

function withKey({ own: mine = own, policy, grant: granted }: Case): StackExport {
    const state = stackExport([vision]);
    const rolePolicy = resourceOf(state, types.rolePolicy, "vision-pods-role-policy");
    if ("Effect" in mine) {
        editText(rolePolicy, "policy", '"Statement":[', `"Statement":[${JSON.stringify(mine)},`);
    }
    const like = resourceOf(state, types.bucketPolicy, "curated-policy");
    if (policy !== undefined) {
        state.deployment.resources.push({
            ...like,
            urn: like.urn.replace(types.bucketPolicy, "aws:kms/keyPolicy:KeyPolicy"),
            type: "aws:kms/keyPolicy:KeyPolicy",
            inputs: { keyId, policy: document(policy) },
            outputs: {},
        });
    }
    if (granted !== undefined) {
        state.deployment.resources.push({
            ...like,
            urn: like.urn.replace(types.bucketPolicy, "aws:kms/grant:Grant"),
            type: "aws:kms/grant:Grant",
            inputs: { keyId: keyArn, ...granted },
            outputs: {},
        });
    }
    return state;
}

describe("a role that reads an encrypted bucket may use its key", () => {
    for (const each of cases) {
        it(each.title, () => {
            const estate = estateOf(registrationsOf(withKey(each)));
            const encryption = {
                bucket: "acme-curated-dev",
                keyArn,
                bucketKey: each.bucketKey ?? false,
            };

            const { answer } = mayUseKey(estate, encryption, {
                roleArn: dataRole,
                action: each.action ?? "s3:GetObject",
                accessPointArn: "",
                key: "vision/a",
                context: {},
            });

            assert.equal(answer, each.answer);
        });
    }
});
