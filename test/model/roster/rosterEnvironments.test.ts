import assert from "node:assert/strict";
import { parseEnvironment } from "../../../model/environment/environment";
import { formatIssues } from "../../../model/issue";
import { checkRosterAlone, parseRoster, readRoster } from "../../../model/roster/roster";
import type { Roster } from "../../../model/roster/roster";
import { exampleEnvironment, exampleSetting, valueOf } from "../../support/example";

function rosterIn(stack: string, text: string): Roster {
    const setting = { ...exampleSetting, stack };
    return valueOf(parseRoster("teams.yaml", text, exampleEnvironment(stack), setting));
}

const vision = (...more: readonly string[]) =>
    [
        "teams:",
        "  vision:",
        "    cluster: training",
        "    scientists: [{ account: research, permissionSet: VisionScientist }]",
        "    compute: { instances: [{ instanceType: ml.p5.48xlarge, count: 1 }] }",
        ...more.map((line) => `    ${line}`),
        "",
    ].join("\n");

describe("a team's environments", () => {
    it("are all of them where the entry is silent", () => {
        const found = ["dev", "prod"].map((stack) =>
            rosterIn(stack, vision()).teams.map(({ name }) => name),
        );

        assert.deepEqual(found, [["vision"], ["vision"]]);
    });

    it("are only those that the entry lists, with or without anything below", () => {
        const text = vision("environments:", "  dev:");

        const { teams, leaving, elsewhere } = rosterIn("prod", text);

        assert.deepEqual(
            [rosterIn("dev", text).teams.length, teams, leaving, elsewhere],
            [1, [], [], ["vision"]],
        );
    });

    it("replace a field as a whole and leave the others", () => {
        const text = vision(
            "data: [{ bucket: curated, prefix: vision/ }]",
            "serviceAccounts: [training, evaluation]",
            "environments:",
            "  prod:",
            "    compute: { instances: [{ instanceType: ml.g5.12xlarge, count: 3 }] }",
            "    data: []",
        );

        const [team] = rosterIn("prod", text).teams;

        assert.deepEqual(
            [team?.compute?.instances, team?.compute?.sharing, team?.data, team?.serviceAccounts],
            [
                [{ instanceType: "ml.g5.12xlarge", amount: { by: "instances", count: 3 } }],
                { strategy: "dont-lend" },
                [],
                ["training", "evaluation"],
            ],
        );
    });

    it("can be left one by one", () => {
        const text = vision("environments:", "  dev:", "  prod: { state: leaving }");

        assert.deepEqual(
            [rosterIn("dev", text).leaving, rosterIn("prod", text).leaving],
            [[], ["vision"]],
        );
    });

    it("are each looked at where no environment is given", () => {
        const text = vision(
            'expires: "2026-11-30"',
            "environments:",
            "  dev:",
            '  prod: { expires: "2026-11-29", serviceAccounts: [a, a] }',
        );

        assert.equal(
            formatIssues(checkRosterAlone(readRoster("teams.yaml", text), exampleSetting.today)),
            [
                'teams.yaml:6:14  teams.vision.expires: team "vision" expired on 2026-11-30; set a later day, or "state: leaving" to remove the team',
                'teams.yaml:9:24  teams.vision.environments.prod.expires: team "vision" expired on 2026-11-29; set a later day, or "state: leaving" to remove the team',
                'teams.yaml:9:59  teams.vision.environments.prod.serviceAccounts[1]: service account "a" is listed twice; remove one of the two',
            ].join("\n"),
        );
    });
});

describe("a team that was renamed", () => {
    it("keeps its former name for everything in AWS and Kubernetes", () => {
        const [team] = rosterIn("dev", vision("formerly: perception")).teams;

        assert.deepEqual(
            [team?.name, team?.physicalName, team?.formerly],
            ["vision", "perception", "perception"],
        );
    });

    it("leaves by both its names", () => {
        const { leaving } = rosterIn("dev", vision("formerly: perception", "state: leaving"));

        assert.deepEqual(leaving, ["vision", "perception"]);
    });
});

describe("a roster", () => {
    it("takes a team of any name that the pattern allows", () => {
        const text = vision().replace("vision:", "constructor:");

        assert.deepEqual(
            rosterIn("dev", text).teams.map(({ name }) => name),
            ["constructor"],
        );
    });

    it("says how the clusters that it lists schedule, with the defaults", () => {
        const text = `clusters:\n  training:\n    priorityClasses: { high: 100 }\n${vision()}`;

        assert.deepEqual(rosterIn("dev", text).schedules, [
            {
                cluster: exampleEnvironment().clusters.get("training"),
                priorityClasses: [{ name: "high", weight: 100 }],
                fairShare: "enabled",
            },
        ]);
    });

    it("gives its value together with its warnings", () => {
        const text = vision('expires: "2026-12-20"');

        const parsed = parseRoster("teams.yaml", text, exampleEnvironment(), exampleSetting);

        assert.deepEqual(
            [parsed.ok, formatIssues(parsed.issues)],
            [
                true,
                'teams.yaml:6:14  warning: teams.vision.expires: team "vision" expires in 19 days; set a later day, or plan "state: leaving"',
            ],
        );
    });
});

describe("an environment", () => {
    const account = { id: "111122223333", region: "us-gov-west-1" };
    const deployRoleArn = "arn:aws-us-gov:iam::111122223333:role/deploy";
    const facts = {
        organizationId: "o-exampleorg1",
        accounts: {
            platform: { ...account, deployRoleArn },
            research: { ...account, region: "us-gov-east-1", deployRoleArn },
        },
        clusters: {
            training: {
                account: "research",
                region: "us-gov-west-1",
                eksClusterName: "training",
                hyperPodClusterArn:
                    "arn:aws-us-gov:sagemaker:us-gov-west-1:111122223333:cluster/abcdef012345",
            },
        },
        buckets: {
            curated: { account: "research", name: "acme-curated" },
            eastern: { account: "research", name: "acme-eastern", region: "us-gov-west-1" },
        },
    };

    it("may have one account under two names, another partition and several regions", () => {
        const environment = valueOf(
            parseEnvironment(facts, {
                issueAt: (path, message) => ({
                    severity: "error",
                    file: "facts",
                    path: path.join("."),
                    message,
                }),
            }),
        );

        assert.deepEqual(
            [
                [...environment.accounts.values()].map(({ id, partition }) => [id, partition]),
                environment.clusters.get("training")?.region,
                [...environment.buckets.values()].map(({ region }) => region),
                [...environment.fileSystems.values()],
            ],
            [
                [
                    ["111122223333", "aws-us-gov"],
                    ["111122223333", "aws-us-gov"],
                ],
                "us-gov-west-1",
                ["us-gov-east-1", "us-gov-west-1"],
                [],
            ],
        );
    });
});
