import * as assert from "node:assert/strict";
import { mayAssumeForPod, mayAssumeRole } from "../../access/assumption";
import type { CrossCheck } from "../../access/crossCheck";
import { estateOf } from "../../access/estate";
import type { Finding } from "../../access/finding";
import { registrationsOf } from "../../access/registration";
import { walkFailed, walkTeams } from "../../access/walk";
import type { NamespaceReviewer, Walk } from "../../access/walk";
import {
    accessPointArn,
    document,
    editText,
    organizationId,
    platform,
    removeResource,
    research,
    resourceOf,
    roleArn,
    speech,
    stackExport,
    types,
    vision,
} from "./fixtures/estate";
import type { StackExport } from "./fixtures/estate";

const context = { "aws:PrincipalOrgID": organizationId };

/** RBAC as small as it can be: a group may create jobs where a binding in the export names it. */
function reviewerOf(state: StackExport): NamespaceReviewer {
    const grants = state.deployment.resources
        .filter(({ type }) => type === types.roleBinding)
        .flatMap(({ inputs }) => {
            const { namespace } = inputs.metadata as { namespace: string };
            const subjects = inputs.subjects as readonly { name: string }[];
            return subjects.map(({ name }) => `${name} ${namespace}`);
        });
    return {
        may: ({ groups }, { namespace, resource }) =>
            Promise.resolve(
                resource !== "pods/exec" &&
                    groups.some((group) => grants.includes(`${group} ${namespace}`)),
            ),
    };
}

async function walk(state: StackExport, crossCheck?: CrossCheck): Promise<readonly Walk[]> {
    return walkTeams(registrationsOf(state), reviewerOf(state), {
        context,
        ...(crossCheck === undefined ? {} : { crossCheck }),
    });
}

/** The steps that went wrong, as `team: question -> because`. */
function wrongSteps(walks: readonly Walk[]): readonly string[] {
    return walks.flatMap(({ team, steps }) =>
        steps
            .filter(({ answer, expected }) => answer !== expected)
            .map(({ question, because }) => `${team}: ${question} -> ${because}`),
    );
}

const scientists = roleArn(research, "hyperpod-vision-scientist");

interface Break {
    readonly name: string;
    readonly how: (state: StackExport) => void;
    readonly wrong: readonly string[];
}

