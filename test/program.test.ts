import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectFolder } from "./support/example";
import type { MockRegistration } from "./support/mocks";
import { runIndex, stateOf } from "./support/runIndex";

const goldenFile = path.join(projectFolder, "test", "golden", "resources.dev.txt");

describe("the program", function () {
    this.timeout(60_000);

    it("registers the resources of the golden list, and no others", async () => {
        const registrations = await runIndex();

        const list = registrations.map(({ type, name }) => `${type} ${name}\n`).sort();
        if (process.env.UPDATE_GOLDEN === "true") {
            fs.writeFileSync(goldenFile, list.join(""));
        }
        assert.equal(list.join(""), fs.readFileSync(goldenFile, "utf8"));
    });

    it("makes one provider an account in use, fenced to it, and one a cluster", async () => {
        const registrations = await runIndex();

        const providers = registrations
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map(({ type, name, inputs }) => ({
                type,
                name,
                accounts: inputs.allowedAccountIds,
                roles: inputs.assumeRoles,
            }));
        const account = (name: string, id: string) => ({
            type: "pulumi:providers:aws",
            name,
            accounts: JSON.stringify([id]),
            roles: JSON.stringify([
                {
                    roleArn: `arn:aws:iam::${id}:role/hyperpod-teams-deploy`,
                    sessionName: "hyperpod-teams",
                },
            ]),
        });
        assert.deepEqual(
            providers.sort((a, b) => a.name.localeCompare(b.name)),
            [
                account("account-automation", "333344445555"),
                account("account-data", "777788889999"),
                account("account-platform", "111122223333"),
                account("account-research", "444455556666"),
                {
                    type: "pulumi:providers:kubernetes",
                    name: "cluster-training",
                    accounts: undefined,
                    roles: undefined,
                },
            ],
        );
    });

    it("puts every resource in the account of its kind", async () => {
        const registrations = await runIndex();

        const accounts: Record<string, string[]> = {};
        for (const { type, name, provider } of registrations) {
            if (/^(aws|kubernetes):/.test(type) && name.includes("vision")) {
                const providerName = provider.split("::")[3] ?? "";
                (accounts[providerName] ??= []).push(name);
            }
        }
        assert.deepEqual(
            Object.fromEntries(Object.entries(accounts).map(([key, names]) => [key, names.sort()])),
            {
                "account-research": [
                    "vision-scientist-research-role",
                    "vision-scientist-research-role-policy",
                    "vision-viewer-research-role",
                    "vision-viewer-research-role-policy",
                ],
                "account-platform": [
                    "vision-cluster-entry",
                    "vision-cluster-role",
                    "vision-cluster-role-policy",
                    "vision-cluster-view",
                    "vision-compute-quota",
                    "vision-pods-association",
                    "vision-pods-role",
                    "vision-pods-role-policy",
                    "vision-viewer-cluster-entry",
                    "vision-viewer-cluster-role",
                    "vision-viewer-cluster-role-policy",
                    "vision-viewer-cluster-view",
                ],
                "account-data": ["vision-data-data-curated"],
                "cluster-training": [
                    "vision-namespace-cluster-role",
                    "vision-namespace-cluster-role-binding",
                    "vision-namespace-role",
                    "vision-namespace-role-binding",
                    "vision-namespace-service-account",
                    "vision-namespace-viewer-role",
                    "vision-namespace-viewer-role-binding",
                ],
            },
        );
    });

    it("takes the cluster's connection from the stack's configuration when it is there", async () => {
        const clusters = {
            training: {
                account: "platform",
                eksClusterName: "hyperpod-dev",
                hyperPodClusterArn: "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345",
                vpcId: "vpc-0a1b2c3d4e5f60718",
                endpoint: "https://fixed.example",
                certificateAuthorityData: "Rml4ZWQ=",
            },
        };

        const registrations = await runIndex({}, { "hyperpod-teams:clusters": clusters });

        const provider = registrations.find(({ type }) => type === "pulumi:providers:kubernetes");
        const kubeconfig = JSON.parse(String(provider?.inputs.kubeconfig)) as {
            clusters: unknown;
        };
        assert.deepEqual(kubeconfig.clusters, [
            {
                name: "hyperpod-dev",
                cluster: {
                    server: "https://fixed.example",
                    "certificate-authority-data": "Rml4ZWQ=",
                },
            },
        ]);
    });

    it("registers nothing when a setting would silently mean nothing", async () => {
        await assert.rejects(
            runIndex({}, { "hyperpod-team:protect": true, "hyperpod-teams:protekt": true }),
            {
                message: [
                    "nothing was changed: 2 problems in the input",
                    'Pulumi.dev.yaml:3:1  config.hyperpod-team:protect: unknown namespace "hyperpod-team"; did you mean "hyperpod-teams"?',
                    'Pulumi.dev.yaml:3:1  config.hyperpod-teams:protekt: unknown key; did you mean "protect"?',
                ].join("\n"),
            },
        );
    });

    it("registers nothing when the roster is broken, and names every problem", async () => {
        let registered: readonly MockRegistration[] = [];

        await assert.rejects(
            async () => {
                registered = await runIndex(
                    {},
                    {
                        "hyperpod-teams:roster": "../cases/rosters/twoProblems.yaml",
                    },
                );
            },
            {
                message: [
                    "nothing was changed: 2 problems in the input",
                    '../cases/rosters/twoProblems.yaml:5:20  teams.vision.scientists[0].account: unknown account "reserch"; expected one of "automation", "data", "platform", "research"; did you mean "research"?',
                    '../cases/rosters/twoProblems.yaml:10:19  teams.vision.data[0].bucket: unknown bucket "currated"; expected one of "curated", "records", "telemetry"; did you mean "curated"?',
                ].join("\n"),
            },
        );

        assert.deepEqual(registered, []);
    });

    it("fails when a team of the stack has vanished from the roster", async () => {
        await assert.rejects(runIndex(stateOf("vision", "audio")), {
            message:
                'nothing was changed: team "audio" has resources in this stack but no entry in the roster; put the entry back, or keep it with "state: leaving" to remove the team',
        });
    });

    it("removes exactly the resources of a team that is leaving", async () => {
        const before = await runIndex();

        const after = await runIndex(stateOf("vision", "speech", "robotics"), {
            "hyperpod-teams:roster": "../cases/rosters/speechLeaving.yaml",
        });

        const keys = (registrations: readonly MockRegistration[]) =>
            registrations.map(({ type, name }) => `${type} ${name}`);
        const gone = keys(before).filter((key) => !keys(after).includes(key));
        assert.deepEqual(
            gone.filter((key) => !/ speech(-|$)/.test(key)),
            [],
        );
        assert.deepEqual(
            keys(after).filter((key) => / speech(-|$)/.test(key)),
            [],
        );
        const policy = after.find(({ name }) => name === "curated-policy")?.inputs.policy;
        assert.deepEqual(
            (
                JSON.parse(String(policy)) as {
                    Statement: { Condition: { ArnEquals: Record<string, unknown> } }[];
                }
            ).Statement[0]?.Condition.ArnEquals["s3:DataAccessPointArn"],
            [
                "arn:aws:s3:us-west-2:777788889999:accesspoint/robotics-curated",
                "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated",
            ],
        );
    });

    it("runs the same in prod, with prod's facts", async () => {
        const dev = await runIndex();

        const prod = await runIndex({}, {}, "prod");

        const shape = (registrations: readonly MockRegistration[]) =>
            registrations
                .filter(({ type }) => type !== "pulumi:pulumi:Stack")
                .map(({ type, name }) => `${type} ${name}`)
                .sort();
        assert.deepEqual(shape(prod), shape(dev));
        assert.equal(
            prod.some(({ inputs }) => JSON.stringify(inputs).includes("111122223333")),
            false,
        );
    });
});
