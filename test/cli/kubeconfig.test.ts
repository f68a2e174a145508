import assert from "node:assert/strict";
import { parse } from "yaml";
import { exampleFile } from "../support/example";
import { rosterFolder } from "../support/rosterFolder";
import type { RosterFolder } from "../support/rosterFolder";

const outputs = {
    teams: {
        vision: {
            cluster: {
                name: "hyperpod-dev",
                connection: {
                    endpoint: "https://cluster.example",
                    certificateAuthorityData: "Q0E=",
                },
            },
        },
    },
};

describe("hyperpod-teams kubeconfig", function () {
    this.timeout(60_000);
    let at: RosterFolder;

    before(() => {
        at = rosterFolder({
            "teams.yaml": exampleFile("teams.yaml"),
            "Pulumi.dev.yaml": exampleFile("Pulumi.dev.yaml"),
            "Pulumi.prod.yaml": exampleFile("Pulumi.prod.yaml"),
            "outputs.json": JSON.stringify(outputs),
            "other.json": JSON.stringify({ teams: {} }),
        });
    });

    after(() => {
        at.dispose();
    });

    it("gives a kubeconfig whose one context is the team's namespace", () => {
        const { code, stdout, stderr } = at.run([
            "kubeconfig",
            "vision",
            "--outputs",
            "outputs.json",
        ]);

        assert.deepEqual([code, stderr], [0, ""]);
        const begin = stdout.indexOf("apiVersion:");
        const kubeconfig = stdout.slice(begin, stdout.indexOf("# on every job"));
        const profile = "hyperpod-vision-cluster-access";
        assert.deepEqual(parse(kubeconfig), {
            apiVersion: "v1",
            kind: "Config",
            "current-context": profile,
            clusters: [
                {
                    name: "hyperpod-dev",
                    cluster: {
                        server: "https://cluster.example",
                        "certificate-authority-data": "Q0E=",
                    },
                },
            ],
            contexts: [
                {
                    name: profile,
                    context: {
                        cluster: "hyperpod-dev",
                        user: profile,
                        namespace: "hyperpod-ns-vision",
                    },
                },
            ],
            users: [
                {
                    name: profile,
                    user: {
                        exec: {
                            apiVersion: "client.authentication.k8s.io/v1beta1",
                            command: "aws",
                            args: [
                                "eks",
                                "get-token",
                                "--cluster-name",
                                "hyperpod-dev",
                                "--region",
                                "us-west-2",
                                "--profile",
                                profile,
                                "--output",
                                "json",
                            ],
                            interactiveMode: "IfAvailable",
                        },
                    },
                },
            ],
        });
        assert.deepEqual(stdout.slice(stdout.indexOf("# on every job")).split("\n"), [
            "# on every job, and on its pod templates",
            "labels:",
            "    kueue.x-k8s.io/queue-name: hyperpod-ns-vision-localqueue",
            "    kueue.x-k8s.io/priority-class: inference-priority # or training-priority",
            "# in pods that need the team's data",
            "serviceAccountName: training",
            "",
        ]);
    });

    it("has EKS asked for the address that nothing here knows", () => {
        const { code, stdout } = at.run(["kubeconfig", "vision", "--format", "json"]);

        assert.equal(code, 0);
        const { updateKubeconfig, kubeconfig, labels } = JSON.parse(stdout) as Record<
            string,
            unknown
        >;
        assert.deepEqual(
            [updateKubeconfig, kubeconfig, labels],
            [
                [
                    "aws eks update-kubeconfig --name hyperpod-dev --region us-west-2 --profile hyperpod-vision-cluster-access --alias hyperpod-vision-cluster-access",
                    "kubectl config set-context hyperpod-vision-cluster-access --namespace hyperpod-ns-vision",
                ],
                undefined,
                {
                    queueName: "hyperpod-ns-vision-localqueue",
                    priorityClasses: ["inference-priority", "training-priority"],
                },
            ],
        );
    });

    it("says what a member's own policy needs, as comments that can be pasted with the rest", () => {
        const { stdout } = at.run(["kubeconfig", "vision"]);
        const { memberPolicy } = JSON.parse(
            at.run(["kubeconfig", "vision", "--format", "json"]).stdout,
        ) as { readonly memberPolicy: unknown };

        assert.deepEqual(memberPolicy, {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AssumeHyperPodTeamRole",
                    Effect: "Allow",
                    Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
                    Resource: "arn:aws:iam::444455556666:role/hyperpod-vision-scientist",
                },
            ],
        });
        const profiles = stdout.slice(0, stdout.indexOf("# the kubeconfig")).trim().split("\n");
        assert.ok(profiles.includes(`# ${JSON.stringify(memberPolicy)}`));
        assert.deepEqual(
            profiles.filter((line) => !/^(#.*|\[profile \S+\]|\w+ = \S+|)$/.test(line)),
            [],
        );
    });

    it("tells viewers nothing of jobs", () => {
        const { stdout } = at.run([
            "kubeconfig",
            "vision",
            "--audience",
            "viewer",
            "--format",
            "json",
        ]);

        const { labels, profiles } = JSON.parse(stdout) as {
            readonly labels?: unknown;
            readonly profiles: readonly { readonly name: string }[];
        };
        assert.equal(labels, undefined);
        assert.equal(profiles.at(-1)?.name, "hyperpod-vision-viewer-access");
    });

    const refused: readonly (readonly [readonly string[], string])[] = [
        [
            ["visio"],
            'there is no team "visio" in stack "dev"; expected one of "vision", "speech", "robotics", "forecast"',
        ],
        [
            ["speech", "--audience", "viewer"],
            'team "speech" has no viewers; expected one of "scientist"',
        ],
        [
            ["vision", "--account", "data"],
            'no scientist of team "vision" is in account "data"; expected "research"',
        ],
        [
            ["vision", "--outputs", "other.json"],
            'outputs "other.json" say nothing of how to reach the cluster of team "vision"; expected what "pulumi stack output --json" writes after a rollout',
        ],
    ];
    for (const [words, message] of refused) {
        it(`fails for "${words.join(" ")}"`, () => {
            const { code, stdout, stderr } = at.run(["kubeconfig", ...words]);

            assert.deepEqual([code, stdout, stderr], [2, "", `hyperpod-teams: ${message}\n`]);
        });
    }
});
