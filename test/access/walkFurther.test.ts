import * as assert from "node:assert/strict";
import { registrationsOf } from "../../access/registration";
import { renderTeams } from "../../access/report";
import { walkTeams } from "../../access/walk";
import type { NamespaceReviewer } from "../../access/walk";
import {
    editText,
    organizationId,
    resourceOf,
    speech,
    stackExport,
    token,
    types,
    vision,
} from "./fixtures/estate";
import type { StackExport } from "./fixtures/estate";
import { addAudience, addVolume, addWriting, usePolicies } from "./fixtures/further";

/** RBAC as the program makes it: one group works on jobs, the other reads them. */
const reviewer: NamespaceReviewer = {
    may: ({ groups }, { verb, namespace, resource }) =>
        Promise.resolve(
            (groups.includes(`${namespace}-namespace-level-group`) && resource !== "pods/exec") ||
                (groups.includes(`${namespace}-viewer-group`) && verb === "list"),
        ),
};

const vpcId = "vpc-0a1b2c3d4e5f60718";

const teamType = `${token}Team`;

function useEditPolicy(state: StackExport): void {
    editText(
        resourceOf(state, types.accessPolicy, "vision-cluster-view"),
        "policyArn",
        "AmazonEKSViewPolicy",
        "AmazonEKSEditPolicy",
    );
}

function restrict(state: StackExport, vpc: string): void {
    const { inputs } = resourceOf(state, types.accessPoint, "vision-data-curated");
    Object.assign(inputs, { vpcConfiguration: { vpcId: vpc } });
}

async function stepsOf(state: StackExport) {
    const walks = await walkTeams(registrationsOf(state), reviewer, {
        context: { "aws:PrincipalOrgID": organizationId },
        vpcs: { "hyperpod-dev": vpcId },
    });
    return walks.flatMap(({ team, steps }) =>
        steps.map(({ question, expected, answer }) => ({ team, question, expected, answer })),
    );
}

async function wrongSteps(state: StackExport): Promise<readonly string[]> {
    return (await stepsOf(state))
        .filter(({ answer, expected }) => answer !== expected)
        .map(({ team, question, answer }) => `${team}: ${question} ${answer ? "yes" : "no"}`);
}

interface Case {
    readonly name: string;
    readonly how: (state: StackExport) => void;
    readonly wrong: readonly string[];
}

