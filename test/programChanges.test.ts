import assert from "node:assert/strict";
import { runIndex, stateOf, teamUrn } from "./support/runIndex";

const moved = { "hyperpod-teams:roster": "../cases/program/moved.yaml" };
const renamed = { "hyperpod-teams:roster": "../cases/program/renamed.yaml" };
const beforeRename = { "hyperpod-teams:roster": "../cases/program/beforeRename.yaml" };
const elsewhere = { "hyperpod-teams:roster": "../cases/program/elsewhere.yaml" };
const everyTeam = { [teamUrn("speech")]: {}, [teamUrn("robotics")]: {} };

interface Refusal {
    readonly title: string;
    readonly state: Readonly<Record<string, object>>;
    readonly config?: Readonly<Record<string, unknown>>;
    readonly sentences: readonly string[];
}

const refusals: readonly Refusal[] = [
    {
        title: "a team that would move to another cluster",
        state: { ...everyTeam, [teamUrn("vision")]: { physicalName: "vision", cluster: "attic" } },
        sentences: [
            'team "vision" is on cluster "attic" and would move to "training", which deletes its namespace there with all that runs in it; say "movedFrom: { cluster: attic }" if that is meant',
        ],
    },
    {
        title: "a team that would move to a cluster in another account, whatever the entry says",
        state: {
            [teamUrn("vision")]: {
                physicalName: "vision",
                cluster: "attic",
                clusterAccount: "999988887777",
            },
        },
        config: moved,
        sentences: [
            'team "vision" is on a cluster in account "999988887777" and would move to one in account "111122223333"; that takes two steps: roll it out with "state: leaving", then without it on the new cluster',
        ],
    },
    {
        title: "a team whose members would leave an account",
        state: {
            ...everyTeam,
            [teamUrn("vision")]: { physicalName: "vision", accounts: ["lab", "research"] },
        },
        sentences: [
            'team "vision" has members in account "lab" and would have none there any more, which deletes their role; say "movedFrom: { accounts: [lab] }" if that is meant',
        ],
    },
    {
        title: "all of it at once",
        state: {
            ...everyTeam,
            [teamUrn("audio")]: {},
            [teamUrn("vision")]: { physicalName: "vision", cluster: "attic", accounts: ["lab"] },
        },
        sentences: [
            'team "audio" has resources in this stack but no entry in the roster; put the entry back, or keep it with "state: leaving" to remove the team',
            'team "vision" is on cluster "attic" and would move to "training", which deletes its namespace there with all that runs in it; say "movedFrom: { cluster: attic }" if that is meant',
            'team "vision" has members in account "lab" and would have none there any more, which deletes their role; say "movedFrom: { accounts: [lab] }" if that is meant',
        ],
    },
    {
        title: "a move that is another one than the entry says",
        state: { [teamUrn("vision")]: { physicalName: "vision", cluster: "cellar" } },
        config: moved,
        sentences: [
            'team "vision" is on cluster "cellar" and would move to "training", which deletes its namespace there with all that runs in it; say "movedFrom: { cluster: cellar }" if that is meant',
        ],
    },
    {
        title: "a renamed team whose entry forgets what it was made as",
        state: { ...everyTeam, [teamUrn("vision")]: { physicalName: "perception" } },
        sentences: [
            'team "vision": everything it has is named after "perception", and the roster now says "vision"; say "formerly: perception", or take another name for a new team',
        ],
    },
    {
        title: "a team that would take over another name",
        state: { [teamUrn("sight")]: { physicalName: "sight" } },
        config: renamed,
        sentences: [
            'team "sight": everything it has is named after "sight", and the roster now says "vision"; remove "formerly", or take another name for a new team',
        ],
    },
    {
        title: "a team that is only in other environments now",
        state: { [teamUrn("vision")]: {} },
        config: elsewhere,
        sentences: [
            'team "vision" has resources in this stack but its entry names other environments only; give it "environments: { dev: { state: leaving } }" to remove the team here',
        ],
    },
];

const components = "urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components";
const account = (name: string, id: string) => ({
    [`urn:pulumi:dev::hyperpod-teams::pulumi:providers:aws::account-${name}`]: {
        allowedAccountIds: JSON.stringify([id]),
    },
});
const scientistRole = (team: string, accountName: string) =>
    `${components}:Team$hyperpod-teams:components:ScientistAccess::${team}-scientist-${accountName}`;
const accessPoint = (label: string) =>
    `${components}:Team$hyperpod-teams:components:DataAccess$aws:s3/accessPoint:AccessPoint::${label}`;

