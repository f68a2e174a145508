import assert from "node:assert/strict";
import { renamedThings } from "../../lastState/renamedThings";
import type { StackResources } from "../../lastState/stackResources";
import { plannedFileSystems } from "../../model/documents/plannedFileSystem";
import { settingAt } from "../../model/environment/configKeys";
import { parseEnvironmentFile } from "../../model/environment/environment";
import { readYaml } from "../../model/yaml/yamlSource";
import { exampleFile, valueOf } from "../support/example";
import { teamFixture } from "../support/teamFixture";

const components = "urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components";
const team = (name: string) => `${components}:Team::${name}`;
const account = (name: string) =>
    `urn:pulumi:dev::hyperpod-teams::pulumi:providers:aws::account-${name}`;
const policy = (name: string) =>
    `${components}:SharedBucket$aws:s3/bucketPolicy:BucketPolicy::${name}-policy`;
const accessPoint = (name: string) =>
    `${components}:Team$hyperpod-teams:components:DataAccess$aws:s3/accessPoint:AccessPoint::${name}`;
const scheduling = (name: string) => `${components}:ClusterScheduling::${name}`;
const addOn = (name: string) => `${components}:ClusterAddOns$aws:eks/addon:Addon::${name}`;
const fileSystem = (name: string, owner = "") =>
    `${components}:${owner}ManagedFileSystem$aws:fsx/lustreFileSystem:LustreFileSystem::${name}-file-system`;
const ofTeam = "Team$hyperpod-teams:components:";

const hyperPodArn = "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345";
const eksArn = "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev";
const subnetIds = "subnet-0a1b2c3d4e5f60718";

/** As a rollout of the example leaves it. */
const standing: StackResources = {
    [account("research")]: { allowedAccountIds: '["444455556666"]' },
    [team("vision")]: {
        physicalName: "vision",
        cluster: "training",
        declared: { clusterArn: eksArn },
    },
    [accessPoint("vision-data-data-curated")]: {
        bucket: "acme-curated-dev",
        name: "vision-curated",
    },
    [policy("curated")]: { bucket: "acme-curated-dev" },
    [scheduling("training")]: { clusterArn: hyperPodArn },
    [addOn("training-add-ons-task-governance")]: {
        arn: "arn:aws:eks:us-west-2:111122223333:addon/hyperpod-dev/task-governance/8b21bc89",
    },
    [fileSystem("vision-datasets", ofTeam)]: {
        tags: { Name: "hyperpod-vision-datasets", team: "vision" },
        subnetIds,
    },
};

/** What is said of a stack file that is the example's but for some words. */
function issuesAfter(
    edits: readonly (readonly [before: string | RegExp, after: string])[],
    resources: StackResources = standing,
): readonly string[] {
    const text = edits.reduce((edited, [before, after]) => {
        const next = edited.replace(before, after);
        assert.notEqual(next, edited, `"${String(before)}" is in the file`);
        return next;
    }, exampleFile("Pulumi.dev.yaml"));
    const file = "Pulumi.dev.yaml";
    const environment = valueOf(parseEnvironmentFile(file, text));
    const own = [...environment.fileSystems.values()].filter(({ kind }) => kind === "managed");
    const planned = plannedFileSystems(environment.fileSystems.values(), [
        teamFixture({ fileSystems: own }, environmentWithNames(environment)),
    ]);
    const lines = text.split("\n");
    return renamedThings(environment, planned, resources, settingAt(readYaml(file, text))).map(
        ({ line = 0, path, message }) => `${lines[line - 1]?.trim() ?? ""} ${path}: ${message}`,
    );
}

/** A fixture looks things up by the example's names. */
function environmentWithNames<T extends ReturnType<typeof parsedExample>>(environment: T): T {
    const example = parsedExample();
    return {
        ...environment,
        accounts: new Map([...example.accounts, ...environment.accounts]),
        buckets: new Map([...example.buckets, ...environment.buckets]),
        clusters: new Map([...example.clusters, ...environment.clusters]),
    };
}

function parsedExample() {
    return valueOf(parseEnvironmentFile("Pulumi.dev.yaml", exampleFile("Pulumi.dev.yaml")));
}

const bucketLoss =
    "under another one, its policy and access points would be made a second time and then deleted";
const clusterLoss =
    "under another one, its scheduler configuration and add-ons would be made a second time before the first ones go";
const accountLoss =
    "under another one, the roles and access points that teams have there would be made a second time before the first ones go";
const keep = "keep that name, here and in the roster";

const bucketRenamed = [
    ["    curated:\n", "    lake:\n"],
    ["bucket: curated,", "bucket: lake,"],
] as const;
const bucketIssue = `lake: config.hyperpod-teams:buckets.lake: bucket "acme-curated-dev" is known to this stack as "curated"; ${keep}: ${bucketLoss}`;
const clusterRenamed = [
    ["    training:\n", "    main:\n"],
    [/cluster: training/g, "cluster: main"],
] as const;
const clusterIssue = `main: config.hyperpod-teams:clusters.main: cluster "hyperpod-dev" is known to this stack as "training"; ${keep}: ${clusterLoss}`;

const only = (urn: string): StackResources => ({ [urn]: standing[urn] ?? {} });

