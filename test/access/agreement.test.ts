import * as assert from "node:assert/strict";
import { mayAssumeForPod, mayAssumeRole, podRequest } from "../../access/assumption";
import { estateOf } from "../../access/estate";
import type { Finding } from "../../access/finding";
import { mayAccessObject } from "../../access/objectAccess";
import { registrationsOf } from "../../access/registration";
import { walkFailed, walkTeams } from "../../access/walk";
import { authorizerOf } from "../../sandbox/aws/authorize";
import { authorizeObject } from "../../sandbox/aws/authorizeObject";
import { authorizePodIdentity } from "../../sandbox/aws/authorizePod";
import { authorizeAssumeRole } from "../../sandbox/aws/authorizeRole";
import type { Sandbox } from "../../sandbox/sandbox";
import { removeSandbox, settle, temporarySandbox } from "./fixtures/accounts";
import {
    accessPointArn,
    clusterArn,
    data,
    document,
    organizationId,
    platform,
    research,
    roleArn,
    speech,
    stackExport,
    types,
    vision,
} from "./fixtures/estate";
import type { StackExport } from "./fixtures/estate";

/** The same numbers in every run: a failure names its seed and comes again. */
function numbersFrom(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

const teams = ["vision", "speech"];
const roles = teams.flatMap((team) => [
    roleArn(research, `hyperpod-${team}-scientist`),
    roleArn(platform, `hyperpod-${team}-cluster-access`),
    roleArn(platform, `hyperpod-${team}-data`),
]);
const objects = teams.flatMap((team) =>
    ["vision/", "speech/", ""].map((prefix) => `${accessPointArn(team)}/object/${prefix}*`),
);
const principals: readonly unknown[] = [
    "*",
    { AWS: `arn:aws:iam::${research}:root` },
    { AWS: platform },
    { AWS: roles.slice(0, 2) },
    { Service: "pods.eks.amazonaws.com" },
    { Service: "ec2.amazonaws.com", AWS: `arn:aws:iam::${platform}:root` },
    ...roles.map((role) => ({ AWS: role })),
];
const actions = [
    "sts:AssumeRole",
    "sts:*",
    "*",
    "STS:assumerole",
    "s3:GetObject",
    "s3:Get*",
    "s3:List*",
    "s3:PutObject",
    "s3:Put*",
];
const resources = [
    ...roles,
    ...objects,
    "*",
    "arn:aws:iam::*:role/hyperpod-*",
    "arn:aws:s3:::acme-curated-dev/*",
    "arn:aws:s3:::acme-curated-dev/speech/*",
];
const conditions: readonly Readonly<Record<string, unknown>>[] = [
    {},
    {},
    { StringEquals: { "aws:PrincipalOrgID": organizationId } },
    { StringEquals: { "aws:PrincipalOrgID": ["o-strangers00", "o-other"] } },
    { StringLike: { "AWS:principalorgid": "o-example*" } },
    { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${platform}:role/hyperpod-*-data` } },
    { ArnEquals: { "s3:DataAccessPointArn": [accessPointArn("vision")] } },
    { StringEqualsIfExists: { "s3:DataAccessPointAccount": data } },
    { "ForAllValues:StringEquals": { "aws:SourceAccount": [research] } },
    { "ForAnyValue:StringLike": { "aws:RequestTag/kubernetes-namespace": "hyperpod-ns-v*" } },
    { StringEquals: { "aws:RequestTag/kubernetes-service-account": "training" } },
    { StringEquals: { "aws:SourceAccount": platform, "aws:PrincipalAccount": platform } },
    { StringNotEquals: { "aws:PrincipalOrgID": organizationId } },
    { Bool: { "aws:SecureTransport": "true" } },
    { Bool: { "aws:SecureTransport": ["FALSE"] } },
];

/** Two teams, with a few of their documents replaced by statements drawn at random. */
function randomEstate(seed: number): StackExport {
    const below = numbersFrom(seed);
    const one = <Value>(from: readonly Value[]): Value => {
        const value = from[below(from.length)];
        assert.ok(value !== undefined);
        return value;
    };
    const state = stackExport([vision, speech]);
    const statement = (kind: "trust" | "identity" | "resource") => ({
        Effect: below(5) === 0 ? "Deny" : "Allow",
        ...(kind === "identity" ? {} : { Principal: one(principals) }),
        [below(8) === 0 ? "NotAction" : "Action"]: one(actions),
        ...(kind === "trust"
            ? {}
            : { [below(8) === 0 ? "NotResource" : "Resource"]: one(resources) }),
        Condition: one(conditions),
    });
    const kinds = {
        [types.role]: ["trust", "assumeRolePolicy"],
        [types.rolePolicy]: ["identity", "policy"],
        [types.accessPoint]: ["resource", "policy"],
        [types.bucketPolicy]: ["resource", "policy"],
    } as const;
    for (const resource of state.deployment.resources) {
        const kind = Object.entries(kinds).find(([type]) => type === resource.type)?.[1];
        if (kind !== undefined && below(2) === 0) {
            const [of, property] = kind;
            const before = JSON.parse(String(resource.inputs[property])) as {
                Statement: readonly Record<string, unknown>[];
            };
            const kept = below(2) === 0 ? before.Statement : [];
            const added = Array.from({ length: 1 + below(3) }, () => statement(of));
            resource.inputs[property] = document(...kept, ...added);
        }
    }
    return state;
}

const noPublicAccessBlock = {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
};

interface Opinion {
    readonly question: string;
    readonly registered: Finding;
    readonly accounts: boolean;
}

/** Every concrete question that the two sides can be asked about the six roles. */
function opinionsOn(sandbox: Sandbox, state: StackExport): readonly Opinion[] {
    const estate = estateOf(registrationsOf(state));
    const context = { "aws:PrincipalOrgID": organizationId };
    const opinions: Opinion[] = [];
    for (const principal of roles) {
        for (const target of roles.filter((role) => role !== principal)) {
            const question = { principal, roleArn: target, actions: ["sts:AssumeRole"], context };
            opinions.push({
                question: `${principal} assumes ${target}`,
                registered: mayAssumeRole(estate, question),
                accounts: authorizeAssumeRole(sandbox, question).allowed,
            });
        }
        for (const accessPoint of estate.teams.flatMap((team) => team.accessPoints)) {
            for (const [action, key] of [
                ["s3:GetObject", "vision/a"],
                ["s3:GetObject", "speech/a"],
                ["s3:GetObject", "other"],
                ["s3:PutObject", "vision/a"],
            ] as const) {
                const question = {
                    roleArn: principal,
                    action,
                    accessPointArn: accessPoint.arn,
                    key,
                    context,
                };
                opinions.push({
                    question: `${principal} asks for ${action} of ${key} through ${accessPoint.name}`,
                    registered: mayAccessObject(estate, accessPoint, question),
                    accounts: authorizeObject(sandbox, question).allowed,
                });
            }
        }
        for (const team of teams) {
            const namespace = `hyperpod-ns-${team}`;
            const pod = { clusterArn, namespace, serviceAccount: "training", roleArn: principal };
            opinions.push(
                {
                    question: `pods of ${namespace} get ${principal}`,
                    registered: mayAssumeForPod(estate, pod),
                    accounts: authorizePodIdentity(sandbox, pod).allowed,
                },
                {
                    question: `pods of ${namespace} could get ${principal}`,
                    registered: mayAssumeRole(estate, podRequest(pod)),
                    accounts: authorizeAssumeRole(sandbox, podRequest(pod)).allowed,
                },
            );
        }
    }
    return opinions;
}

describe("The registered resources and the accounts", () => {
    let sandbox: Sandbox;

    beforeEach(() => {
        sandbox = temporarySandbox();
    });

    afterEach(() => {
        removeSandbox(sandbox);
    });

    it("agree about the whole path of teams that are as they should be", async () => {
        const state = stackExport();
        await settle(sandbox, state);

        const walks = await walkTeams(
            registrationsOf(state),
            {
                may: ({ groups }, { namespace, resource }) =>
                    Promise.resolve(
                        resource !== "pods/exec" &&
                            groups.includes(`${namespace}-namespace-level-group`),
                    ),
            },
            {
                context: { "aws:PrincipalOrgID": organizationId },
                crossCheck: authorizerOf(sandbox),
            },
        );

        assert.equal(walkFailed(walks), false);
    });

    it("agree on every question about random estates", async function () {
        this.timeout(60_000);
        const counts = { yes: 0, no: 0, undecided: 0 };

        for (let seed = 1; seed <= 150; seed += 1) {
            const state = randomEstate(seed);
            // What the blocks add is no part of what was registered about a bucket.
            await settle(sandbox, state, noPublicAccessBlock);
            for (const { question, registered, accounts } of opinionsOn(sandbox, state)) {
                counts[registered.answer] += 1;
                if (registered.answer !== "undecided") {
                    assert.deepEqual(
                        { seed, question, allowed: accounts, because: registered.because },
                        {
                            seed,
                            question,
                            allowed: registered.answer === "yes",
                            because: registered.because,
                        },
                    );
                }
            }
        }

        // An agreement on nothing but refusals would prove little.
        assert.ok(
            counts.yes > 200 && counts.no > 2000 && counts.undecided < counts.no,
            JSON.stringify(counts),
        );
    });
});