const cases: readonly Case[] = [
    {
        name: "nothing wrong with viewers and robots beside scientists",
        how: (state) => {
            addAudience(state, "vision", "viewer");
            addAudience(state, "speech", "robot");
        },
        wrong: [],
    },
    {
        name: "pods outside of the VPC that an access point keeps to",
        how: (state) => {
            restrict(state, "vpc-00000000000000000");
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" read "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? no',
        ],
    },
    {
        name: "nothing wrong with an access point that keeps to the pods' VPC",
        how: (state) => {
            restrict(state, vpcId);
        },
        wrong: [],
    },
    {
        name: "viewers in the group of those who submit",
        how: (state) => {
            addAudience(state, "vision", "viewer");
            resourceOf(
                state,
                types.accessEntry,
                "vision-viewer-cluster-entry",
            ).inputs.kubernetesGroups = ["hyperpod-ns-vision-namespace-level-group"];
        },
        wrong: [
            'vision: may viewers create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? yes',
        ],
    },
    {
        name: "viewers who see another team's jobs",
        how: (state) => {
            addAudience(state, "vision", "viewer");
            resourceOf(
                state,
                types.accessEntry,
                "vision-viewer-cluster-entry",
            ).inputs.kubernetesGroups = [
                "hyperpod-ns-vision-viewer-group",
                "hyperpod-ns-speech-viewer-group",
            ];
        },
        wrong: ["vision: may they see those in the namespace of any other team? yes"],
    },
    {
        name: "robots whom the scientists' role lets in",
        how: (state) => {
            addAudience(state, "vision", "robot");
            editText(
                resourceOf(state, types.role, "vision-cluster-role"),
                "assumeRolePolicy",
                '"arn:aws:iam::444455556666:role/hyperpod-vision-scientist"',
                '["arn:aws:iam::444455556666:role/hyperpod-vision-scientist","arn:aws:iam::444455556666:role/hyperpod-vision-robot"]',
            );
            editText(
                resourceOf(state, types.rolePolicy, "vision-robot-research-role-policy"),
                "policy",
                "hyperpod-vision-robot-access",
                "hyperpod-vision-*",
            );
        },
        wrong: [
            "vision: may robots take the cluster access role of the team's other people or machines? yes",
        ],
    },
    {
        name: "nothing wrong with HyperPod's access policies in place of a group",
        how: (state) => {
            usePolicies(state, "vision");
        },
        wrong: [],
    },
    {
        name: "a training policy that reaches a second namespace",
        how: (state) => {
            usePolicies(state, "vision");
            resourceOf(state, types.accessPolicy, "vision-cluster-training").inputs.accessScope = {
                type: "namespace",
                namespaces: ["hyperpod-ns-vision", "hyperpod-ns-*"],
            };
        },
        wrong: [
            'vision: do its access policies reach the team\'s namespace "hyperpod-ns-vision" and nothing else? no',
            "vision: may they create one in the namespace of any other team? yes",
        ],
    },
    {
        name: "an access policy that nobody here knows",
        how: (state) => {
            editText(
                resourceOf(state, types.accessPolicy, "vision-cluster-view"),
                "policyArn",
                "AmazonEKSViewPolicy",
                "AmazonEKSSomethingPolicy",
            );
            resourceOf(state, types.accessEntry, "vision-cluster-entry").inputs.kubernetesGroups =
                [];
        },
        wrong: [
            'vision: may they create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? no',
            'vision: may they run commands in the pods of namespace "hyperpod-ns-vision"? yes',
        ],
    },
    {
        name: "the console where no roster gives it",
        how: (state) => {
            editText(
                resourceOf(state, types.rolePolicy, "vision-cluster-role-policy"),
                "policy",
                '"eks:DescribeCluster"',
                '"eks:DescribeCluster","eks:AccessKubernetesApi"',
            );
        },
        wrong: ["vision: may they look at the cluster in the EKS console? yes"],
    },
    {
        name: "no console where the roster gives it",
        how: (state) => {
            Object.assign(resourceOf(state, teamType, "vision").inputs, {
                extraRights: ["console"],
            });
        },
        wrong: ["vision: may they look at the cluster in the EKS console? no"],
    },
    {
        name: "commands in pods by an access policy of which the roster says nothing",
        how: (state) => {
            useEditPolicy(state);
        },
        wrong: ['vision: may they run commands in the pods of namespace "hyperpod-ns-vision"? yes'],
    },
    {
        name: "nothing wrong with commands in pods where the blog's mode brings them along",
        how: (state) => {
            useEditPolicy(state);
            Object.assign(resourceOf(state, teamType, "vision").inputs, {
                clusterAccess: "edit-policy",
            });
        },
        wrong: [],
    },
    {
        name: "nothing wrong with a team that writes where its entry says so",
        how: (state) => {
            addWriting(state, "vision", ["claim", "role", "access point", "bucket"]);
        },
        wrong: [],
    },
    {
        name: "a team that writes where its entry says nothing",
        how: (state) => {
            addWriting(state, "vision", ["role", "access point", "bucket"]);
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" write "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? yes',
        ],
    },
    ...(["role", "access point", "bucket"] as const).map((closed) => ({
        name: `a team that cannot write because its ${closed} was forgotten`,
        how: (state: StackExport) => {
            const doors = ["claim", "role", "access point", "bucket"] as const;
            addWriting(
                state,
                "vision",
                doors.filter((door) => door !== closed),
            );
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" write "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? no',
        ],
    })),
    {
        name: "nothing wrong with a volume for the team's claim",
        how: (state) => {
            addVolume(state, "vision", "hyperpod-ns-vision");
        },
        wrong: [],
    },
    {
        name: "a volume that is kept for another team's claim",
        how: (state) => {
            addVolume(state, "vision", "hyperpod-ns-speech");
        },
        wrong: [
            'vision: is volume "hyperpod-ns-vision-scratch" of file system "fs-0123456789abcdef0" kept for the team\'s claim alone? no',
        ],
    },
];

describe("walks of teams with more than the least", () => {
    for (const { name, how, wrong } of cases) {
        it(`find ${name}`, async () => {
            const state = stackExport([vision, speech]);
            how(state);

            assert.deepEqual(await wrongSteps(state), wrong);
        });
    }

    it("ask every audience, and viewers for what they may see", async () => {
        const state = stackExport([vision]);
        addAudience(state, "vision", "viewer");
        addAudience(state, "vision", "robot");

        const asked = (await stepsOf(state)).filter(({ question }) => question.includes("Job"));

        assert.deepEqual(
            asked.map(({ question, answer }) => `${question} ${answer ? "yes" : "no"}`),
            [
                'may they create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? yes',
                'may viewers see the HyperPodPyTorchJobs of namespace "hyperpod-ns-vision"? yes',
                'may viewers create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? no',
                'may robots create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? yes',
            ],
        );
    });

    it("come with a table that names every audience, what is written, and the volumes", () => {
        const state = stackExport([vision]);
        addAudience(state, "vision", "viewer");
        addWriting(state, "vision", ["claim"]);
        addVolume(state, "vision", "hyperpod-ns-vision");

        const text = renderTeams(registrationsOf(state), {
            width: 120,
            rich: false,
            reasons: "all",
        });

        assert.deepEqual(text.split("\n"), [
            "team    members                    cluster and namespace           data",
            "vision  hyperpod-vision-scientist  hyperpod-vision-cluster-access  hyperpod-vision-data",
            "          in 444455556666            in 111122223333                 in 111122223333",
            "        hyperpod-vision-viewer     hyperpod-vision-viewer-access   vision-curated (777788889999)",
            "          in 444455556666            in 111122223333                 s3://acme-curated-dev/vision/* (writes)",
            "                                   cluster hyperpod-dev            volume hyperpod-ns-vision-scratch",
            "                                   hyperpod-ns-vision                of fs-0123456789abcdef0",
            "",
        ]);
    });
});
