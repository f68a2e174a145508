import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { policies } from "../../policypack/policies";
import { exampleFile } from "../support/example";
import { PackProcess } from "./packProcess";
import { unknownStringValue } from "./policyRun";

const project = path.resolve(__dirname, "../..");
const pack = path.join(project, "policypack");
const config = JSON.parse(exampleFile("policypack/config.dev.json")) as Parameters<
    PackProcess["configure"]
>[0];

const association = (accessScope: unknown) => ({
    type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    name: "vision-view",
    provider: {
        type: "pulumi:providers:aws",
        name: "account-platform",
        urn: "urn:pulumi:dev::hyperpod-teams::pulumi:providers:aws::account-platform",
        props: { allowedAccountIds: '["111122223333"]' },
    },
    props: {
        clusterName: "hyperpod-dev",
        principalArn: "arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access",
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
        accessScope,
    },
});
const inNamespace = association({ type: "namespace", namespaces: ["hyperpod-ns-vision"] });
const inCluster = association({ type: "cluster" });

describe("the pack's own process", function () {
    this.timeout(60_000);

    let running: PackProcess | undefined;
    afterEach(async () => {
        await running?.stop();
        running = undefined;
    });

    it("lists every policy, mandatory and with its metadata", async () => {
        running = await PackProcess.start(pack);

        const infos = await running.policies();

        assert.deepEqual(
            infos.map((info) => info.getName()),
            policies.map(({ name }) => name),
        );
        for (const info of infos) {
            assert.notEqual(info.getRemediationSteps(), "", info.getName());
            assert.match(info.getUrl(), /^https:\/\//, info.getName());
            assert.match(info.getDescription(), /^[A-Z].*\.$/, info.getName());
        }
    });

    it("allows, blocks, and does not let an unknown value pass for judged", async () => {
        running = await PackProcess.start(pack);
        await running.configure(config);
        const blocked = (name: string, finding: string) => [
            {
                policy: name,
                level: "mandatory",
                message: `${policies.find((each) => each.name === name)?.description ?? ""}\n${finding}`,
            },
        ];

        const allowed = await running.analyze(inNamespace);
        const refused = await running.analyze(inCluster);
        const unknown = await running.analyze(association(unknownStringValue));
        const stack = await running.analyzeStack([inNamespace]);

        assert.deepEqual(allowed, []);
        assert.deepEqual(
            refused,
            blocked(
                "eks-access-policy-association-stays-in-its-namespace",
                'team "vision": access policy association "vision-view" reaches beyond its namespace: found scope "cluster" for "AmazonEKSViewPolicy", wanted scope "namespace" with namespace "hyperpod-ns-vision"; scope the association to the team\'s namespace',
            ),
        );
        assert.deepEqual(
            unknown,
            blocked(
                "security-inputs-are-known",
                'resource "vision-view" (aws:eks/accessPolicyAssociation:AccessPolicyAssociation) cannot be judged at preview: found an unknown value at "accessScope", wanted a value that is known before the rollout; build it from plain values, or have it excepted by name in the configuration',
            ),
        );
        assert.deepEqual(stack, [
            ...blocked(
                "stack-association-has-its-entry",
                'access policy association "vision-view" belongs to no access entry of the program: found no entry for "arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access", wanted an entry in cluster "hyperpod-dev"; register the entry beside it',
            ),
            ...blocked(
                "stack-team-holds-its-own",
                'team "vision": what is named as its own stands outside of its component: found "vision-view", wanted what is team "vision"\'s below its component alone; declare the team by its entry in the roster, or take out what has its name',
            ),
        ]);
    });

    it("blocks what it should judge when it was given no configuration", async () => {
        running = await PackProcess.start(pack);

        const diagnostics = await running.analyze(inNamespace);

        const needing = [
            "resource-comes-from-a-package-that-is-judged",
            "eks-access-policy-association-stays-in-its-namespace",
            "security-inputs-are-known",
            "resource-stands-in-its-account",
        ];
        assert.deepEqual(
            diagnostics.map(({ policy, level, message }) => [
                policy,
                level,
                message.split("\n")[1],
            ]),
            needing.map((name) => {
                const { configSchema } = policies.find((each) => each.name === name) ?? {};
                const keys = (configSchema?.required ?? []).map((key) => `"${key}"`).join(", ");
                return [
                    name,
                    "mandatory",
                    `resource "vision-view" cannot be judged without the policy's configuration: found no usable value for ${keys}, wanted every required fact; pass the environment's file with --policy-pack-config`,
                ];
            }),
        );
    });

    it("starts without type-checking, away from the project", async () => {
        const copy = fs.mkdtempSync(path.join(tmpdir(), "pack-"));
        try {
            fs.cpSync(pack, copy, { recursive: true });
            fs.symlinkSync(path.join(project, "node_modules"), path.join(copy, "node_modules"));
            fs.appendFileSync(
                path.join(copy, "policies.ts"),
                'export const illTyped: number = "text";\n',
            );

            running = await PackProcess.start(copy);

            assert.equal((await running.policies()).length, policies.length);
        } finally {
            fs.rmSync(copy, { recursive: true });
        }
    });
});
