import assert from "node:assert/strict";
import { registrationsOf } from "../../access/registration";
import { walkTeams } from "../../access/walk";
import type { PodAdmission } from "../../access/guardRailWalk";
import { component, custom, speech, stackExport, token, urn, vision } from "./fixtures/estate";
import type { StackExport } from "./fixtures/estate";

/** Team "vision" with an admission policy about this namespace. */
function guarded(namespace: string): StackExport {
    const state = stackExport([vision, speech]);
    const guardRails = urn(`${token}GuardRails`, "vision-guard-rails");
    state.deployment.resources.push(
        component(`${token}GuardRails`, "vision-guard-rails", urn(`${token}Team`, "vision")),
        custom(
            "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy",
            "vision-guard-rails-admission",
            guardRails,
            undefined,
            {
                metadata: { name: "vision" },
                spec: {
                    matchConstraints: {
                        namespaceSelector: {
                            matchLabels: { "kubernetes.io/metadata.name": namespace },
                        },
                    },
                },
            },
        ),
    );
    return state;
}

/** An API server that refuses each pod whose text has one of these words. */
function refusing(...words: readonly string[]): PodAdmission {
    return {
        refusal: (namespace, pod) => {
            const word = words.find((each) => JSON.stringify(pod).includes(each));
            return Promise.resolve(
                word === undefined ? undefined : `${word} is refused in ${namespace}`,
            );
        },
    };
}

async function podSteps(state: StackExport, podAdmission?: PodAdmission) {
    const walks = await walkTeams(
        registrationsOf(state),
        { may: () => Promise.resolve(false) },
        { context: {}, ...(podAdmission === undefined ? {} : { podAdmission }) },
    );
    return walks.flatMap(({ team, steps }) =>
        steps
            .filter(({ question }) =>
                question.endsWith('created in namespace "hyperpod-ns-vision"?'),
            )
            .map((step) => ({ team, ...step })),
    );
}

const training = {
    team: "vision",
    question: 'may a training pod with EFA be created in namespace "hyperpod-ns-vision"?',
    expected: true,
};
const stray = {
    team: "vision",
    question: 'may a pod that reaches for its node be created in namespace "hyperpod-ns-vision"?',
    expected: false,
};

describe("the walk along a team's guard rails", () => {
    it("asks the API server for what training needs and for what it must not get", async () => {
        const steps = await podSteps(
            guarded("hyperpod-ns-vision"),
            refusing("hostNetwork", "hostPath", "privileged"),
        );

        assert.deepEqual(steps, [
            { ...training, answer: true, because: "the API server would let it in" },
            {
                ...stray,
                answer: false,
                because:
                    "asked 3 times, each time the same; the API server says: hostNetwork is refused in hyperpod-ns-vision",
            },
        ]);
    });

    it("tells what gets through, and what does not although it should", async () => {
        const steps = await podSteps(
            guarded("hyperpod-ns-vision"),
            refusing("hostNetwork", "privileged", "IPC_LOCK"),
        );

        assert.deepEqual(steps, [
            {
                ...training,
                answer: false,
                because: "the API server says: IPC_LOCK is refused in hyperpod-ns-vision",
            },
            {
                ...stray,
                answer: true,
                because: "a pod with a volume of the host: the API server would let it in",
            },
        ]);
    });

    it("asks nothing of a team without guard rails, with those of another namespace, or of nobody", async () => {
        const nothing = refusing();

        assert.deepEqual(await podSteps(stackExport([vision, speech]), nothing), []);
        assert.deepEqual(await podSteps(guarded("hyperpod-ns-speech"), nothing), []);
        assert.deepEqual(await podSteps(guarded("hyperpod-ns-vision")), []);
    });
});
