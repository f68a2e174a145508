import type { Knowledge } from "../../../../policypack/graph/knowledge";
import type { GraphResource } from "../../../../policypack/graph/resource";

/** The same numbers for the same seed, so that a failure comes again. */
export function numbersFrom(seed: number): (below: number) => number {
    let state = seed >>> 0;
    return (below) => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
    };
}

export const platform = "111122223333";
export const data = "777788889999";
export const stranger = "999900001111";
export const organization = "o-exampleorg1";
/** By account. */
export const organizations: Readonly<Record<string, string>> = {
    [platform]: organization,
    [data]: organization,
    [stranger]: "o-strangers0",
};
export const bucketArn = "arn:aws:s3:::lake";
export const keyArn = `arn:aws:kms:us-west-2:${data}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export interface RandomRole {
    readonly arn: string;
    readonly name: string;
    readonly account: string;
    readonly identity: Document;
    readonly boundary: Document | undefined;
    readonly trust: Document;
}

export interface Document {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** Three roles in two accounts, a bucket and a key, with statements drawn at random. */
export interface RandomEstate {
    readonly roles: readonly RandomRole[];
    readonly bucketPolicy: Document;
    readonly keyPolicy: Document;
}

/** Whether conditions come up that the simulator or the graph can only leave open. */
export type Words = "plain" | "exotic";

export const roleNames = [
    { name: "alpha", account: platform },
    { name: "beta", account: platform },
    { name: "gamma", account: data },
];
export const roleArns = roleNames.map(arnOfRole);

export function arnOfRole({ name, account }: Pick<RandomRole, "name" | "account">): string {
    return `arn:aws:iam::${account}:role/${name}`;
}

export function randomEstate(seed: number, words: Words): RandomEstate {
    const below = numbersFrom(seed);
    const one = <Value>(from: readonly Value[]): Value => from[below(from.length)] as Value;
    const some = <Value>(from: readonly Value[]): Value | readonly Value[] =>
        below(3) === 0 ? [one(from), one(from)] : one(from);
    const conditions = words === "plain" ? plainConditions : exoticConditions;
    const condition = () =>
        below(2) === 0
            ? {}
            : { Condition: { ...one(conditions), ...(below(4) === 0 ? one(conditions) : {}) } };
    const document = (statement: () => Readonly<Record<string, unknown>>): Document => ({
        Version: "2012-10-17",
        Statement: Array.from({ length: 1 + below(3) }, statement),
    });
    const effect = () => ({ Effect: below(5) === 0 ? "Deny" : "Allow" });
    const actions = (from: readonly string[]) => ({
        [below(8) === 0 ? "NotAction" : "Action"]: some(from),
    });
    const things = (from: readonly string[]) => ({
        [below(8) === 0 ? "NotResource" : "Resource"]: some(from),
    });
    const who = () => {
        const deny = effect();
        // An Allow with NotPrincipal lets in all others; simulator and graph both say so.
        return { ...deny, [below(10) === 0 ? "NotPrincipal" : "Principal"]: one(principals) };
    };
    const identity = () =>
        document(() => ({
            ...effect(),
            ...actions(allActions),
            ...things(allThings),
            ...condition(),
        }));
    return {
        roles: roleNames.map(({ name, account }) => ({
            arn: arnOfRole({ name, account }),
            name,
            account,
            identity: identity(),
            boundary: below(3) === 0 ? identity() : undefined,
            trust: document(() => ({ ...who(), ...actions(assumeActions), ...condition() })),
        })),
        bucketPolicy: document(() => ({
            ...who(),
            ...actions(bucketActions),
            ...things(bucketThings),
            ...condition(),
        })),
        keyPolicy: document(() => ({
            ...who(),
            ...actions(keyActions),
            Resource: "*",
            ...condition(),
        })),
    };
}

const assumeActions = ["sts:AssumeRole", "sts:*", "sts:TagSession", "STS:assume*", "*"];
const bucketActions = ["s3:GetObject", "s3:ListBucket", "s3:Get*", "s3:*", "s3:PutObject", "*"];
const keyActions = ["kms:Decrypt", "kms:*", "kms:De*", "kms:Encrypt"];
const allActions = [...assumeActions, ...bucketActions, ...keyActions, "sagemaker:ListClusters"];
const bucketThings = [
    bucketArn,
    `${bucketArn}/*`,
    `${bucketArn}/vision/*`,
    `${bucketArn}*`,
    "*",
    "arn:aws:s3:::l?ke/v*",
    "arn:*:s3:::lake/*",
    `${bucketArn}/speech/raw`,
];
const allThings = [
    ...bucketThings,
    ...roleArns,
    keyArn,
    "arn:aws:iam::*:role/*",
    `arn:aws:iam::${platform}:role/b*`,
    `arn:aws:kms:*:${data}:key/*`,
];
const principals: readonly unknown[] = [
    "*",
    { AWS: "*" },
    { AWS: `arn:aws:iam::${platform}:root` },
    { AWS: data },
    { AWS: [`arn:aws:iam::${stranger}:root`, platform] },
    { AWS: roleArns },
    { Service: "pods.eks.amazonaws.com" },
    { Service: "ec2.amazonaws.com", AWS: `arn:aws:iam::${data}:root` },
    ...roleArns.map((role) => ({ AWS: role })),
    { AWS: `arn:aws:iam::${stranger}:role/eve` },
    { AWS: `arn:aws:sts::${platform}:assumed-role/alpha/session` },
];
const plainConditions: readonly Readonly<Record<string, object>>[] = [
    { StringEquals: { "aws:PrincipalOrgID": organization } },
    { StringEquals: { "aws:PrincipalOrgID": ["o-strangers0", "o-other00000"] } },
    { StringEquals: { "aws:PrincipalAccount": platform } },
    { StringNotEquals: { "aws:PrincipalAccount": [platform, stranger] } },
    { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${platform}:role/*` } },
    { ArnEquals: { "aws:PrincipalArn": [roleArns[0], roleArns[2]] } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*eta" } },
    { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${platform}:role/a*` } },
    { StringEqualsIfExists: { "aws:PrincipalAccount": data } },
];
const exoticConditions = [
    ...plainConditions,
    { Bool: { "aws:SecureTransport": "true" } },
    { Bool: { "aws:SecureTransport": "false" } },
    { BoolIfExists: { "aws:SecureTransport": "true" } },
    { Null: { "aws:PrincipalTag/team": "true" } },
    { StringEquals: { "aws:PrincipalTag/team": ["vision", "speech"] } },
    { StringNotEqualsIfExists: { "aws:PrincipalTag/team": "vision" } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}" } },
    { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } },
    { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } },
    { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } },
    { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
    { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    { StringLike: { "s3:prefix": ["vision/*", ""] } },
    { StringNotLike: { "s3:prefix": "vision/*" } },
    { StringEquals: { "s3:prefix": "vision/raw" } },
    { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
    { StringEqualsIgnoreCase: { "aws:PrincipalAccount": data } },
];

/** The estate as a stack registers it. */
export function resourcesOf(estate: RandomEstate): readonly GraphResource[] {
    const { roles, bucketPolicy, keyPolicy } = estate;
    return [
        ...roles.flatMap(roleResources),
        resource("aws:s3/bucketPolicy:BucketPolicy", "lake", data, {
            bucket: "lake",
            policy: JSON.stringify(bucketPolicy),
        }),
        resource("aws:kms/keyPolicy:KeyPolicy", "lake", data, {
            keyId: keyArn,
            policy: JSON.stringify(keyPolicy),
        }),
    ];
}

