import {
    arnOfRole,
    bucketArn,
    data,
    organization,
    platform,
    roleNames as registeredNames,
    stranger,
} from "../randomEstate";
import type { Document, Words } from "../randomEstate";

/** What the documents about a bucket and its access points are drawn from. */

/** One in the bucket's own account, one in another. */
export const accessPointArns = [
    `arn:aws:s3:us-west-2:${data}:accesspoint/vision`,
    `arn:aws:s3:us-west-2:${platform}:accesspoint/visitors`,
] as const;
const [own, foreign] = accessPointArns;
export const vpcId = "vpc-0123456789abcdef0";
/** The last is of an account of which nothing is registered, and its own policies allow all. */
export const roleNames = [...registeredNames, { name: "eve", account: stranger }];
export const roleArns = roleNames.map(arnOfRole);

export interface Draw {
    readonly words: Words;
    readonly below: (limit: number) => number;
    one<Value>(from: readonly Value[]): Value;
    /** One of `of` times that this is asked. */
    seldom(of: number): boolean;
}

export function drawWith(below: Draw["below"], words: Words): Draw {
    return {
        words,
        below,
        one: (from) => from[below(from.length)] as (typeof from)[number],
        seldom: (of) => below(of) === 0,
    };
}

export type Kind = "identity" | "bucket" | "access point";

/** A policy of this kind. */
export function randomDocument(draw: Draw, kind: Kind): Document {
    return {
        Version: "2012-10-17",
        Statement: [
            // Statements drawn at random seldom fit together.
            ...(draw.seldom(2) ? [usual[kind]] : []),
            ...Array.from({ length: 1 + draw.below(3) }, () => randomStatement(draw, kind)),
        ],
    };
}

const usual: Readonly<Record<Kind, Readonly<Record<string, unknown>>>> = {
    identity: { Effect: "Allow", Action: "s3:*", Resource: "*" },
    bucket: {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "s3:*Object",
        Resource: `${bucketArn}/*`,
        Condition: { StringEquals: { "s3:DataAccessPointAccount": [data, platform] } },
    },
    "access point": {
        Effect: "Allow",
        Principal: { AWS: roleArns },
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: accessPointArns.map((arn) => `${arn}/object/vision/*`),
    },
};

function randomStatement(draw: Draw, kind: Kind): Readonly<Record<string, unknown>> {
    const isDeny = draw.seldom(6);
    const some = <Value>(from: readonly Value[]) =>
        draw.seldom(3) ? [draw.one(from), draw.one(from)] : draw.one(from);
    const who = isDeny && draw.seldom(4) ? "NotPrincipal" : "Principal";
    const conditions = Array.from({ length: draw.one([0, 0, 0, 0, 1, 1, 2]) }, () =>
        draw.one(draw.words === "plain" ? plainConditions : exoticConditions),
    );
    return {
        Effect: isDeny ? "Deny" : "Allow",
        ...(kind === "identity" ? {} : { [who]: draw.one(principals) }),
        [draw.seldom(10) ? "NotAction" : "Action"]: some(actions),
        [draw.seldom(10) ? "NotResource" : "Resource"]: some(things[kind]),
        ...(conditions.length === 0
            ? {}
            : { Condition: Object.assign({}, ...conditions) as object }),
    };
}

const principals: readonly unknown[] = [
    "*",
    "*",
    "*",
    { AWS: "*" },
    { AWS: `arn:aws:iam::${platform}:root` },
    { AWS: platform },
    { AWS: data },
    { AWS: `arn:aws:iam::${stranger}:root` },
    ...roleArns.map((role) => ({ AWS: role })),
    { AWS: roleArns.slice(0, 2) },
    { Service: "fsx.amazonaws.com" },
];
const actions = [
    "s3:GetObject",
    "s3:Get*",
    "s3:*",
    "*",
    "s3:PutObject",
    "s3:*Object",
    "S3:getobject",
];
const atBucket = [
    "*",
    `${bucketArn}/*`,
    `${bucketArn}/*`,
    `${bucketArn}/vision/*`,
    `${bucketArn}/speech/*`,
    "arn:aws:s3:::l?ke/v*",
    bucketArn,
];
const atAccessPoint = [
    "*",
    `${own}/object/*`,
    `${foreign}/object/*`,
    `${own}/object/vision/*`,
    `${foreign}/object/speech/*`,
    `arn:aws:s3:us-west-2:${platform}:accesspoint/*`,
    "arn:aws:s3:*:*:accesspoint/vis*/object/vision/*",
    own,
];
const things: Readonly<Record<Kind, readonly string[]>> = {
    identity: [...atBucket, ...atAccessPoint],
    bucket: atBucket,
    "access point": atAccessPoint,
};
const plainConditions: readonly Readonly<Record<string, object>>[] = [
    { StringEquals: { "aws:PrincipalOrgID": organization } },
    { StringEquals: { "aws:PrincipalOrgID": ["o-strangers0", "o-other00000"] } },
    { StringEquals: { "aws:PrincipalAccount": platform } },
    { StringEqualsIfExists: { "aws:PrincipalAccount": [data, stranger] } },
    { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${platform}:role/*` } },
    { ArnEquals: { "aws:PrincipalArn": [roleArns[0], roleArns[2]] } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*a" } },
    { StringEquals: { "s3:DataAccessPointAccount": data } },
    { StringEquals: { "s3:DataAccessPointAccount": [platform, data] } },
    { StringEqualsIfExists: { "s3:DataAccessPointAccount": platform } },
    { StringLike: { "s3:DataAccessPointArn": `arn:aws:s3:us-west-2:${data}:accesspoint/*` } },
    { ArnLike: { "s3:DataAccessPointArn": `arn:aws:s3:*:${platform}:accesspoint/v*` } },
    { ArnEquals: { "s3:DataAccessPointArn": own } },
    { StringEquals: { "s3:DataAccessPointArn": foreign } },
    { StringEquals: { "s3:AccessPointNetworkOrigin": "VPC" } },
    { StringEquals: { "s3:AccessPointNetworkOrigin": "Internet" } },
    { Null: { "s3:DataAccessPointArn": "true" } },
    { Null: { "s3:DataAccessPointArn": "false" } },
    { StringEquals: { "aws:SourceVpc": vpcId } },
    { StringEqualsIfExists: { "aws:SourceVpc": "vpc-0fedcba9876543210" } },
    { Null: { "aws:SourceVpc": "true" } },
    { Bool: { "aws:SecureTransport": "false" } },
    { BoolIfExists: { "aws:SecureTransport": "true" } },
    { "ForAnyValue:StringEquals": { "s3:DataAccessPointAccount": [data] } },
    { "ForAllValues:StringLike": { "aws:PrincipalTag/team": ["vision"] } },
];
/** Operators that the simulated accounts do not know: they stop an Allow and let a Deny through. */
const exoticConditions = [
    ...plainConditions,
    { StringNotEquals: { "aws:PrincipalAccount": platform } },
    { StringNotLike: { "s3:DataAccessPointArn": `${own}*` } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}" } },
    { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
];
