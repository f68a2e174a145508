import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseEnvironmentFile } from "../../../model/environment/environment";
import type { Environment } from "../../../model/environment/environment";
import { formatIssues, hasErrors } from "../../../model/issue";
import type { Issue } from "../../../model/issue";
import { checkRosterAlone, parseRoster, readRoster } from "../../../model/roster/roster";
import type { Setting } from "../../../model/roster/roster";
import {
    exampleEnvironment,
    exampleRoster,
    exampleSetting,
    projectFolder,
    readProjectFile,
    valueOf,
} from "../../support/example";

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

/** `# stack: prod` in a case's first lines; unless it says so, the example's environment and day. */
function settingOf(text: string): { environment: Environment; setting: Setting } {
    const said = (what: string) => new RegExp(`^# ${what}: (\\S+)$`, "m").exec(text)?.[1];
    const stack = said("stack") ?? exampleSetting.stack;
    const file = said("environment");
    return {
        environment: file === undefined ? exampleEnvironment(stack) : caseEnvironment(file),
        setting: { ...exampleSetting, stack, today: said("today") ?? exampleSetting.today },
    };
}

function caseEnvironment(name: string): Environment {
    const file = `test/cases/rosters/environments/${name}.yaml`;
    return valueOf(parseEnvironmentFile(file, readProjectFile(file)));
}

describe("a roster with problems", () => {
    for (const { name, text, issues } of cases("rosters")) {
        it(`reports every problem of ${name}, each with its place`, () => {
            const { environment, setting } = settingOf(text);

            const parsed = parseRoster(name, text, environment, setting);

            assert.equal(formatIssues(parsed.issues), issues);
            assert.equal(parsed.ok, !hasErrors(parsed.issues));
        });
    }

    it("has at least eighty cases", () => {
        assert.ok(cases("rosters").length >= 80);
    });

    it("is told without an environment nothing that it is not told with one", () => {
        const surplus = cases("rosters").flatMap(({ name, text }) => {
            const { environment, setting } = settingOf(text);
            const known = parseRoster(name, text, environment, setting).issues.map(inWords);
            // Of other environments the file alone tells more.
            return text.includes("environments:")
                ? []
                : checkRosterAlone(readRoster(name, text), setting.today)
                      .map(inWords)
                      .filter((issue) => !known.includes(issue));
        });

        assert.deepEqual(surplus, []);
    });
});

function inWords(issue: Issue): string {
    return formatIssues([issue]);
}

describe("a stack file with problems", () => {
    for (const { name, text, issues } of cases("environments")) {
        it(`reports every problem of ${name}, each with its place`, () => {
            const parsed = parseEnvironmentFile(name, text);

            assert.equal(formatIssues(parsed.issues), issues);
        });
    }
});

describe("the example", () => {
    it("have the same keys in dev and prod", () => {
        const [dev, prod] = ["dev", "prod"].map((stack) => {
            const { accounts, clusters, buckets, fileSystems } = exampleEnvironment(stack);
            return [accounts, clusters, buckets, fileSystems].map((map) => [...map.keys()]);
        });

        assert.deepEqual(dev, prod);
    });

    it("resolve every alias of a team to what it names", () => {
        const environment = exampleEnvironment();

        const robotics = exampleRoster(environment).teams.find(({ name }) => name === "robotics");

        assert.deepEqual(robotics, {
            name: "robotics",
            physicalName: "robotics",
            owners: [],
            tags: {},
            cluster: environment.clusters.get("training"),
            audiences: [
                {
                    kind: "scientist",
                    members: [
                        {
                            account: environment.accounts.get("research"),
                            permissionSet: "RoboticsScientist",
                        },
                    ],
                },
                {
                    kind: "robot",
                    members: [
                        {
                            account: environment.accounts.get("automation"),
                            role: "gitlab-runner",
                        },
                    ],
                },
            ],
            compute: {
                instances: [
                    { instanceType: "ml.g5.12xlarge", amount: { by: "instances", count: 4 } },
                ],
                sharing: {
                    strategy: "lend-and-borrow",
                    borrowLimit: 50,
                    absoluteBorrowLimits: [
                        { instanceType: "ml.p5.48xlarge", amount: { by: "instances", count: 1 } },
                    ],
                },
                preemption: "lower-priority",
                fairShareWeight: 20,
            },
            data: [
                {
                    bucket: environment.buckets.get("curated"),
                    prefix: "robotics/",
                    mode: "read",
                },
                {
                    bucket: environment.buckets.get("telemetry"),
                    prefix: "fleet/",
                    mode: "read",
                },
            ],
            extraRights: [],
            dataRole: "cluster-account",
            fileSystems: [environment.fileSystems.get("scratch")],
            serviceAccounts: ["training"],
            clusterAccess: "group",
            guardRails: ["admission", "network"],
            movedFrom: { accounts: [] },
        });
    });

    it("keep a leaving team out of the teams, whatever it still names", () => {
        const text = fs.readFileSync(
            path.join(projectFolder, "test/cases/rosters/leavingNamesNothing.yaml"),
            "utf8",
        );

        const roster = valueOf(
            parseRoster("roster.yaml", text, exampleEnvironment(), exampleSetting),
        );

        assert.deepEqual(roster, {
            teams: [],
            schedules: [],
            leaving: ["audio"],
            elsewhere: [],
        });
    });
});
