import * as assert from "node:assert/strict";
import { readAccount, updateAccount } from "../../../sandbox/aws/accountState";
import type { AccountState } from "../../../sandbox/aws/accountState";
import type { Authorization } from "../../../sandbox/aws/authorization";
import { authorizeObject } from "../../../sandbox/aws/authorizeObject";
import type { ObjectRequest } from "../../../sandbox/aws/authorizeObject";
import { authorizePodIdentity } from "../../../sandbox/aws/authorizePod";
import { authorizeAssumeRole } from "../../../sandbox/aws/authorizeRole";
import type { Sandbox } from "../../../sandbox/sandbox";
import { removeSandbox, settle, temporarySandbox } from "../../access/fixtures/accounts";
import {
    accessPointArn,
    clusterArn,
    data,
    document,
    editText,
    platform,
    research,
    resourceOf,
    roleArn,
    speech,
    stackExport,
    types,
    vision,
} from "../../access/fixtures/estate";

const scientists = roleArn(research, "hyperpod-vision-scientist");
const clusterRole = roleArn(platform, "hyperpod-vision-cluster-access");
const dataRole = roleArn(platform, "hyperpod-vision-data");
const assume = {
    principal: scientists,
    roleArn: clusterRole,
    actions: ["sts:AssumeRole"],
    context: {},
};
const pod = {
    clusterArn,
    namespace: "hyperpod-ns-vision",
    serviceAccount: "training",
    roleArn: dataRole,
};
const read: ObjectRequest = {
    roleArn: dataRole,
    action: "s3:GetObject",
    accessPointArn: accessPointArn("vision"),
    key: "vision/images/1",
    context: {},
};

