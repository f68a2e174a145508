import assert from "node:assert/strict";
import { adoption, takenAway } from "../../cli/adoption";
import type { PreviewStep } from "../../cli/adoption";
import { importIdOf, listingOf } from "../../cli/importIds";

const role = "aws:iam/role:Role";
const provider = "urn:pulumi:dev::p::pulumi:providers:aws::account-platform::1";

function step(op: string, type: string, name: string, inputs = {}): PreviewStep {
    return {
        op,
        urn: `urn:pulumi:dev::p::t:Team$${type}::${name}`,
        newState: { type, inputs, provider },
    };
}

describe("adopting what exists", () => {
    it("imports what is there, with the components it belongs to, and leaves out the rest", async () => {
        const file = {
            nameTable: { "account-platform": "urn:provider" },
            resources: [
                { type: "t:Team", name: "vision", component: true },
                { type: "t:Team", name: "speech", component: true },
                { type: "t:Part", name: "vision-pods", component: true, parent: "vision" },
                { type: role, name: "vision-role", id: "<PLACEHOLDER>", parent: "vision-pods" },
                { type: role, name: "speech-role", id: "<PLACEHOLDER>", parent: "speech" },
            ],
        };
        const steps = [
            step("create", role, "vision-role", { name: "hyperpod-vision-data" }),
            step("create", role, "speech-role", { name: "hyperpod-speech-data" }),
        ];

        const adopted = await adoption(file, { steps }, ({ inputs }) =>
            Promise.resolve(
                inputs.name === "hyperpod-vision-data" ? "hyperpod-vision-data" : undefined,
            ),
        );

        assert.deepEqual(adopted, {
            file: {
                nameTable: { "account-platform": "urn:provider" },
                resources: [
                    { type: "t:Team", name: "vision", component: true },
                    { type: "t:Part", name: "vision-pods", component: true, parent: "vision" },
                    {
                        type: role,
                        name: "vision-role",
                        id: "hyperpod-vision-data",
                        parent: "vision-pods",
                    },
                ],
            },
            found: [{ type: role, name: "vision-role", id: "hyperpod-vision-data" }],
            notFound: [
                {
                    type: role,
                    name: "speech-role",
                    inputs: { name: "hyperpod-speech-data" },
                    provider,
                },
            ],
        });
    });

    it("says what would be replaced or deleted, and nothing of what is only changed", () => {
        const steps = [
            { ...step("replace", role, "vision-role"), replaceReasons: ["name"] },
            step("delete", role, "speech-role"),
            step("update", role, "robotics-role"),
            step("create", role, "audio-role"),
        ];

        assert.deepEqual(takenAway({ steps }), [
            'aws:iam/role:Role "vision-role" would be replaced, because "name" differs',
            'aws:iam/role:Role "speech-role" would be deleted',
        ]);
    });

    const entry = { clusterName: "hyperpod-dev", principalArn: "arn:role" };
    const ids: readonly (readonly [string, Record<string, unknown>, string | undefined])[] = [
        [role, { name: "hyperpod-vision-data" }, "hyperpod-vision-data"],
        ["aws:iam/rolePolicy:RolePolicy", { role: "r", name: "p" }, "r:p"],
        ["aws:eks/accessEntry:AccessEntry", entry, "hyperpod-dev:arn:role"],
        [
            "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            { ...entry, policyArn: "arn:policy", region: "eu-west-1" },
            "hyperpod-dev#arn:role#arn:policy@eu-west-1",
        ],
        [
            "aws:s3/accessPoint:AccessPoint",
            { name: "vision-curated" },
            "111122223333:vision-curated",
        ],
        ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "acme" }, "acme"],
        [role, { name: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, undefined],
        ["aws:cloudcontrol/resource:Resource", { typeName: "x" }, undefined],
    ];
    for (const [type, inputs, id] of ids) {
        it(`names ${type} ${id ?? "by nothing that a preview knows"}`, () => {
            assert.equal(importIdOf(type, inputs, "111122223333"), id);
        });
    }

    it("tells how to list an id that EKS generated", () => {
        assert.equal(
            listingOf("aws:eks/podIdentityAssociation:PodIdentityAssociation", {
                clusterName: "hyperpod-dev",
                namespace: "hyperpod-ns-vision",
                serviceAccount: "training",
            }),
            "aws eks list-pod-identity-associations --cluster-name hyperpod-dev --namespace hyperpod-ns-vision --service-account training; the id to write is hyperpod-dev,<associationId>",
        );
        assert.equal(listingOf(role, { name: "r" }), undefined);
    });
});