export function roleResources(role: Omit<RandomRole, "arn">): readonly GraphResource[] {
    return [
        resource("aws:iam/role:Role", role.name, role.account, {
            name: role.name,
            assumeRolePolicy: JSON.stringify(role.trust),
            ...(role.boundary === undefined ? {} : { permissionsBoundary: boundaryArn(role) }),
        }),
        resource("aws:iam/rolePolicy:RolePolicy", role.name, role.account, {
            role: role.name,
            policy: JSON.stringify(role.identity),
        }),
    ];
}

export function resource(
    type: string,
    name: string,
    accountId: string,
    inputs: Readonly<Record<string, unknown>>,
): GraphResource {
    return {
        urn: `urn:pulumi:dev::random::${type}::${name}`,
        type,
        name,
        inputs,
        outputs: {},
        placement: { accountId, region: "us-west-2" },
    };
}

/** What stands outside of it: the organization, and the boundaries. */
export function knowledgeOf({
    roles,
}: {
    readonly roles: readonly Pick<RandomRole, "name" | "account" | "boundary">[];
}): Knowledge {
    return {
        organizations: new Map([[organization, [platform, data]]]),
        managedPolicies: new Map(
            roles.flatMap((role) =>
                role.boundary === undefined
                    ? []
                    : [[boundaryArn(role), JSON.stringify(role.boundary)] as const],
            ),
        ),
    };
}

export function boundaryArn({ name, account }: Pick<RandomRole, "name" | "account">): string {
    return `arn:aws:iam::${account}:policy/${name}-boundary`;
}