/** One thing broken each; `wrong` is every step that must turn red, and no other may. */
const breaks: readonly Break[] = [
    {
        name: "the trust policy names another role",
        how: (state) => {
            editText(
                resourceOf(state, types.role, "vision-cluster-role"),
                "assumeRolePolicy",
                scientists,
                roleArn(research, "somebody-else"),
            );
        },
        wrong: [
            'vision: may role "hyperpod-vision-scientist" (account 444455556666) take role "hyperpod-vision-cluster-access" (account 111122223333)? -> nothing allows sts:AssumeRole: statement "ScientistRole" of the trust policy of role "hyperpod-vision-cluster-access" would, but condition ArnEquals on "aws:PrincipalArn" wants "arn:aws:iam::444455556666:role/somebody-else", not "arn:aws:iam::444455556666:role/hyperpod-vision-scientist"',
        ],
    },
    {
        name: "the trust policy wants another organization",
        how: (state) => {
            editText(
                resourceOf(state, types.role, "vision-cluster-role"),
                "assumeRolePolicy",
                organizationId,
                "o-strangers00",
            );
        },
        wrong: [
            'vision: may role "hyperpod-vision-scientist" (account 444455556666) take role "hyperpod-vision-cluster-access" (account 111122223333)? -> nothing allows sts:AssumeRole: statement "ScientistRole" of the trust policy of role "hyperpod-vision-cluster-access" would, but condition StringEquals on "aws:PrincipalOrgID" wants "o-strangers00", not "o-exampleorg1"',
        ],
    },
    {
        name: "the scientists' own policy is missing",
        how: (state) => {
            removeResource(state, types.rolePolicy, "vision-scientist-role-policy");
        },
        wrong: [
            'vision: may role "hyperpod-vision-scientist" (account 444455556666) take role "hyperpod-vision-cluster-access" (account 111122223333)? -> no policy of the caller "arn:aws:iam::444455556666:role/hyperpod-vision-scientist" allows sts:AssumeRole on "arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access"',
        ],
    },
    {
        name: "a trust policy lets the scientists of another team in, whose policy allows any role",
        how: (state) => {
            resourceOf(state, types.role, "speech-cluster-role").inputs.assumeRolePolicy = document(
                {
                    Sid: "Everybody",
                    Principal: { AWS: `arn:aws:iam::${research}:root` },
                    Action: "sts:*",
                },
            );
            editText(
                resourceOf(state, types.rolePolicy, "vision-scientist-role-policy"),
                "policy",
                "hyperpod-vision-cluster-access",
                "hyperpod-*-cluster-access",
            );
        },
        wrong: [
            'vision: may they take the cluster access role of any other team? -> role "hyperpod-speech-cluster-access": statement "AssumeClusterAccessRole" of the policy "permissions" of role "hyperpod-vision-scientist" allows it; statement "Everybody" of the trust policy of role "hyperpod-speech-cluster-access" allows it',
        ],
    },
    {
        name: "the cluster access role is missing",
        how: (state) => {
            removeResource(state, types.role, "vision-cluster-role");
        },
        wrong: [
            'vision: may the scientists of team "vision" take its cluster access role? -> no cluster access role is registered for team "vision"',
            'vision: does the cluster know who comes with that role? -> no cluster access role is registered for team "vision"',
            'vision: do its access policies reach the team\'s namespace "hyperpod-ns-vision" and nothing else? -> no access policy is associated with the cluster access role',
            'vision: may they create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? -> the cluster knows no user of this team',
        ],
    },
    {
        name: "the access entry names another role",
        how: (state) => {
            resourceOf(state, types.accessEntry, "vision-cluster-entry").inputs.principalArn =
                roleArn(platform, "hyperpod-vision-data");
        },
        wrong: [
            'vision: does the cluster know who comes with that role? -> the access entry names "arn:aws:iam::111122223333:role/hyperpod-vision-data", not "arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access"',
            'vision: may they create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? -> the cluster knows no user of this team',
        ],
    },
    {
        name: "the access entry has no groups",
        how: (state) => {
            resourceOf(state, types.accessEntry, "vision-cluster-entry").inputs.kubernetesGroups =
                [];
        },
        wrong: [
            'vision: may they create a HyperPodPyTorchJob in namespace "hyperpod-ns-vision"? -> the API server does not allow it in namespace "hyperpod-ns-vision"',
        ],
    },
    {
        name: "the access policy is associated with the whole cluster",
        how: (state) => {
            resourceOf(state, types.accessPolicy, "vision-cluster-view").inputs.accessScope = {
                type: "cluster",
            };
        },
        wrong: [
            'vision: do its access policies reach the team\'s namespace "hyperpod-ns-vision" and nothing else? -> access policy "AmazonEKSViewPolicy" has scope "cluster"',
        ],
    },
    {
        name: "the access policy reaches another namespace by a wildcard",
        how: (state) => {
            resourceOf(state, types.accessPolicy, "vision-cluster-view").inputs.accessScope = {
                type: "namespace",
                namespaces: ["hyperpod-ns-vision*"],
            };
        },
        wrong: [
            'vision: do its access policies reach the team\'s namespace "hyperpod-ns-vision" and nothing else? -> access policy "AmazonEKSViewPolicy" has scope namespace "hyperpod-ns-vision*", expected "hyperpod-ns-vision"',
        ],
    },
    {
        name: "the access policy association is missing",
        how: (state) => {
            removeResource(state, types.accessPolicy, "vision-cluster-view");
        },
        wrong: [
            'vision: do its access policies reach the team\'s namespace "hyperpod-ns-vision" and nothing else? -> no access policy is associated with the cluster access role',
        ],
    },
    {
        name: "the compute quota is missing",
        how: (state) => {
            removeResource(state, types.quota, "vision-compute-quota");
        },
        wrong: [
            'vision: does a compute quota make the namespace "hyperpod-ns-vision" that the team\'s objects are in? -> no compute quota is registered for team "vision"',
        ],
    },
    {
        name: "the team's group is bound in another team's namespace",
        how: (state) => {
            resourceOf(state, types.roleBinding, "speech-namespace-role-binding").inputs.subjects =
                [
                    { kind: "Group", name: "hyperpod-ns-speech-namespace-level-group" },
                    { kind: "Group", name: "hyperpod-ns-vision-namespace-level-group" },
                ];
        },
        wrong: [
            'vision: may they create one in the namespace of any other team? -> namespace "hyperpod-ns-speech": the API server allows it in namespace "hyperpod-ns-speech"',
        ],
    },
    {
        name: "every user of the cluster is bound in a team's namespace",
        how: (state) => {
            resourceOf(state, types.roleBinding, "vision-namespace-role-binding").inputs.subjects =
                [{ kind: "Group", name: "system:authenticated" }];
        },
        wrong: [
            'robotics: may they create one in the namespace of any other team? -> namespace "hyperpod-ns-vision": the API server allows it in namespace "hyperpod-ns-vision"',
            'speech: may they create one in the namespace of any other team? -> namespace "hyperpod-ns-vision": the API server allows it in namespace "hyperpod-ns-vision"',
        ],
    },
    {
        name: "the pod identity association is missing",
        how: (state) => {
            removeResource(state, types.podIdentity, "vision-pods-association");
        },
        wrong: [
            'vision: do the team\'s pods get role "hyperpod-vision-data"? -> no pod identity association is registered for team "vision"',
        ],
    },
    {
        name: "the pod identity association stands in another team's namespace",
        how: (state) => {
            resourceOf(state, types.podIdentity, "vision-pods-association").inputs.namespace =
                "hyperpod-ns-speech";
        },
        wrong: [
            'vision: does a pod with service account "training" in namespace "hyperpod-ns-speech" get role "hyperpod-vision-data"? -> the pod identity association is for namespace "hyperpod-ns-speech", expected "hyperpod-ns-vision"',
        ],
    },
    {
        name: "the service account is missing",
        how: (state) => {
            removeResource(state, types.serviceAccount, "vision-namespace-service-account");
        },
        wrong: [
            'vision: does a pod with service account "training" in namespace "hyperpod-ns-vision" get role "hyperpod-vision-data"? -> no service account "training" is registered in namespace "hyperpod-ns-vision" for team "vision"',
        ],
    },
    {
        name: "the data role's trust policy has no fence",
        how: (state) => {
            resourceOf(state, types.role, "vision-pods-role").inputs.assumeRolePolicy = document({
                Sid: "AllPods",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
            });
        },
        wrong: [
            'vision: would a pod in the namespace of any other team get that role? -> service account "training" in namespace "hyperpod-ns-robotics": statement "AllPods" of the trust policy of role "hyperpod-vision-data" allows it',
        ],
    },
    {
        name: "the data role's trust policy does not let EKS tag the session",
        how: (state) => {
            editText(
                resourceOf(state, types.role, "vision-pods-role"),
                "assumeRolePolicy",
                ',"sts:TagSession"',
                "",
            );
        },
        wrong: [
            'vision: does a pod with service account "training" in namespace "hyperpod-ns-vision" get role "hyperpod-vision-data"? -> the trust policy of role "hyperpod-vision-data" does not allow sts:TagSession on "arn:aws:iam::111122223333:role/hyperpod-vision-data" to "pods.eks.amazonaws.com"',
        ],
    },
    {
        name: "the data role's trust policy has a fence that is not understood",
        how: (state) => {
            editText(
                resourceOf(state, types.role, "vision-pods-role"),
                "assumeRolePolicy",
                "StringEquals",
                "StringNotEquals",
            );
        },
        wrong: [
            'vision: does a pod with service account "training" in namespace "hyperpod-ns-vision" get role "hyperpod-vision-data"? -> cannot decide: condition StringNotEquals on "aws:SourceAccount" has an operator that is not understood (statement "AllowEksAuthToAssumeRoleForPodIdentity" of the trust policy of role "hyperpod-vision-data")',
            'vision: would a pod in the namespace of any other team get that role? -> service account "training" in namespace "hyperpod-ns-robotics": cannot decide: condition StringNotEquals on "aws:SourceAccount" has an operator that is not understood (statement "AllowEksAuthToAssumeRoleForPodIdentity" of the trust policy of role "hyperpod-vision-data")',
        ],
    },
    {
        name: "the data role carries a managed policy that this stack does not show",
        how: (state) => {
            resourceOf(state, types.role, "vision-pods-role").inputs.managedPolicyArns = [
                "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
            ];
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" read "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? -> cannot decide: "arn:aws:iam::111122223333:role/hyperpod-vision-data" carries the policy "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", which was not registered here',
        ],
    },
    {
        name: "the access point names another role",
        how: (state) => {
            editText(
                resourceOf(state, types.accessPoint, "vision-data-curated"),
                "policy",
                "hyperpod-vision-data",
                "hyperpod-speech-data",
            );
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" read "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? -> nothing allows s3:GetObject: statement "Read" of the policy of access point "vision-curated" would, but condition ArnEquals on "aws:PrincipalArn" wants "arn:aws:iam::111122223333:role/hyperpod-speech-data", not "arn:aws:iam::111122223333:role/hyperpod-vision-data"',
        ],
    },
    {
        name: "the access point is missing",
        how: (state) => {
            removeResource(state, types.accessPoint, "vision-data-curated");
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" read the team\'s data? -> no access point is registered for team "vision"',
        ],
    },
    {
        name: "the bucket policy delegates to another account",
        how: (state) => {
            editText(
                resourceOf(state, types.bucketPolicy, "curated-policy"),
                "policy",
                '"777788889999"',
                '"111122223333"',
            );
        },
        wrong: [
            'robotics: may role "hyperpod-robotics-data" read "s3://acme-curated-dev/robotics/walk-probe" through access point "robotics-curated"? -> nothing allows s3:GetObject: statement "DelegateToAccessPoints" of the policy of bucket "acme-curated-dev" would, but condition StringEquals on "s3:DataAccessPointAccount" wants "111122223333", not "777788889999"',
            'speech: may role "hyperpod-speech-data" read "s3://acme-curated-dev/speech/walk-probe" through access point "speech-curated"? -> nothing allows s3:GetObject: statement "DelegateToAccessPoints" of the policy of bucket "acme-curated-dev" would, but condition StringEquals on "s3:DataAccessPointAccount" wants "111122223333", not "777788889999"',
            'vision: may role "hyperpod-vision-data" read "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? -> nothing allows s3:GetObject: statement "DelegateToAccessPoints" of the policy of bucket "acme-curated-dev" would, but condition StringEquals on "s3:DataAccessPointAccount" wants "111122223333", not "777788889999"',
        ],
    },
    {
        name: "the bucket policy forgets the team's access point",
        how: (state) => {
            editText(
                resourceOf(state, types.bucketPolicy, "curated-policy"),
                "policy",
                accessPointArn("vision"),
                accessPointArn("strangers"),
            );
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" read "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? -> nothing allows s3:GetObject: statement "DelegateToAccessPoints" of the policy of bucket "acme-curated-dev" would, but condition ArnEquals on "s3:DataAccessPointArn" wants "arn:aws:s3:us-west-2:777788889999:accesspoint/strangers-curated" or "arn:aws:s3:us-west-2:777788889999:accesspoint/speech-curated" or "arn:aws:s3:us-west-2:777788889999:accesspoint/robotics-curated", not "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated"',
        ],
    },
    {
        name: "the team's prefix is opened to the whole bucket on both sides",
        how: (state) => {
            for (const [type, name] of [
                [types.rolePolicy, "vision-pods-role-policy"],
                [types.accessPoint, "vision-data-curated"],
            ] as const) {
                editText(resourceOf(state, type, name), "policy", "object/vision/*", "object/*");
            }
        },
        wrong: [
            'vision: may it read data of any other team through an access point of its own? -> "s3://acme-curated-dev/robotics/walk-probe" through access point "vision-curated": statement "ReadCurated" of the policy "permissions" of role "hyperpod-vision-data" allows it; statement "Read" of the policy of access point "vision-curated" allows it; statement "DelegateToAccessPoints" of the policy of bucket "acme-curated-dev" allows it',
        ],
    },
    {
        name: "the other team's access point and the team's own policy both let it in",
        how: (state) => {
            resourceOf(state, types.rolePolicy, "vision-pods-role-policy").inputs.policy = document(
                {
                    Sid: "ReadAll",
                    Action: "s3:Get*",
                    Resource: `${accessPointArn("*")}/*`,
                },
            );
            editText(
                resourceOf(state, types.accessPoint, "speech-data-curated"),
                "policy",
                '"arn:aws:iam::111122223333:role/hyperpod-speech-data"',
                '["arn:aws:iam::111122223333:role/hyperpod-speech-data","arn:aws:iam::111122223333:role/hyperpod-vision-data"]',
            );
        },
        wrong: [
            'vision: may it read data of any other team through that team\'s access points? -> "s3://acme-curated-dev/speech/walk-probe" through access point "speech-curated": statement "ReadAll" of the policy "permissions" of role "hyperpod-vision-data" allows it; statement "Read" of the policy of access point "speech-curated" allows it; statement "DelegateToAccessPoints" of the policy of bucket "acme-curated-dev" allows it',
        ],
    },
    {
        name: "the data role's policy is no JSON",
        how: (state) => {
            resourceOf(state, types.rolePolicy, "vision-pods-role-policy").inputs.policy = "{";
        },
        wrong: [
            'vision: may role "hyperpod-vision-data" read "s3://acme-curated-dev/vision/walk-probe" through access point "vision-curated"? -> cannot decide: policy "permissions" of role "hyperpod-vision-data": the document is not JSON: the text ends at character 2 where a string belongs',
        ],
    },
];

