import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { podApiOf } from "../../../cli/podApi";
import { watchPod } from "../../../cli/watchPod";
import { jobLabels } from "../../../model/documents/jobLabels";
import { podAdmissionBindingSpec, podAdmissionSpec } from "../../../model/documents/podAdmission";
import { podAdmissionName } from "../../../model/names";
import { podProbes } from "../../../model/testPod/podProbes";
import { testPod } from "../../../model/testPod/testPod";
import { askAsAdministrator } from "../../../sandbox/kubernetes/adminApi";
import { adminKubeconfig } from "../../../sandbox/kubernetes/clusterAccess";
import type { ApiObject } from "../../../sandbox/kubernetes/apiRequest";
import { createTeamNamespace } from "../../../sandbox/kubernetes/namespaces";
import type { Sandbox } from "../../../sandbox/sandbox";
import { readProjectFile } from "../../support/example";
import { teamFixture } from "../../support/teamFixture";
import { sharedCluster } from "./sharedCluster";

interface PodCase {
    readonly because: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly spec?: Readonly<Record<string, unknown>>;
    readonly denied?: string;
}

const team = teamFixture({
    name: "guarded",
    physicalName: "guarded",
    serviceAccounts: ["training", "evaluation"],
});
const policyName = podAdmissionName("guarded");
const admission = "/apis/admissionregistration.k8s.io/v1";

const casesIn = (file: string) =>
    parse(readProjectFile(`test/cases/pods/${file}.yaml`)) as readonly PodCase[];

