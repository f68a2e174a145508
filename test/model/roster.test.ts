import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { formatIssues } from "../../model/issue";
import { parseEnvironmentFile } from "../../model/environment";
import { parseRoster } from "../../model/roster";
import { exampleEnvironment, exampleRoster, projectFolder, valueOf } from "../support/example";

/**
 * A case is a file and, in `<name>.issues` beside it, every problem that must be found in it, as the
 * user sees them. Adding a case is adding two files.
 */
function cases(folder: string): readonly { name: string; text: string; issues: string }[] {
    const location = path.join(projectFolder, "test", "cases", folder);
    const read = (name: string) => fs.readFileSync(path.join(location, name), "utf8");
    return fs
        .readdirSync(location)
        .filter((name) => name.endsWith(".issues"))
        .map((name) => name.replace(/issues$/, "yaml"))
        .map((name) => ({
            name,
            text: read(name),
            issues: read(name.replace(/yaml$/, "issues")).trimEnd(),
        }));
}

describe("a roster with problems", () => {
    for (const { name, text, issues } of cases("rosters")) {
        it(`reports every problem of ${name}, each with its place`, () => {
            const parsed = parseRoster(name, text, exampleEnvironment());

            assert.equal(parsed.ok ? "no problem" : formatIssues(parsed.issues), issues);
        });
    }
});

describe("access points of a roster", () => {
    /** The example's environment with two more names for buckets of the data account. */
    function environmentWith(...aliases: readonly string[]) {
        const environment = exampleEnvironment();
        const curated = environment.buckets.get("curated");
        assert.ok(curated !== undefined);
        const more = aliases.map(
            (alias) => [alias, { ...curated, alias, name: `acme-${alias}` }] as const,
        );
        return { ...environment, buckets: new Map([...environment.buckets, ...more]) };
    }

    const team = (name: string, bucket: string) =>
        [
            `  ${name}:`,
            "    scientists: { account: research, permissionSet: Scientist }",
            "    cluster: training",
            "    compute: [{ instanceType: ml.g5.12xlarge, count: 1 }]",
            `    data: [{ bucket: ${bucket}, prefix: p/ }]`,
            "",
        ].join("\n");

    it("fails when two teams' names would meet in one access point", () => {
        const text = `teams:\n${team("a-b", "cc")}${team("a", "b-cc")}`;

        const parsed = parseRoster("teams.yaml", text, environmentWith("cc", "b-cc"));

        assert.equal(
            parsed.ok ? "no problem" : formatIssues(parsed.issues),
            'teams.yaml:11:22  teams.a.data[0].bucket: access point "a-b-cc" would belong to team "a-b" too; rename one of the teams or the bucket\'s alias',
        );
    });

    it("fails when the name is longer than S3 takes", () => {
        const name = "t".repeat(40);
        const text = `teams:\n${team(name, "measurements")}`;

        const parsed = parseRoster("teams.yaml", text, environmentWith("measurements"));

        assert.equal(
            parsed.ok ? "no problem" : formatIssues(parsed.issues),
            `teams.yaml:6:22  teams.${name}.data[0].bucket: access point name "${name}-measurements" has 53 characters; expected at most 50: shorten the team's or the bucket's name`,
        );
    });
});

describe("a stack file with problems", () => {
    for (const { name, text, issues } of cases("environments")) {
        it(`reports every problem of ${name}, each with its place`, () => {
            const parsed = parseEnvironmentFile(name, text);

            assert.equal(parsed.ok ? "no problem" : formatIssues(parsed.issues), issues);
        });
    }
});

describe("the committed files", () => {
    it("have the same keys in dev and prod", () => {
        const [dev, prod] = ["dev", "prod"].map((stack) => {
            const { accounts, clusters, buckets } = exampleEnvironment(stack);
            return [accounts, clusters, buckets].map((map) => [...map.keys()]);
        });

        assert.deepEqual(dev, prod);
    });

    it("resolve every alias of a team to what it names", () => {
        const environment = exampleEnvironment();

        const robotics = exampleRoster(environment).teams.find(({ name }) => name === "robotics");

        assert.deepEqual(robotics, {
            name: "robotics",
            scientists: {
                account: environment.accounts.get("research"),
                permissionSet: "RoboticsScientist",
            },
            cluster: environment.clusters.get("training"),
            compute: [{ instanceType: "ml.g5.12xlarge", count: 4 }],
            data: [
                { bucket: environment.buckets.get("curated"), prefix: "robotics/" },
                { bucket: environment.buckets.get("telemetry"), prefix: "fleet/" },
            ],
            serviceAccount: "training",
        });
    });

    it("keep a leaving team out of the teams, whatever it still names", () => {
        const text = fs.readFileSync(
            path.join(projectFolder, "test/cases/rosters/leavingNamesNothing.yaml"),
            "utf8",
        );

        const roster = valueOf(parseRoster("roster.yaml", text, exampleEnvironment()));

        assert.deepEqual(roster, { teams: [], leaving: ["audio"] });
    });
});
