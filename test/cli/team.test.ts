import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { replaceFile } from "../../cli/replaceFile";
import { rosterFolder } from "../support/rosterFolder";
import type { RosterFolder } from "../support/rosterFolder";
import { smallProject, smallRoster } from "../support/smallRoster";

const needed = [
    ...["--account", "research", "--permission-set", "SpeechScientist"],
    ...["--cluster", "training", "--instance", "ml.p5.48xlarge=1"],
];
const speech = `
  speech:
    cluster: training
    scientists:
      - { account: research, permissionSet: SpeechScientist }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 1 }
`;
const leavingRoster = `${smallRoster}    state: leaving\n`;

describe("changing the roster by command", () => {
    let at: RosterFolder;

    function given(roster: string): RosterFolder {
        at = rosterFolder(smallProject(roster));
        return at;
    }

    /** The whole folder is as it was: no change, and nothing left behind. */
    function assertUntouched(roster: string): void {
        assert.equal(at.read("teams.yaml"), roster);
        assert.deepEqual(at.names(), ["Pulumi.dev.yaml", "Pulumi.prod.yaml", "teams.yaml"]);
    }

    afterEach(() => {
        at.dispose();
    });

    describe("hyperpod-teams team add", () => {
        it("adds an entry, shows it, and leaves every other byte", () => {
            given(smallRoster);

            const end = at.run(["team", "add", "speech", ...needed]);

            assert.deepEqual(end, {
                code: 0,
                stdout: [
                    "teams.yaml",
                    "@@ -10,3 +10,11 @@",
                    "         - { instanceType: ml.p5.48xlarge, count: 2 } # for now",
                    "     data:",
                    "       - { bucket: curated, prefix: vision/ }",
                    ...speech
                        .trimEnd()
                        .split("\n")
                        .map((line) => `+${line}`),
                    'Team "speech" is in teams.yaml. "hyperpod-teams preview" shows what a rollout would make for it.',
                    "",
                ].join("\n"),
                stderr: "",
            });
            assertUntouched(smallRoster + speech);
            assert.equal(at.run(["check"]).stdout, "teams.yaml is fine: 2 teams in dev and prod\n");
        });

        it("takes everything that its options say", () => {
            given(smallRoster);

            const { code, stderr } = at.run([
                ...["team", "add", "speech", ...needed, "--instance", "ml.g5.12xlarge=2"],
                ...["--data", "curated=speech/", "--data", "telemetry=speech/out/:read-write"],
                ...["--file-system", "scratch", "--service-account", "training"],
                ...["--service-account", "evaluation", "--sharing", "lend"],
                ...["--description", "Speech: models", "--owner", "ada@example.com"],
                ...["--contact", "#speech-help", "--tag", "cost-center=0815", "--tag", "note=a=b"],
                ...["--expires", "2099-03-31", "--environment", "prod"],
            ]);

            assert.deepEqual([code, stderr], [0, ""]);
            assertUntouched(`${smallRoster}
  speech:
    description: "Speech: models"
    owners:
      - ada@example.com
    contact: "#speech-help"
    tags: { cost-center: "0815", note: "a=b" }
    expires: "2099-03-31"
    cluster: training
    scientists:
      - { account: research, permissionSet: SpeechScientist }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 1 }
        - { instanceType: ml.g5.12xlarge, count: 2 }
      sharing: lend
    data:
      - { bucket: curated, prefix: speech/ }
      - { bucket: telemetry, prefix: speech/out/, mode: read-write }
    fileSystems:
      - scratch
    serviceAccounts:
      - training
      - evaluation
    environments:
      prod:
`);
            assert.equal(
                at.run(["check"]).stdout,
                "teams.yaml is fine: 1 team in dev, 2 teams in prod\n",
            );
        });

        it("keeps byte order mark, line ends, mode and link of the file", () => {
            given(smallRoster);
            const before = `\ufeff${smallRoster.replaceAll("\n", "\r\n")}`;
            at.write("real.yaml", before);
            fs.chmodSync(path.join(at.folder, "real.yaml"), 0o640);
            fs.rmSync(path.join(at.folder, "teams.yaml"));
            fs.symlinkSync("real.yaml", path.join(at.folder, "teams.yaml"));

            const { code } = at.run(["team", "add", "speech", ...needed]);

            assert.equal(code, 0);
            assert.equal(at.read("real.yaml"), before + speech.replaceAll("\n", "\r\n"));
            assert.equal(fs.statSync(path.join(at.folder, "real.yaml")).mode & 0o777, 0o640);
            assert.equal(fs.readlinkSync(path.join(at.folder, "teams.yaml")), "real.yaml");
        });

        it("shows what it would do and does it not, with --dry-run", () => {
            given(smallRoster);

            const { code, stdout } = at.run(["team", "add", "speech", ...needed, "--dry-run"]);

            assert.deepEqual(
                [code, stdout.split("\n").slice(-3)],
                [
                    0,
                    [
                        "+        - { instanceType: ml.p5.48xlarge, count: 1 }",
                        "nothing was changed: --dry-run",
                        "",
                    ],
                ],
            );
            assertUntouched(smallRoster);
        });

        it("writes nothing that would not check, and tells every reason", () => {
            given(smallRoster);

            const end = at.run([
                ...["team", "add", "speech", "--account", "reserch", "--permission-set", "Speech"],
                ...["--cluster", "training", "--instance", "ml.p5.48xlarge=1"],
                ...["--data", "currated=speech/"],
            ]);

            assert.deepEqual(
                [end.code, end.stdout.split("\n").slice(-3), end.stderr],
                [
                    1,
                    [
                        'teams.yaml:17:20  teams.speech.scientists[0].account: unknown account "reserch"; expected one of "automation", "data", "platform", "research"; did you mean "research"?',
                        'teams.yaml:22:19  teams.speech.data[0].bucket: unknown bucket "currated"; expected one of "curated", "records", "telemetry"; did you mean "curated"?',
                        "",
                    ],
                    "hyperpod-teams: nothing was changed: with this change there would be 2 problems in teams.yaml; see above\n",
                ],
            );
            assertUntouched(smallRoster);
        });

        it("lets nothing of a hostile word through to the terminal or the file", () => {
            given(smallRoster);

            const { code, stdout, stderr } = at.run([
                ...["team", "add", "x\u001b[31m\r\nevil: {}\u202e", ...needed],
            ]);

            assert.equal(code, 1);
            assert.doesNotMatch(stdout + stderr, /[^\n\P{C}]/u);
            assertUntouched(smallRoster);
        });

        const refused: readonly (readonly [
            does: string,
            args: readonly string[],
            sentence: string,
        ])[] = [
            [
                "names every option that is missing, and what it may be",
                ["speech"],
                'team "speech" needs --account <name> (platform, research, data, automation), either --permission-set <name> or --role <name>, --cluster <name> (training), --instance <type=count>; see "hyperpod-teams team add --help"',
            ],
            [
                "fails on a permission set beside a role",
                ["speech", ...needed, "--role", "x"],
                'team "speech" needs either --permission-set <name> or --role <name>; see "hyperpod-teams team add --help"',
            ],
            [
                "fails on an instance type without a count",
                ["speech", ...needed, "--instance", "ml.p5.48xlarge"],
                '--instance: got "ml.p5.48xlarge"; expected <type>=<count>, such as ml.p5.48xlarge=2',
            ],
            [
                "fails on a bucket without a prefix",
                ["speech", ...needed, "--data", "curated"],
                '--data: got "curated"; expected <bucket>=<prefix> or <bucket>=<prefix>:read-write',
            ],
            [
                "fails on a tag without a value",
                ["speech", ...needed, "--tag", "cost-center"],
                '--tag: got "cost-center"; expected <key>=<value>',
            ],
            [
                "fails on a tag that is given twice",
                ["speech", ...needed, "--tag", "a=1", "--tag", "a=2"],
                '--tag names "a" twice; expected it once',
            ],
            [
                "fails on --stack, which would seem to add to one environment alone",
                ["speech", ...needed, "--stack", "dev"],
                '"team add" knows no --stack: an entry is for all environments; "--environment <name>" puts a team into one alone',
            ],
        ];
        for (const [does, args, sentence] of refused) {
            it(does, () => {
                given(smallRoster);

                assert.deepEqual(at.run(["team", "add", ...args]), {
                    code: 2,
                    stdout: "",
                    stderr: `hyperpod-teams: ${sentence}\n`,
                });
                assertUntouched(smallRoster);
            });
        }

        it("fails on a team that is there", () => {
            given(smallRoster);

            assert.deepEqual(at.run(["team", "add", "vision", ...needed]), {
                code: 1,
                stdout: "",
                stderr: 'hyperpod-teams: nothing was changed: team "vision" is there already; edit its entry instead\n',
            });
            assertUntouched(smallRoster);
        });

        it("says where a file is broken that it cannot add to", () => {
            const broken = `${smallRoster}\tx: [\n`;
            given(broken);

            const { code, stdout, stderr } = at.run(["team", "add", "speech", ...needed]);

            assert.equal(code, 1);
            assert.match(stdout, /^teams\.yaml:13:1 {2}not valid YAML: /);
            assert.equal(
                stderr,
                "hyperpod-teams: nothing was changed: the file is not valid YAML\n",
            );
            assertUntouched(broken);
        });
    });

    describe("hyperpod-teams team remove", () => {
        it("first lets the team leave, and says what comes next", () => {
            given(smallRoster);

            const end = at.run(["team", "remove", "vision"]);

            assert.deepEqual(end, {
                code: 0,
                stdout: [
                    "teams.yaml",
                    "@@ -10,3 +10,4 @@",
                    "         - { instanceType: ml.p5.48xlarge, count: 2 } # for now",
                    "     data:",
                    "       - { bucket: curated, prefix: vision/ }",
                    "+    state: leaving",
                    'Team "vision" is leaving: the next rollout removes its resources. Roll out every environment that it is in; then "hyperpod-teams team remove vision --entry" removes its entry.',
                    "",
                ].join("\n"),
                stderr: "",
            });
            assertUntouched(leavingRoster);
        });

        it("says that a team is leaving already, and changes nothing", () => {
            given(leavingRoster);

            assert.deepEqual(at.run(["team", "remove", "vision"]), {
                code: 0,
                stdout: 'team "vision" is leaving already: nothing was changed. Once that is rolled out, "hyperpod-teams team remove vision --entry" removes its entry.\n',
                stderr: "",
            });
            assertUntouched(leavingRoster);
        });

        it("then removes the entry of a team that is leaving", () => {
            given(leavingRoster + speech);

            const { code, stdout } = at.run(["team", "remove", "vision", "--entry"]);

            assert.deepEqual(
                [code, stdout.split("\n").slice(-2)],
                [
                    0,
                    [
                        'The entry of team "vision" is gone. A preview fails where the team was never rolled out as leaving.',
                        "",
                    ],
                ],
            );
            assertUntouched(`# all teams\nteams:${speech}`);
        });

        const active: readonly (readonly [does: string, roster: string, sentence: string])[] = [
            [
                "never removes the entry of an active team",
                smallRoster,
                'team "vision" is active; first "hyperpod-teams team remove vision" and a rollout, or its resources would have no owner',
            ],
            [
                "never removes the entry of a team that is active in one environment",
                `${smallRoster}    environments: { dev: { state: leaving }, prod: }\n`,
                'team "vision" is active in prod; first "hyperpod-teams team remove vision" and a rollout, or its resources would have no owner',
            ],
            [
                "never removes the entry of a team that an environment keeps",
                `${leavingRoster}    environments: { dev: , prod: { state: active } }\n`,
                'team "vision" is active in prod; first "hyperpod-teams team remove vision" and a rollout, or its resources would have no owner',
            ],
        ];
        for (const [does, roster, sentence] of active) {
            it(does, () => {
                given(roster);

                assert.deepEqual(at.run(["team", "remove", "vision", "--entry"]), {
                    code: 1,
                    stdout: "",
                    stderr: `hyperpod-teams: nothing was changed: ${sentence}\n`,
                });
                assertUntouched(roster);
            });
        }

        it("removes the entry of a team that is leaving wherever it is", () => {
            given(
                `${smallRoster}    environments: { dev: { state: leaving }, prod: { state: leaving } }\n`,
            );

            assert.equal(at.run(["team", "remove", "vision", "--entry"]).code, 0);
            assertUntouched("# all teams\nteams: {}\n");
        });

        it("fails where an environment would keep the team", () => {
            const roster = `${smallRoster}    environments: { dev: , prod: { state: active } }\n`;
            given(roster);

            assert.deepEqual(at.run(["team", "remove", "vision"]), {
                code: 1,
                stdout: "",
                stderr: 'hyperpod-teams: nothing was changed: team "vision" would stay in prod, where "environments" says so; change "state" there\n',
            });
            assertUntouched(roster);
        });

        it("fails on a name that is none, in both steps", () => {
            given(smallRoster);

            for (const step of [[], ["--entry"]]) {
                assert.deepEqual(at.run(["team", "remove", "visoin", ...step]), {
                    code: 1,
                    stdout: "",
                    stderr: 'hyperpod-teams: nothing was changed: there is no team "visoin"; did you mean "vision"?\n',
                });
            }
            assertUntouched(smallRoster);
        });

        it("fails on --stack, because the team would leave everywhere", () => {
            given(smallRoster);

            assert.deepEqual(at.run(["team", "remove", "vision", "--stack", "prod"]), {
                code: 2,
                stdout: "",
                stderr: 'hyperpod-teams: "team remove" knows no --stack: an entry is for all environments; to leave one of them, write "state: leaving" below it under the team\'s "environments"\n',
            });
            assertUntouched(smallRoster);
        });

        it("tells all of a long list of problems before it ends", () => {
            const others = Array.from(
                { length: 2000 },
                (_, index) => `  t${index}: { cluster: x, colour: red }\n`,
            );
            const roster = smallRoster + others.join("");
            given(roster);

            const { code, stdout } = at.run(["team", "remove", "vision"]);

            assert.equal(code, 1);
            assert.equal(stdout.match(/^teams\.yaml:\d+:\d+ {2}/gm)?.length, 4000);
            assertUntouched(roster);
        });

        it("does not overwrite what somebody else has written meanwhile", () => {
            given(smallRoster);
            const location = path.join(at.folder, "teams.yaml");
            const read = Buffer.from(smallRoster.replace("# for now", "# as it was read"));

            assert.throws(
                () => {
                    replaceFile(location, read, Buffer.from(leavingRoster));
                },
                {
                    message: `"${location}" was not changed: somebody else has changed it meanwhile; try again`,
                    exitCode: 2,
                },
            );
            assertUntouched(smallRoster);
        });
    });
});
