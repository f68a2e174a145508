import assert from "node:assert/strict";
import * as path from "node:path";
import * as fs from "node:fs";
import { parse } from "yaml";
import { jobLabels } from "../../model/documents/jobLabels";
import { podProbes } from "../../model/testPod/podProbes";
import { readPod } from "../../model/testPod/podReading";
import type { ObservedPod } from "../../model/testPod/podReading";
import { testPod } from "../../model/testPod/testPod";
import { whyQueued } from "../../model/testPod/workload";
import type { ObservedWorkload } from "../../model/testPod/workload";
import { exampleRoster, projectFolder } from "../support/example";
import { teamFixture } from "../support/teamFixture";

interface PodCase {
    readonly because: string;
    readonly pod: ObservedPod;
    readonly workloadSays?: string;
    readonly log?: string;
    readonly settled: boolean;
    /** "yes" or "no", and why, to each question in order. */
    readonly answers: readonly string[];
}

const { teams, schedules } = exampleRoster();
const vision = teams.find(({ name }) => name === "vision") ?? assert.fail("the example has it");
const others = teams.filter((each) => each !== vision);
const curated = "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated";

describe("the test pod", () => {
    it("is the blog's, with the labels and the service account that it needs", () => {
        const probes = podProbes(vision, others).slice(0, 1);

        const pod = testPod(vision, probes, jobLabels(vision, schedules), {
            suffix: "0a1b2c3d",
            image: "example.com/aws-cli:2",
            timeoutSeconds: 300,
        });

        assert.deepEqual(pod, {
            apiVersion: "v1",
            kind: "Pod",
            metadata: {
                name: "hyperpod-teams-verify-0a1b2c3d",
                namespace: "hyperpod-ns-vision",
                labels: {
                    "app.kubernetes.io/managed-by": "hyperpod-teams",
                    "kueue.x-k8s.io/queue-name": "hyperpod-ns-vision-localqueue",
                    "kueue.x-k8s.io/priority-class": "training-priority",
                },
            },
            spec: {
                serviceAccountName: "training",
                automountServiceAccountToken: false,
                restartPolicy: "Never",
                activeDeadlineSeconds: 300,
                containers: [
                    {
                        name: "credentials",
                        image: "example.com/aws-cli:2",
                        command: [
                            "aws",
                            "sts",
                            "get-caller-identity",
                            "--query",
                            "Arn",
                            "--output",
                            "text",
                            "--region",
                            "us-west-2",
                        ],
                        resources: {
                            requests: { cpu: "100m", memory: "128Mi" },
                            limits: { cpu: "500m", memory: "512Mi" },
                        },
                        securityContext: {
                            allowPrivilegeEscalation: false,
                            capabilities: { drop: ["ALL"] },
                        },
                        terminationMessagePolicy: "FallbackToLogsOnError",
                    },
                ],
            },
        });
    });

    it("asks for its credentials, each prefix, and another team's through both doors", () => {
        const listing = (accessPoint: string, prefix: string) =>
            `s3api list-objects-v2 --bucket ${accessPoint} --prefix ${prefix} --max-keys 1 --region us-west-2`;

        const probes = podProbes(vision, others).map(({ words, ...probe }) => ({
            ...probe,
            words: words.join(" "),
        }));

        assert.deepEqual(probes, [
            {
                container: "credentials",
                question: 'does it get the credentials of role "hyperpod-vision-data"?',
                words: "sts get-caller-identity --query Arn --output text --region us-west-2",
                expected: "success",
                shows: ":assumed-role/hyperpod-vision-data/",
            },
            {
                container: "own-1",
                question:
                    'does it reach "s3://acme-curated-dev/vision/" through access point "vision-curated"?',
                words: listing(curated, "vision/"),
                expected: "success",
            },
            {
                container: "foreign-own-door",
                question:
                    'is it refused "s3://acme-curated-dev/speech/" of team "speech" through its own access point?',
                words: listing(curated, "speech/"),
                expected: "refusal",
            },
            {
                container: "foreign-their-door",
                question:
                    'is it refused "s3://acme-curated-dev/speech/" of team "speech" through access point "speech-curated"?',
                words: listing(curated.replace("vision", "speech"), "speech/"),
                expected: "refusal",
            },
        ]);
    });

    it("asks a team without data whether a container runs, and no more", () => {
        assert.deepEqual(podProbes(teamFixture({ data: [] }), others), [
            {
                container: "starts",
                question: "does a container run?",
                words: ["--version"],
                expected: "success",
            },
        ]);
    });

    it("leaves another team's own door alone where no bucket is shared", () => {
        const forecast = others.filter(({ name }) => name === "forecast");

        const containers = podProbes(vision, forecast).map(({ container }) => container);

        assert.deepEqual(containers, ["credentials", "own-1", "foreign-their-door"]);
    });
});

describe("what a test pod's state says", () => {
    const probes = podProbes(vision, others).filter(({ container }) =>
        ["credentials", "own-1", "foreign-own-door"].includes(container),
    );
    const file = path.join(projectFolder, "test", "cases", "pods", "testPod.yaml");
    const cases = parse(fs.readFileSync(file, "utf8")) as readonly PodCase[];

    for (const { because, pod, log, workloadSays, ...expected } of cases) {
        it(because, () => {
            const observation = {
                pod,
                logs: new Map(log === undefined ? [] : [["credentials", log]]),
                ...(workloadSays === undefined ? {} : { workloadSays }),
            };

            const { answers, settled } = readPod(observation, probes, "team-queue");

            assert.deepEqual(
                {
                    answers: answers.map(
                        (each) => `${each.answer ? "yes" : "no"}: ${each.because}`,
                    ),
                    settled,
                },
                { answers: expected.answers, settled: expected.settled },
            );
        });
    }

    it("is asked in the order in which a pod comes along", () => {
        const { answers } = readPod({ pod: {}, logs: new Map() }, probes, "team-queue");

        assert.deepEqual(
            answers.map(({ question }) => question),
            [
                'does Kueue admit it to queue "team-queue"?',
                "does a node take it?",
                "does its image start?",
                ...probes.map(({ question }) => question),
            ],
        );
    });

    it("takes Kueue's reason from the pod's own workload", () => {
        const workload = (pod: string, message: string): ObservedWorkload => ({
            metadata: { ownerReferences: [{ kind: "Pod", name: pod }] },
            status: { conditions: [{ type: "QuotaReserved", status: "False", message }] },
        });
        const workloads = [workload("other", "nothing"), workload("mine", "insufficient quota")];

        assert.equal(whyQueued(workloads, "mine"), "insufficient quota");
        assert.equal(whyQueued(workloads, "nobody's"), undefined);
    });
});