/** Everything agrees with whoever asks; a test overrides the answer that it is about. */
function agreeing(state: StackExport): CrossCheck {
    const estate = estateOf(registrationsOf(state));
    const opinion = ({ answer }: Finding) =>
        Promise.resolve({ allowed: answer === "yes", because: "the accounts agree" });
    return {
        assumeRole: (question) => opinion(mayAssumeRole(estate, question)),
        enterCluster: () => Promise.resolve({ allowed: true, because: "the accounts agree" }),
        assumeForPod: (question) => opinion(mayAssumeForPod(estate, question)),
        accessObject: (question) =>
            Promise.resolve({
                allowed:
                    question.action === "s3:GetObject" &&
                    question.accessPointArn.includes(
                        question.roleArn.replace(/^.*hyperpod-(.*)-data$/, "$1"),
                    ) &&
                    question.roleArn.includes(question.key.replace("/walk-probe", "")),
                because: "the accounts agree",
            }),
        accessThroughFileSystem: () =>
            Promise.resolve({ allowed: false, because: "there is no file system" }),
    };
}

describe("walkTeams", () => {
    it("finds the whole path of every team as it should be", async () => {
        const walks = await walk(stackExport());

        assert.deepEqual(wrongSteps(walks), []);
        assert.equal(walkFailed(walks), false);
    });

    for (const { name, how, wrong } of breaks) {
        it(`fails when ${name}`, async () => {
            const state = stackExport();
            how(state);

            const walks = await walk(state);

            assert.deepEqual(wrongSteps(walks), wrong);
            assert.equal(walkFailed(walks), true);
        });
    }

    it("finds nothing wrong when a second opinion agrees", async () => {
        const state = stackExport();

        assert.deepEqual(wrongSteps(await walk(state, agreeing(state))), []);
    });

    it("fails when a second opinion says no where the registered resources say yes", async () => {
        const state = stackExport([vision]);
        const stale = { allowed: false, because: "the role was made again" };

        const walks = await walk(state, {
            ...agreeing(state),
            assumeRole: () => Promise.resolve(stale),
        });

        assert.deepEqual(wrongSteps(walks), [
            'vision: may role "hyperpod-vision-scientist" (account 444455556666) take role "hyperpod-vision-cluster-access" (account 111122223333)? -> the registered resources say yes (statement "AssumeClusterAccessRole" of the policy "permissions" of role "hyperpod-vision-scientist" allows it; statement "ScientistRole" of the trust policy of role "hyperpod-vision-cluster-access" allows it), the accounts themselves say no (the role was made again)',
        ]);
    });

    it("fails when the access entry is for a role that was there before", async () => {
        const state = stackExport([vision]);
        const stale = { allowed: false, because: "the role was made again" };

        const walks = await walk(state, {
            ...agreeing(state),
            enterCluster: () => Promise.resolve(stale),
        });

        assert.deepEqual(wrongSteps(walks), [
            'vision: does the cluster know who comes with that role? -> the registered resources say yes (the access entry on "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev" makes it user "arn:aws:sts::111122223333:assumed-role/hyperpod-vision-cluster-access/<session>" with groups "hyperpod-ns-vision-namespace-level-group"), the accounts themselves say no (the role was made again)',
        ]);
    });

    it("fails when a second opinion says yes where the registered resources say no", async () => {
        const state = stackExport([vision, speech]);
        const agrees = agreeing(state);

        const walks = await walk(state, {
            ...agrees,
            accessObject: (question) =>
                question.action === "s3:GetObject" &&
                question.key.startsWith("speech/") &&
                question.roleArn.includes("vision")
                    ? Promise.resolve({ allowed: true, because: "a policy outside this stack" })
                    : agrees.accessObject(question),
        });

        assert.deepEqual(
            wrongSteps(walks).map((step) => step.slice(0, step.indexOf(" (no policy"))),
            [
                "vision: may it read data of any other team through an access point of its own? -> the registered resources say no",
                "vision: may it read data of any other team through that team's access points? -> the registered resources say no",
            ],
        );
    });

    it("asks about a team without data only whether it has any", async () => {
        const state = stackExport([vision]);
        for (const [type, name] of [
            [types.role, "vision-pods-role"],
            [types.rolePolicy, "vision-pods-role-policy"],
            [types.podIdentity, "vision-pods-association"],
            [types.accessPoint, "vision-data-curated"],
        ] as const) {
            removeResource(state, type, name);
        }

        const walks = await walk(state);

        assert.deepEqual(walks[0]?.steps.at(-1), {
            question: "may the team's pods read any data?",
            expected: false,
            answer: false,
            because: "no data role, access point or pod identity association is registered",
        });
        assert.deepEqual(wrongSteps(walks), []);
    });

    it("answers every question for a team of which nothing but its name is registered", async () => {
        const state = stackExport([vision]);
        state.deployment.resources = state.deployment.resources.filter(
            ({ custom, type }) => !custom || type.startsWith("pulumi:providers:"),
        );

        const walks = await walk(state);

        assert.deepEqual(
            walks.map(({ steps }) => steps.map(({ answer }) => answer)),
            [Array.from({ length: 11 }, () => false)],
        );
        assert.equal(walkFailed(walks), true);
    });

    it("takes the organization from its caller and never from a document", async () => {
        const state = stackExport([vision]);

        const walks = await walkTeams(registrationsOf(state), reviewerOf(state), { context: {} });

        assert.deepEqual(wrongSteps(walks), [
            'vision: may role "hyperpod-vision-scientist" (account 444455556666) take role "hyperpod-vision-cluster-access" (account 111122223333)? -> cannot decide: condition StringEquals on "aws:PrincipalOrgID" tests a key that is not known for this request (statement "ScientistRole" of the trust policy of role "hyperpod-vision-cluster-access")',
        ]);
    });
});