describe("a team's pod admission", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;

    const ask = (
        method: "GET" | "POST" | "PATCH",
        path: string,
        body?: object,
        query: Readonly<Record<string, string>> = {},
    ) =>
        askAsAdministrator(sandbox, {
            method,
            path,
            query,
            ...(body === undefined ? {} : { body }),
            ...(method === "PATCH" ? { contentType: "application/merge-patch+json" } : {}),
        });

    const podOf = (
        { annotations, spec = {} }: Omit<PodCase, "because">,
        name = "job-worker-0",
    ) => ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, annotations },
        spec: { containers: [{ name: "trainer", image: "example.com/train" }], ...spec },
    });

    /** What the API server says to a pod, and nothing where it lets it in. */
    async function verdict(each: Omit<PodCase, "because">, namespace = "hyperpod-ns-guarded") {
        const path = `/api/v1/namespaces/${namespace}/pods`;
        return refusalOf(ask("POST", path, podOf(each), { dryRun: "All" }));
    }

    async function refusalOf(answer: Promise<ApiObject>): Promise<string | undefined> {
        try {
            await answer;
            return undefined;
        } catch (error) {
            return (error as Error).message;
        }
    }

    const denial = (sentence: string, pod = "job-worker-0") =>
        `pods "${pod}" is forbidden: ValidatingAdmissionPolicy '${policyName}' with binding '${policyName}' denied request: ${sentence}`;

    before(async function () {
        this.timeout(1_800_000);
        sandbox = await sharedCluster();
        for (const name of ["guarded", "unguarded"]) {
            await createTeamNamespace(sandbox, name);
        }
        for (const name of ["training", "evaluation", "ray-autoscaler"]) {
            await ask("POST", "/api/v1/namespaces/hyperpod-ns-guarded/serviceaccounts", {
                apiVersion: "v1",
                kind: "ServiceAccount",
                metadata: { name },
            });
        }
        await ask("POST", "/apis/scheduling.k8s.io/v1/priorityclasses", {
            apiVersion: "scheduling.k8s.io/v1",
            kind: "PriorityClass",
            metadata: { name: "experiments" },
            value: 10,
        });
        // Older than the policy: what it is, a policy of today would refuse.
        await ask(
            "POST",
            "/api/v1/namespaces/hyperpod-ns-guarded/pods",
            podOf({ spec: { hostNetwork: true } }, "older"),
        );
        await ask("POST", `${admission}/validatingadmissionpolicies`, {
            apiVersion: "admissionregistration.k8s.io/v1",
            kind: "ValidatingAdmissionPolicy",
            metadata: { name: policyName },
            spec: podAdmissionSpec(team),
        });
        await ask("POST", `${admission}/validatingadmissionpolicybindings`, {
            apiVersion: "admissionregistration.k8s.io/v1",
            kind: "ValidatingAdmissionPolicyBinding",
            metadata: { name: policyName },
            spec: podAdmissionBindingSpec(policyName),
        });
        // The API server takes a moment to learn of its own policies.
        while ((await verdict({ spec: { hostNetwork: true } })) === undefined) {
            await sleep(100);
        }
    });

    for (const { because, ...pod } of casesIn("allowed")) {
        it(`lets a pod in: ${because}`, async () => {
            const said = await verdict(pod);

            assert.equal(said, undefined);
        });
    }

    for (const { because, denied = "", ...pod } of casesIn("denied")) {
        it(`refuses a pod: ${because}`, async () => {
            const said = await verdict(pod);

            assert.equal(said, denial(denied));
        });
    }

    it("lets the team's test pod in, which is watched from a kubeconfig and deleted", async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "test-pod-"));
        const file = path.join(folder, "kubeconfig");
        fs.writeFileSync(file, adminKubeconfig(sandbox), { mode: 0o600 });
        const probes = podProbes(team, []);
        const labels = jobLabels(team, []);
        const settings = { suffix: "test", image: "example.com/aws", timeoutSeconds: 1 };
        const pod = testPod(team, probes, labels, settings);
        const api = podApiOf(file, undefined);

        const { answers } = await watchPod(api, {
            pod,
            probes,
            queueName: labels.queueName,
            timeoutSeconds: 1,
            pollMs: 100,
            interruption: { race: (work) => work, check: () => undefined },
            tell: () => undefined,
        });

        fs.rmSync(folder, { recursive: true });
        // There are no nodes.
        assert.deepEqual(answers.map(({ because }) => because).slice(0, 3), [
            'nothing held it back; without the label "kueue.x-k8s.io/managed" it is not known whether the quota counts it',
            "no scheduler has looked at it yet",
            "it did not come so far",
        ]);
        await assert.rejects(
            ask("GET", `/api/v1/namespaces/hyperpod-ns-guarded/pods/${pod.metadata.name}`),
            { message: `pods "${pod.metadata.name}" not found` },
        );
    });

    it("says nothing about the namespaces of others", async () => {
        const said = await verdict({ spec: { hostNetwork: true } }, "hyperpod-ns-unguarded");

        assert.equal(said, undefined);
    });

    it("refuses an ephemeral container, by which a pod would change after it was let in", async () => {
        const pods = "/api/v1/namespaces/hyperpod-ns-guarded/pods";
        await ask("POST", pods, podOf({}, "debugged"));
        const withDebugger = (securityContext: object) =>
            ask("PATCH", `${pods}/debugged/ephemeralcontainers`, {
                spec: {
                    ephemeralContainers: [
                        { name: "debugger", image: "example.com/debug", securityContext },
                    ],
                },
            });

        const privileged = await refusalOf(withDebugger({ privileged: true }));
        const plain = await refusalOf(withDebugger({}));

        assert.deepEqual(
            [privileged, plain],
            [
                denial(
                    'container "debugger" is privileged; remove "privileged": GPUs and EFA come as resources, such as "nvidia.com/gpu" and "vpc.amazonaws.com/efa"',
                    "debugged",
                ),
                undefined,
            ],
        );
    });

    it("lets go of a pod that is older than it, and lets nothing of it be renewed", async () => {
        const older = "/api/v1/namespaces/hyperpod-ns-guarded/pods/older";

        const labelled = await refusalOf(ask("PATCH", older, { metadata: { labels: { a: "b" } } }));
        const renewed = await refusalOf(
            ask("PATCH", older, { spec: { activeDeadlineSeconds: 5 } }),
        );

        assert.deepEqual(
            [labelled, renewed],
            [
                undefined,
                denial(
                    'the pod asks for a namespace of its node; remove "hostNetwork", "hostPID" and "hostIPC": EFA needs none of them, the resource "vpc.amazonaws.com/efa" is enough',
                    "older",
                ),
            ],
        );
    });

    it("has no expression that Kubernetes' own type check doubts", async () => {
        const status = async () => {
            const found = await ask(
                "GET",
                `${admission}/validatingadmissionpolicies/${policyName}`,
            );
            return found.status as { typeChecking?: object; observedGeneration?: number };
        };

        let found = await status();
        for (let tries = 0; found.typeChecking === undefined && tries < 200; tries += 1) {
            await sleep(100);
            found = await status();
        }

        assert.deepEqual(found, { observedGeneration: 1, typeChecking: {} });
    });
});
