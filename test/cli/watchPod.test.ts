import assert from "node:assert/strict";
import { refusal, watchPod } from "../../cli/watchPod";
import type { Watching } from "../../cli/watchPod";
import { PodRefused } from "../../cli/podApi";
import type { PodApi } from "../../cli/podApi";
import { jobLabels } from "../../model/documents/jobLabels";
import { podProbes } from "../../model/testPod/podProbes";
import type { ObservedPod } from "../../model/testPod/podReading";
import { testPod } from "../../model/testPod/testPod";
import { teamFixture } from "../support/teamFixture";

const team = teamFixture({ data: [] });
const probes = podProbes(team, []);
const labels = jobLabels(team, []);
const pod = testPod(team, probes, labels, { suffix: "test", image: "aws", timeoutSeconds: 1 });

const pending: ObservedPod = { spec: {}, status: { phase: "Pending" } };
const ended: ObservedPod = {
    spec: { nodeName: "node-1" },
    status: {
        phase: "Succeeded",
        containerStatuses: [{ name: "starts", state: { terminated: { exitCode: 0 } } }],
    },
};

/** A cluster that shows these states one after the other, the last one for good. */
function clusterOf(states: readonly (ObservedPod | undefined)[], overrides: Partial<PodApi> = {}) {
    const asked: string[] = [];
    let at = 0;
    const api: PodApi = {
        create: () => {
            asked.push("create");
            return Promise.resolve();
        },
        read: () => {
            asked.push("read");
            const state = states[Math.min(at, states.length - 1)];
            at += 1;
            return Promise.resolve(state);
        },
        workloads: () => Promise.resolve([]),
        log: () => Promise.resolve(undefined),
        remove: () => {
            asked.push("remove");
            return Promise.resolve();
        },
        ...overrides,
    };
    return { api, asked };
}

const watching = (overrides: Partial<Watching> = {}): Watching => ({
    pod,
    probes,
    queueName: labels.queueName,
    timeoutSeconds: 60,
    pollMs: 0,
    interruption: { race: (work) => work, check: () => undefined },
    tell: () => undefined,
    ...overrides,
});

describe("watching a test pod", () => {
    it("ends with the pod, and deletes it", async () => {
        const { api, asked } = clusterOf([pending, pending, ended]);

        const { answers, settled } = await watchPod(api, watching());

        assert.equal(settled, true);
        assert.deepEqual(
            answers.map(({ answer }) => answer),
            [true, true, true, true],
        );
        assert.deepEqual(asked, ["create", "read", "read", "read", "remove"]);
    });

    it("ends with its time, and deletes the pod", async () => {
        const { api, asked } = clusterOf([pending]);

        const { answers, settled } = await watchPod(api, watching({ timeoutSeconds: 0 }));

        assert.equal(settled, false);
        assert.deepEqual(
            answers.map(({ answer }) => answer),
            [true, false, false, false],
        );
        assert.deepEqual(asked, ["create", "read", "remove"]);
    });

    it("deletes the pod when it is interrupted", async () => {
        const { api, asked } = clusterOf([pending]);
        let raced = 0;
        const interruption: Watching["interruption"] = {
            race: (work) => {
                raced += 1;
                return raced === 2 ? Promise.reject(new Error("interrupted")) : work;
            },
            check: () => undefined,
        };

        await assert.rejects(watchPod(api, watching({ interruption })), { message: "interrupted" });

        assert.deepEqual(asked, ["create", "read", "remove"]);
    });

    it("says so when somebody deletes the pod", async () => {
        const { api } = clusterOf([pending, undefined]);

        await assert.rejects(watchPod(api, watching()), {
            message:
                'somebody deleted pod "hyperpod-teams-verify-test" of namespace "hyperpod-ns-vision"',
        });
    });

    it("says what is left behind when it cannot delete the pod", async () => {
        const { api } = clusterOf([ended], {
            remove: () => Promise.reject(new PodRefused(403, "pods is forbidden")),
        });

        await assert.rejects(watchPod(api, watching()), {
            message:
                'pod "hyperpod-teams-verify-test" could not be deleted: pods is forbidden; delete it with "kubectl delete pod hyperpod-teams-verify-test --namespace hyperpod-ns-vision"',
        });
    });

    it("makes nothing of a pod that is not let in, and deletes nothing", async () => {
        const { api, asked } = clusterOf([pending], {
            create: () => Promise.reject(new PodRefused(401, "Unauthorized")),
        });

        await assert.rejects(watchPod(api, watching()), {
            message:
                "the cluster does not know who asks: there is no access entry for the role, or the session has ended (Unauthorized)",
        });

        assert.deepEqual(asked, []);
    });
});

describe("a test pod that is not let in", () => {
    const table: readonly (readonly [number, string, string])[] = [
        [
            403,
            'pods is forbidden: User "x" cannot create resource "pods" in API group "" in the namespace "hyperpod-ns-vision"',
            'whoever asks may not create pods in namespace "hyperpod-ns-vision"',
        ],
        [
            404,
            'namespaces "hyperpod-ns-vision" not found',
            'namespace "hyperpod-ns-vision" is not there: the team\'s compute quota makes it',
        ],
        [
            403,
            'pods "y" is forbidden: error looking up service account hyperpod-ns-vision/training: serviceaccount "training" not found',
            "the test pod is not let in",
        ],
        [
            422,
            "pods \"y\" is forbidden: ValidatingAdmissionPolicy 'hyperpod-task-governance-admission-policy' denied request",
            "the test pod is not let in",
        ],
    ];

    for (const [code, message, meant] of table) {
        it(`is told by what the API server says: ${meant}, ${code}`, () => {
            assert.equal(refusal(new PodRefused(code, message), pod), `${meant} (${message})`);
        });
    }
});
