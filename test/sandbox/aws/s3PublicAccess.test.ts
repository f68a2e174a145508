import * as assert from "node:assert/strict";

import { parsePolicyDocument } from "../../../sandbox/aws/policyDocument";
import { isPublic } from "../../../sandbox/aws/s3PublicAccess";
import { delegation, policy } from "./teamResources";

const accessPoints = "arn:aws:s3:us-west-2:777788889999:accesspoint/*";

const cases: readonly {
    readonly what: string;
    readonly statement: object;
    readonly bucket: boolean;
    readonly accessPoint: boolean;
}[] = [
    { what: "anybody", statement: { Condition: {} }, bucket: true, accessPoint: true },
    {
        what: "anybody under the AWS type",
        statement: { Principal: { AWS: ["*"] }, Condition: {} },
        bucket: true,
        accessPoint: true,
    },
    {
        what: "a named account",
        statement: { Principal: { AWS: "111122223333" }, Condition: {} },
        bucket: false,
        accessPoint: false,
    },
    {
        what: "a denial",
        statement: { Effect: "Deny", Condition: {} },
        bucket: false,
        accessPoint: false,
    },
    { what: "the owner of access points", statement: {}, bucket: false, accessPoint: false },
    {
        what: "access points of a fixed account",
        statement: { Condition: { ArnLike: { "s3:DataAccessPointArn": accessPoints } } },
        bucket: false,
        accessPoint: true,
    },
    {
        what: "access points of any account",
        statement: {
            Condition: {
                ArnLike: { "s3:DataAccessPointArn": accessPoints.replace("777788889999", "*") },
            },
        },
        bucket: true,
        accessPoint: true,
    },
    {
        what: "an origin, which is no fixed value",
        statement: { Condition: { StringEquals: { "s3:AccessPointNetworkOrigin": "VPC" } } },
        bucket: true,
        accessPoint: true,
    },
    {
        what: "an organisation",
        statement: { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" } } },
        bucket: false,
        accessPoint: false,
    },
    {
        what: "an organisation pattern",
        statement: { Condition: { StringLike: { "aws:PrincipalOrgID": "o-*" } } },
        bucket: true,
        accessPoint: true,
    },
    {
        what: "an organisation if there is one",
        statement: {
            Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorg1" } },
        },
        bucket: true,
        accessPoint: true,
    },
];

describe("what S3 calls public", () => {
    for (const { what, statement, bucket, accessPoint } of cases) {
        it(`a policy for ${what}`, () => {
            const document = parsePolicyDocument(policy({ ...delegation, ...statement }));

            assert.deepEqual(
                {
                    bucket: isPublic(document, "bucket"),
                    access: isPublic(document, "access point"),
                },
                { bucket, access: accessPoint },
            );
        });
    }
});