describe("a thing that the stack knows by another name", () => {
    it("is none as long as every name stands", () => {
        assert.deepEqual(issuesAfter([]), []);
    });

    it("is none in a stack that has no state, or knows other things", () => {
        assert.deepEqual(issuesAfter([...bucketRenamed, ...clusterRenamed], {}), []);
        assert.deepEqual(
            issuesAfter(bucketRenamed, { [policy("curated")]: { bucket: "acme-raw-dev" } }),
            [],
        );
    });

    it("is refused where the file says the new name: a bucket, once", () => {
        assert.deepEqual(issuesAfter(bucketRenamed), [bucketIssue]);
    });

    for (const [title, resources] of [
        ["its policy, whose component has no outputs yet", only(policy("curated"))],
        [
            "a team's access point, in a stack that holds teams alone",
            { ...only(accessPoint("vision-data-data-curated")), [team("vision")]: {} },
        ],
        [
            "the access point of a renamed team",
            {
                [team("seeing")]: { physicalName: "vision" },
                [accessPoint("seeing-data-data-curated")]: {
                    bucket: "acme-curated-dev",
                    name: "vision-curated",
                },
            },
        ],
        [
            "the access point of the team with the longer name",
            {
                [team("vision")]: {},
                [team("vision-data")]: {},
                [accessPoint("vision-data-data-data-curated")]: {
                    bucket: "acme-curated-dev",
                    name: "vision-data-curated",
                },
            },
        ],
    ] as const) {
        it(`is a bucket that is known by ${title}`, () => {
            assert.deepEqual(issuesAfter([], resources), []);
            assert.deepEqual(issuesAfter(bucketRenamed, resources), [bucketIssue]);
        });
    }

    it("is no bucket whose access point stands on another one by mistake", () => {
        assert.deepEqual(
            issuesAfter([], {
                [team("vision")]: {},
                [accessPoint("vision-data-data-curated")]: {
                    bucket: "acme-telemetry-dev",
                    name: "vision-curated",
                },
            }),
            [],
        );
    });

    it("is each of two buckets that changed names", () => {
        const issues = issuesAfter(
            [
                ["name: acme-curated-dev", "name: acme-swapped-dev"],
                ["name: acme-telemetry-dev", "name: acme-curated-dev"],
                [/arn:aws:s3:::acme-curated-dev/g, "arn:aws:s3:::acme-swapped-dev"],
            ],
            {
                [policy("curated")]: { bucket: "acme-curated-dev" },
                [policy("telemetry")]: { bucket: "acme-swapped-dev" },
            },
        );

        assert.deepEqual(
            issues.map((issue) => issue.split(";")[0]),
            [
                'telemetry: config.hyperpod-teams:buckets.telemetry: bucket "acme-curated-dev" is known to this stack as "curated"',
                'curated: config.hyperpod-teams:buckets.curated: bucket "acme-swapped-dev" is known to this stack as "telemetry"',
            ],
        );
    });

    it("is a cluster, once", () => {
        assert.deepEqual(issuesAfter(clusterRenamed), [clusterIssue]);
    });

    for (const urn of [
        scheduling("training"),
        addOn("training-add-ons-task-governance"),
        team("vision"),
    ]) {
        it(`is a cluster that is known by ${urn.split(":").at(-1) ?? ""} alone`, () => {
            assert.deepEqual(issuesAfter(clusterRenamed, only(urn)), [clusterIssue]);
        });
    }

    it("is an account", () => {
        assert.deepEqual(issuesAfter([["    research:\n", "    people:\n"]]), [
            `people: config.hyperpod-teams:accounts.people: account "444455556666" is known to this stack as "research"; ${keep}: ${accountLoss}`,
        ]);
    });

    it("is no account that has a second name", () => {
        const second =
            '    research:\n      id: "444455556666"\n      region: us-west-2\n      deployRoleArn: arn:aws:iam::444455556666:role/hyperpod-teams-deploy\n    people:\n';

        assert.deepEqual(issuesAfter([["    research:\n", second]]), []);
    });

    const fileSystemIssue = `lake: config.hyperpod-teams:fileSystems.lake: this stack has file system "datasets" in this subnet, and the file no longer names it; if this is the same one, ${keep}: under another one it is made anew, and empty; if it is another one, take "datasets" away in a rollout of its own first`;

    it("may be a team's own file system that the program made", () => {
        assert.deepEqual(issuesAfter([["    datasets:\n", "    lake:\n"]]), [fileSystemIssue]);
    });

    const shared = [["      perTeam: true\n", ""]] as const;
    const sharedState = {
        [fileSystem("datasets")]: { tags: { Name: "hyperpod-datasets" }, subnetIds },
    };

    it("may be a file system that teams share", () => {
        const noLinks = [/\n {6}dataRepositories:\n.*curated.*/, ""] as const;

        assert.deepEqual(issuesAfter([...shared, noLinks], sharedState), []);
        assert.deepEqual(
            issuesAfter([...shared, noLinks, ["    datasets:\n", "    lake:\n"]], sharedState),
            [fileSystemIssue],
        );
    });

    for (const [title, edits, resources] of [
        [
            "in another subnet",
            [
                ["    datasets:\n", "    lake:\n"],
                ["subnet-0a1b2c3d4e5f60718", "subnet-0123456789abcdef0"],
            ],
            standing,
        ],
        [
            "of another team",
            [["    datasets:\n", "    lake:\n"]],
            {
                [fileSystem("audio-datasets", ofTeam)]: {
                    tags: { Name: "hyperpod-audio-datasets", team: "audio" },
                    subnetIds,
                },
            },
        ],
        [
            "that stands beside the one that goes",
            [["    datasets:\n", "    lake:\n"]],
            {
                ...standing,
                [fileSystem("vision-lake", ofTeam)]: {
                    tags: { Name: "hyperpod-vision-lake", team: "vision" },
                    subnetIds,
                },
            },
        ],
    ] as const) {
        it(`is no file system ${title}`, () => {
            assert.deepEqual(issuesAfter(edits, resources), []);
        });
    }
});