describe("The accounts' own answer", () => {
    let sandbox: Sandbox;

    beforeEach(async () => {
        sandbox = temporarySandbox();
        await settle(sandbox, stackExport([vision, speech]));
    });

    afterEach(() => {
        removeSandbox(sandbox);
    });

    /** The account as if its role had been deleted and made again under the same name. */
    async function makeAgain(accountId: string, arn: string): Promise<void> {
        await updateAccount(sandbox, accountId, (state: AccountState) => {
            const before = state.roleIdsByArn[arn] ?? "";
            const { [before]: role, ...others } = state.roles;
            assert.ok(role !== undefined);
            const uniqueId = `${before}AGAIN`;
            return {
                state: {
                    ...state,
                    roles: { ...others, [uniqueId]: { ...role, uniqueId } },
                    roleIdsByArn: { ...state.roleIdsByArn, [arn]: uniqueId },
                },
                result: undefined,
            };
        });
    }

    async function changeBucketPolicy(from: string, to: string): Promise<void> {
        const state = stackExport([vision, speech]);
        editText(resourceOf(state, types.bucketPolicy, "curated-policy"), "policy", from, to);
        await settle(sandbox, state);
    }

    /** The form that pins a document to the role that stands now. */
    async function nameAsPrincipal(
        type: string,
        name: string,
        property: string,
        role: string,
    ): Promise<void> {
        const state = stackExport();
        const root = `arn:aws:iam::${role.split(":")[4] ?? ""}:root`;
        editText(resourceOf(state, type, name), property, `"AWS":"${root}"`, `"AWS":"${role}"`);
        await settle(sandbox, state);
    }

    it("lets the scientist role assume the cluster access role of its team", () => {
        assert.deepEqual(authorizeAssumeRole(sandbox, assume), {
            allowed: true,
            because: `"${scientists}" may assume "${clusterRole}"`,
        });
    });

    it("lets it assume no other team's", () => {
        const roleArnOfSpeech = roleArn(platform, "hyperpod-speech-cluster-access");

        assert.deepEqual(authorizeAssumeRole(sandbox, { ...assume, roleArn: roleArnOfSpeech }), {
            allowed: false,
            because: `sts:AssumeRole on "${roleArnOfSpeech}" by "${scientists}" is not allowed by the trust policy`,
        });
    });

    it("knows a scientist role that was made again by a condition that names it", async () => {
        await makeAgain(research, scientists);

        assert.equal(authorizeAssumeRole(sandbox, assume).allowed, true);
    });

    it("knows a scientist role that was made again as another principal", async () => {
        await nameAsPrincipal(types.role, "vision-cluster-role", "assumeRolePolicy", scientists);
        await makeAgain(research, scientists);

        assert.deepEqual(authorizeAssumeRole(sandbox, assume), {
            allowed: false,
            because: `sts:AssumeRole on "${clusterRole}" by "${scientists}" is not allowed by the trust policy`,
        });
    });

    it("takes the organization from the accounts and not from the request", async () => {
        await updateAccount(sandbox, research, (state) => ({
            state: { ...state, organizationId: "o-strangers00" },
            result: undefined,
        }));
        const context = { "aws:PrincipalOrgID": "o-exampleorg1" };

        assert.equal(authorizeAssumeRole(sandbox, { ...assume, context }).allowed, false);
    });

    it("knows no role that nobody made", () => {
        const nobody = roleArn(research, "nobody");

        assert.deepEqual(
            [
                authorizeAssumeRole(sandbox, { ...assume, principal: nobody }),
                authorizeAssumeRole(sandbox, { ...assume, roleArn: nobody }),
                authorizeObject(sandbox, { ...read, roleArn: nobody }),
            ].map(({ because }) => because),
            Array.from({ length: 3 }, () => `there is no role "${nobody}"`),
        );
    });

    it("gives the data role to a pod of the team's service account", () => {
        assert.deepEqual(authorizePodIdentity(sandbox, pod), {
            allowed: true,
            because: `"pods.eks.amazonaws.com" may assume "${dataRole}"`,
        });
    });

    it("gives it to no pod of a cluster without the agent", async () => {
        await updateAccount(sandbox, platform, (state) => ({
            state: {
                ...state,
                eksClusters: state.eksClusters.map((cluster) => ({ ...cluster, addOns: [] })),
            },
            result: undefined,
        }));

        assert.deepEqual(authorizePodIdentity(sandbox, pod), {
            allowed: false,
            because: `"${clusterArn}" has no add-on "eks-pod-identity-agent", so its pods get no credentials`,
        });
    });

    const strays: readonly (readonly [string, Partial<typeof pod>, string])[] = [
        [
            "another service account",
            { serviceAccount: "default" },
            `"${clusterArn}" has no association of "hyperpod-ns-vision/default" with "${dataRole}"`,
        ],
        [
            "another team's namespace",
            { namespace: "hyperpod-ns-speech" },
            `"${clusterArn}" has no association of "hyperpod-ns-speech/training" with "${dataRole}"`,
        ],
        [
            "another cluster",
            { clusterArn: `${clusterArn}-2` },
            `there is no cluster "${clusterArn}-2"`,
        ],
        [
            "a cluster in an account that is not there",
            { clusterArn: "arn:aws:eks:us-west-2:999999999999:cluster/hyperpod-dev" },
            'there is no cluster "arn:aws:eks:us-west-2:999999999999:cluster/hyperpod-dev"',
        ],
    ];
    for (const [name, change, because] of strays) {
        it(`gives it to no pod of ${name}`, () => {
            assert.deepEqual(authorizePodIdentity(sandbox, { ...pod, ...change }), {
                allowed: false,
                because,
            });
        });
    }

    it("gives it to no pod of a stray association, because its trust policy is fenced", async () => {
        const state = stackExport([vision, speech]);
        resourceOf(state, types.podIdentity, "speech-pods-association").inputs.roleArn = dataRole;
        await settle(sandbox, state);

        assert.deepEqual(
            authorizePodIdentity(sandbox, { ...pod, namespace: "hyperpod-ns-speech" }),
            {
                allowed: false,
                because: `sts:AssumeRole on "${dataRole}" by "pods.eks.amazonaws.com" is not allowed by the trust policy`,
            },
        );
    });

    it("lets the data role read its own objects through its own access point", () => {
        assert.deepEqual(authorizeObject(sandbox, read), {
            allowed: true,
            because: `"${dataRole}" may ask for s3:GetObject of "vision/images/1" through "${accessPointArn("vision")}"`,
        });
    });

    const foreignReads: readonly (readonly [string, Partial<ObjectRequest>, string])[] = [
        [
            "another prefix",
            { key: "speech/1" },
            'the policy of access point "vision-curated" does not allow it',
        ],
        [
            "another team's access point",
            { accessPointArn: accessPointArn("speech"), key: "speech/1" },
            'the policy of access point "speech-curated" does not allow it',
        ],
        [
            "an access point that is not there",
            { accessPointArn: accessPointArn("strangers") },
            `there is no access point "${accessPointArn("strangers")}"`,
        ],
    ];
    for (const [name, change, because] of foreignReads) {
        it(`lets it read nothing through ${name}`, () => {
            assert.deepEqual(authorizeObject(sandbox, { ...read, ...change }), {
                allowed: false,
                because,
            });
        });
    }

    it("lets it read through an access point of a VPC from there alone", async () => {
        const vpcId = "vpc-0a1b2c3d4e5f60718";
        const state = stackExport([vision, speech]);
        Object.assign(resourceOf(state, types.accessPoint, "vision-data-curated").inputs, {
            vpcConfiguration: { vpcId },
        });
        await settle(sandbox, state);
        const from = (context: Readonly<Record<string, string>>) =>
            authorizeObject(sandbox, { ...read, context });

        assert.equal(from({ "aws:SourceVpc": vpcId }).allowed, true);
        assert.deepEqual(
            [from({ "aws:SourceVpc": "vpc-00000000000000000" }), from({})],
            ["vpc-00000000000000000", "the internet"].map((origin) => ({
                allowed: false,
                because: `access point "vision-curated" takes requests from VPC "${vpcId}" alone, and this one comes from "${origin}"`,
            })),
        );
    });

    it("knows a data role that was made again by a condition that names it", async () => {
        await makeAgain(platform, dataRole);

        assert.equal(authorizeObject(sandbox, read).allowed, true);
    });

    it("knows a data role that was made again as another principal", async () => {
        await nameAsPrincipal(types.accessPoint, "vision-data-curated", "policy", dataRole);
        await makeAgain(platform, dataRole);

        assert.deepEqual(authorizeObject(sandbox, read), {
            allowed: false,
            because: 'the policy of access point "vision-curated" does not allow it',
        });
    });

    it("needs the bucket's policy as well", async () => {
        await changeBucketPolicy(`"${data}"`, `"${platform}"`);

        assert.deepEqual(authorizeObject(sandbox, read), {
            allowed: false,
            because: 'the policy of bucket "acme-curated-dev" does not allow it',
        });
    });

    it("needs the role's own policy as well", async () => {
        const state = stackExport([vision, speech]);
        resourceOf(state, types.rolePolicy, "vision-pods-role-policy").inputs.policy = document({
            Action: "s3:ListBucket",
            Resource: "*",
        });
        await settle(sandbox, state);

        assert.deepEqual(authorizeObject(sandbox, read), {
            allowed: false,
            because: `no identity policy of "${dataRole}" allows it at access point "vision-curated"`,
        });
    });

    it("is limited by the role's permissions boundary", async () => {
        const boundary = `arn:aws:iam::${platform}:policy/limited`;
        const limitTo = (prefix: string) =>
            updateAccount(sandbox, platform, (account) => {
                const id = account.roleIdsByArn[dataRole] ?? "";
                const role = account.roles[id];
                assert.ok(role !== undefined);
                const limited = { ...role, permissionsBoundary: boundary };
                const policy = document({
                    Action: "s3:GetObject",
                    Resource: `${accessPointArn("vision")}/object/${prefix}*`,
                });
                return {
                    state: {
                        ...account,
                        roles: { ...account.roles, [id]: limited },
                        managedPolicies: { [boundary]: policy },
                    },
                    result: undefined,
                };
            });

        await limitTo("vision/");
        assert.equal(authorizeObject(sandbox, read).allowed, true);

        await limitTo("speech/");
        assert.deepEqual(authorizeObject(sandbox, read), {
            allowed: false,
            because: `the permissions boundary of "${dataRole}" does not allow it`,
        });
    });

    it("lets nobody of another account in through a policy that is public", async () => {
        const state = stackExport([vision, speech]);
        resourceOf(state, types.bucketPolicy, "curated-policy").inputs.policy = document({
            Principal: "*",
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::acme-curated-dev/*",
        });
        await settle(sandbox, state);
        const closed: Authorization = {
            allowed: false,
            because:
                'the policy of bucket "acme-curated-dev" is public, and its public access block lets nobody of another account in',
        };
        assert.deepEqual(authorizeObject(sandbox, read), closed);

        await updateAccount(sandbox, data, (account) => ({
            state: {
                ...account,
                buckets: account.buckets.map((bucket) => ({
                    ...bucket,
                    publicAccessBlock: {
                        ...bucket.publicAccessBlock,
                        restrictPublicBuckets: false,
                    },
                })),
            },
            result: undefined,
        }));
        assert.equal(authorizeObject(sandbox, read).allowed, true);
    });

    it("lets a test that it does not know open nothing", async () => {
        await changeBucketPolicy('"StringEquals"', '"StringNotEquals"');

        assert.equal(authorizeObject(sandbox, read).allowed, false);
        assert.ok(readAccount(sandbox, data) !== undefined);
    });
});