describe("another name for what the stack has", function () {
    this.timeout(60_000);

    it("is refused at its place in the stack's file, before anything else is said", async () => {
        const state = {
            ...account("scientists", "444455556666"),
            [teamUrn("vision")]: {
                physicalName: "vision",
                cluster: "main",
                accounts: ["scientists"],
                declared: {
                    clusterArn: "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
                },
            },
            [`${components}:SharedBucket::lake`]: { isProtected: true },
            [`${components}:SharedBucket$aws:s3/bucketPolicy:BucketPolicy::lake-policy`]: {
                bucket: "acme-curated-dev",
            },
        };

        await assert.rejects(runIndex(state), {
            message: `nothing was changed: 3 problems in the input
Pulumi.dev.yaml:15:5  config.hyperpod-teams:accounts.research: account "444455556666" is known to this stack as "scientists"; keep that name, here and in the roster: under another one, the roles and access points that teams have there would be made a second time before the first ones go
Pulumi.dev.yaml:28:5  config.hyperpod-teams:clusters.training: cluster "hyperpod-dev" is known to this stack as "main"; keep that name, here and in the roster: under another one, its scheduler configuration and add-ons would be made a second time before the first ones go
Pulumi.dev.yaml:63:5  config.hyperpod-teams:buckets.curated: bucket "acme-curated-dev" is known to this stack as "lake"; keep that name, here and in the roster: under another one, its policy and access points would be made a second time and then deleted`,
        });
    });

    describe("of an account that keeps its first one", () => {
        const accounts = {
            "hyperpod-teams:accounts": Object.fromEntries(
                [
                    ["platform", "111122223333"],
                    ["research", "444455556666"],
                    ["lab", "444455556666"],
                    ["data", "777788889999"],
                    ["lake", "777788889999"],
                    ["automation", "333344445555"],
                ].map(([name = "", id = ""]) => [
                    name,
                    {
                        id,
                        region: "us-west-2",
                        deployRoleArn: `arn:aws:iam::${id}:role/hyperpod-teams-deploy`,
                    },
                ]),
            ),
        };
        const inLab = {
            ...account("lab", "444455556666"),
            [teamUrn("vision")]: { physicalName: "vision", accounts: ["lab"] },
            [scientistRole("vision", "lab")]: {},
        };
        const left =
            'team "vision": role "hyperpod-vision-scientist" is in account "lab" (444455556666), which would be called "research" for it from now on; keep that name: both are one account, where a second one of that name cannot be made before the first is deleted';

        for (const [title, state, config, sentence] of [
            ["members", inLab, {}, left],
            ["members, whose move the entry says", inLab, moved, left],
            [
                "members of a renamed team",
                {
                    ...account("lab", "444455556666"),
                    [teamUrn("vision")]: { physicalName: "vision", accounts: ["lab"] },
                    [scientistRole("vision", "lab")]: {},
                },
                renamed,
                left.replace('team "vision"', 'team "sight"'),
            ],
            [
                "a bucket",
                {
                    ...stateOf("vision"),
                    ...account("lake", "777788889999"),
                    [accessPoint("vision-data-lake-curated")]: {
                        bucket: "acme-curated-dev",
                        name: "vision-curated",
                    },
                },
                {},
                'team "vision": access point "vision-curated" is in account "lake" (777788889999), which would be called "data" for it from now on; keep that name: both are one account, where a second one of that name cannot be made before the first is deleted',
            ],
        ] as const) {
            it(`is refused for ${title}`, async () => {
                await assert.rejects(runIndex({ ...state }, { ...accounts, ...config }), {
                    message: `nothing was changed: ${sentence}`,
                });
            });
        }

        it("is taken for others, which have nothing under the first one", async () => {
            const registrations = await runIndex(
                {
                    ...account("lab", "444455556666"),
                    ...account("research", "444455556666"),
                    ...stateOf("vision", "speech", "robotics", "forecast"),
                    [scientistRole("vision", "research")]: {},
                    [scientistRole("former", "lab")]: {},
                },
                accounts,
            );

            assert.ok(registrations.some(({ name }) => name === "vision-scientist-research"));
        });
    });
});

describe("a change that would take a team's things away", function () {
    this.timeout(60_000);

    for (const { title, state, config, sentences } of refusals) {
        it(`is refused: ${title}`, async () => {
            await assert.rejects(runIndex(state, config), {
                message: `nothing was changed: ${sentences.join("\n")}`,
            });
        });
    }

    const accepted: readonly (readonly [string, object, Readonly<Record<string, unknown>>])[] = [
        [
            "a move that the entry says",
            {
                [teamUrn("vision")]: {
                    physicalName: "vision",
                    cluster: "attic",
                    accounts: ["lab"],
                },
            },
            moved,
        ],
        [
            "a move that is done, while the entry still says it",
            {
                [teamUrn("vision")]: {
                    physicalName: "vision",
                    cluster: "training",
                    accounts: ["research"],
                },
            },
            moved,
        ],
        ["a rename", { [teamUrn("vision")]: { physicalName: "vision" } }, renamed],
        [
            "a rename of a team whose outputs nobody wrote down",
            { [teamUrn("vision")]: {} },
            renamed,
        ],
        ["a second rename", { [teamUrn("seeing")]: { physicalName: "vision" } }, renamed],
        [
            "a team that joins an account",
            { ...everyTeam, [teamUrn("vision")]: { physicalName: "vision", accounts: [] } },
            {},
        ],
    ];
    for (const [title, state, config] of accepted) {
        it(`is let through: ${title}`, async () => {
            const registrations = await runIndex(state as Readonly<Record<string, object>>, config);

            assert.ok(registrations.some(({ type }) => type === "hyperpod-teams:components:Team"));
        });
    }

    it("declares nothing for a team that is in other environments only", async () => {
        const registrations = await runIndex({}, elsewhere);

        // A cluster's add-ons are there for whoever comes.
        assert.deepEqual(
            registrations.map(({ type, name }) => `${type} ${name}`),
            [
                "pulumi:pulumi:Stack hyperpod-teams-dev",
                "pulumi:providers:aws account-platform",
                "hyperpod-teams:components:ClusterAddOns training-add-ons",
                "aws:eks/addon:Addon training-add-ons-task-governance",
                "aws:eks/addon:Addon training-add-ons-pod-identity-agent",
            ],
        );
    });

    it("registers a renamed team with the inputs that it had", async () => {
        const inputsOf = (registrations: Awaited<ReturnType<typeof runIndex>>, name: string) =>
            registrations
                .filter(({ type }) => /^(aws|kubernetes):/.test(type))
                .map((each) => ({
                    type: each.type,
                    name: each.name.replace(name, "<team>"),
                    inputs: each.inputs,
                }));
        const before = await runIndex({}, beforeRename);

        const after = await runIndex({}, renamed);

        assert.deepEqual(inputsOf(after, "sight"), inputsOf(before, "vision"));
    });
});
