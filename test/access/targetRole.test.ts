import assert from "node:assert/strict";
import { registrationsOf } from "../../access/registration";
import { walkTeams } from "../../access/walk";
import { authorizerOf } from "../../sandbox/aws/authorize";
import { authorizePodIdentity } from "../../sandbox/aws/authorizePod";
import type { Sandbox } from "../../sandbox/sandbox";
import { removeSandbox, settle, temporarySandbox } from "./fixtures/accounts";
import {
    clusterArn,
    data,
    editText,
    organizationId,
    platform,
    resourceOf,
    roleArn,
    speech,
    stackExport,
    types,
    vision,
} from "./fixtures/estate";
import type { StackExport } from "./fixtures/estate";
import { useTargetRole } from "./fixtures/targetRole";

const source = roleArn(platform, "hyperpod-vision-data-source");
const target = roleArn(data, "hyperpod-vision-data-target");
const pod = {
    clusterArn,
    namespace: "hyperpod-ns-vision",
    serviceAccount: "training",
    roleArn: target,
};

const fences = ["tags", "external id"] as const;

describe("a data role in the data's account", () => {
    let sandbox: Sandbox;

    beforeEach(() => {
        sandbox = temporarySandbox();
    });

    afterEach(() => {
        removeSandbox(sandbox);
    });

    function estate(fence: (typeof fences)[number]): StackExport {
        const state = stackExport([vision, speech]);
        useTargetRole(state, "vision", fence);
        return state;
    }

    /** The steps about pods and data that went wrong, with the accounts' own answer beside ours. */
    async function wrongSteps(state: StackExport): Promise<readonly string[]> {
        await settle(sandbox, state);
        const walks = await walkTeams(
            registrationsOf(state),
            { may: () => Promise.resolve(false) },
            {
                context: { "aws:PrincipalOrgID": organizationId },
                crossCheck: authorizerOf(sandbox),
            },
        );
        return walks.flatMap(({ team, steps }) =>
            steps
                .filter(({ answer, expected }) => answer !== expected)
                .filter(({ question }) => !question.includes("group"))
                .filter(({ question }) => /\b(pod|pods|role|data)\b/.test(question))
                .map(({ question, because }) => `${team}: ${question} -> ${because}`),
        );
    }

    for (const fence of fences) {
        it(`is reached by the team's pods alone, fenced by ${fence}`, async () => {
            const wrong = await wrongSteps(estate(fence));

            assert.deepEqual(wrong, []);
        });

        it(`is got by a pod in two steps, fenced by ${fence}`, async () => {
            await settle(sandbox, estate(fence));

            assert.deepEqual(authorizePodIdentity(sandbox, pod), {
                allowed: true,
                because: `"${source}" may assume "${target}"`,
            });
        });
    }

    it("is kept from a stray association by the tags that the source role asks for", async () => {
        const state = estate("tags");
        Object.assign(resourceOf(state, types.podIdentity, "speech-pods-association").inputs, {
            roleArn: source,
            targetRoleArn: target,
        });
        await settle(sandbox, state);

        const stray = authorizePodIdentity(sandbox, { ...pod, namespace: "hyperpod-ns-speech" });

        assert.deepEqual(stray, {
            allowed: false,
            because: `sts:AssumeRole on "${source}" by "pods.eks.amazonaws.com" is not allowed by the trust policy`,
        });
    });

    it("is kept from it by the external id, where the source role asks for nothing", async () => {
        const state = estate("external id");
        Object.assign(resourceOf(state, types.podIdentity, "speech-pods-association").inputs, {
            roleArn: source,
            targetRoleArn: target,
            disableSessionTags: true,
        });
        await settle(sandbox, state);

        const stray = authorizePodIdentity(sandbox, { ...pod, namespace: "hyperpod-ns-speech" });

        assert.deepEqual(stray, {
            allowed: false,
            because: `sts:AssumeRole on "${target}" by "${source}" is not allowed by the trust policy`,
        });
    });

    const breaks: readonly {
        readonly name: string;
        readonly fence: (typeof fences)[number];
        readonly how: (state: StackExport) => void;
        readonly wrong: readonly string[];
    }[] = [
        {
            name: "an external id that any namespace has",
            fence: "external id",
            how: (state) => {
                const role = resourceOf(state, types.role, "vision-target-role");
                editText(role, "assumeRolePolicy", "StringEquals", "StringLike");
                editText(role, "assumeRolePolicy", "hyperpod-ns-vision/training", "*");
            },
            wrong: [
                'vision: would a pod in the namespace of any other team get that role? -> statement "Pods" of the trust policy of role "hyperpod-vision-data-source" allows it; statement "GoOn" of the policy "permissions" of role "hyperpod-vision-data-source" allows it; statement "Pods" of the trust policy of role "hyperpod-vision-data-target" allows it; statement "GoOn" of the policy "permissions" of role "hyperpod-vision-data-source" allows it; statement "Tags" of the trust policy of role "hyperpod-vision-data-target" allows it',
            ],
        },
        {
            name: "a source role that may not go on",
            fence: "tags",
            how: (state) => {
                editText(
                    resourceOf(state, types.rolePolicy, "vision-pods-role-policy"),
                    "policy",
                    target,
                    roleArn(data, "hyperpod-speech-data"),
                );
            },
            wrong: [
                `vision: does a pod with service account "training" in namespace "hyperpod-ns-vision" get role "hyperpod-vision-data-target"? -> no policy of the caller "${source}" allows sts:AssumeRole on "${target}"`,
            ],
        },
        {
            name: "an association that stays with the source role",
            fence: "tags",
            how: (state) => {
                const { inputs } = resourceOf(state, types.podIdentity, "vision-pods-association");
                delete inputs.targetRoleArn;
            },
            wrong: [
                `vision: does a pod with service account "training" in namespace "hyperpod-ns-vision" get role "hyperpod-vision-data-target"? -> no pod identity association gives service account "training" in namespace "hyperpod-ns-vision" the role "${target}"`,
            ],
        },
    ];
    for (const { name, fence, how, wrong } of breaks) {
        it(`is told apart from ${name}`, async () => {
            const state = estate(fence);
            how(state);

            const found = await wrongSteps(state);

            assert.deepEqual(found, wrong);
        });
    }
});
