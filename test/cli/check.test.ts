import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { exampleFile, readProjectFile } from "../support/example";
import { rosterFolder } from "../support/rosterFolder";
import type { RosterFolder } from "../support/rosterFolder";
import { smallProject, smallRoster } from "../support/smallRoster";

/** One mistake everywhere, one in prod alone, and a warning that holds on whatever day this runs. */
const mistaken = {
    ...smallProject(
        smallRoster
            .replace("cluster: training", "cluster: trainin")
            .replace("bucket: curated", "bucket: archive")
            .concat(`    expires: "${inTenDays()}"\n`),
    ),
    "Pulumi.dev.yaml": exampleFile("Pulumi.dev.yaml").replace(" telemetry:", " archive:"),
};
const clusterMessage = 'unknown cluster "trainin"; expected "training"; did you mean "training"?';
const bucketMessage = 'unknown bucket "archive"; expected one of "curated", "records", "telemetry"';
const expiryMessage = 'team "vision" expires in 10 days; set a later day, or plan "state: leaving"';

describe("hyperpod-teams check", () => {
    let at: RosterFolder;

    const given = (files: Readonly<Record<string, string>>) => {
        at = rosterFolder(files);
        return at;
    };

    afterEach(() => {
        at.dispose();
    });

    it("says that a roster is fine, in every environment beside it", () => {
        given(smallProject());

        assert.deepEqual(at.run(["check"]), {
            code: 0,
            stdout: "teams.yaml is fine: 1 team in dev and prod\n",
            stderr: "",
        });
    });

    it("tells each mistake once, and where it holds if not everywhere", () => {
        given(mistaken);

        assert.deepEqual(at.run(["check", "teams.yaml"]), {
            code: 1,
            stdout: [
                `teams.yaml:5:14  teams.vision.cluster: ${clusterMessage}`,
                `teams.yaml:12:19  teams.vision.data[0].bucket: ${bucketMessage} (in prod)`,
                `teams.yaml:13:14  warning: teams.vision.expires: ${expiryMessage}`,
                "2 problems, 1 warning in teams.yaml",
                "",
            ].join("\n"),
            stderr: "",
        });
    });

    it("checks one environment alone", () => {
        given(mistaken);

        for (const args of [
            ["check", "--stack", "dev"],
            ["--stack", "dev", "check"],
        ]) {
            assert.deepEqual(at.run(args), {
                code: 1,
                stdout: [
                    `teams.yaml:5:14  teams.vision.cluster: ${clusterMessage}`,
                    `teams.yaml:13:14  warning: teams.vision.expires: ${expiryMessage}`,
                    "1 problem, 1 warning in teams.yaml",
                    "",
                ].join("\n"),
                stderr: "",
            });
        }
    });

    it("lets warnings pass", () => {
        given(smallProject(smallRoster.concat(`    expires: "${inTenDays()}"\n`)));

        assert.deepEqual(at.run(["check"]), {
            code: 0,
            stdout: [
                `teams.yaml:13:14  warning: teams.vision.expires: ${expiryMessage}`,
                "1 warning in teams.yaml, no problems: 1 team in dev and prod",
                "",
            ].join("\n"),
            stderr: "",
        });
    });

    it("tells programs the same as JSON, in the shape that is promised", () => {
        given(mistaken);

        const { code, stdout, stderr } = at.run(["check", "--format", "json"]);

        const told: unknown = JSON.parse(stdout);
        assert.deepEqual([code, stderr], [1, ""]);
        assert.deepEqual(told, {
            version: 1,
            file: "teams.yaml",
            stacks: ["dev", "prod"],
            issues: [
                {
                    severity: "error",
                    file: "teams.yaml",
                    line: 5,
                    column: 14,
                    path: "teams.vision.cluster",
                    message: clusterMessage,
                    stacks: ["dev", "prod"],
                },
                {
                    severity: "error",
                    file: "teams.yaml",
                    line: 12,
                    column: 19,
                    path: "teams.vision.data[0].bucket",
                    message: bucketMessage,
                    stacks: ["prod"],
                },
                {
                    severity: "warning",
                    file: "teams.yaml",
                    line: 13,
                    column: 14,
                    path: "teams.vision.expires",
                    message: expiryMessage,
                    stacks: ["dev", "prod"],
                },
            ],
            summary: { errors: 2, warnings: 1, teams: {} },
        });
        assertPromised(told);
    });

    it("counts the teams of each environment", () => {
        given(
            smallProject(
                smallRoster +
                    smallRoster
                        .slice(smallRoster.indexOf("  vision:"))
                        .replaceAll("vision", "speech")
                        .concat("    environments: { dev: }\n"),
            ),
        );

        const json = at.run(["check", "--format", "json"]);
        const told: unknown = JSON.parse(json.stdout);

        assert.deepEqual(told, {
            version: 1,
            file: "teams.yaml",
            stacks: ["dev", "prod"],
            issues: [],
            summary: { errors: 0, warnings: 0, teams: { dev: 2, prod: 1 } },
        });
        assertPromised(told);
        assert.equal(
            at.run(["check"]).stdout,
            "teams.yaml is fine: 2 teams in dev, 1 team in prod\n",
        );
    });

    it("annotates a pull request on GitHub, from where the repository begins", () => {
        given({});
        fs.mkdirSync(path.join(at.folder, "ml"));
        for (const [name, content] of Object.entries(mistaken)) {
            at.write(`ml/${name}`, content);
        }

        const end = at.run(["check", "--format", "github"], { GITHUB_WORKSPACE: at.folder }, "ml");

        assert.deepEqual(end, {
            code: 1,
            stdout: [
                `::error file=ml/teams.yaml,line=5,col=14,title=teams.vision.cluster::${clusterMessage}`,
                `::error file=ml/teams.yaml,line=12,col=19,title=teams.vision.data[0].bucket::${bucketMessage} (in prod)`,
                `::warning file=ml/teams.yaml,line=13,col=14,title=teams.vision.expires::${expiryMessage}`,
                "hyperpod-teams check: 2 problems, 1 warning in ml/teams.yaml",
                "",
            ].join("\n"),
            stderr: "",
        });
    });

    it("lets nothing of a hostile file through to a terminal or a log", () => {
        const hostile = String.raw`"x\e[31m\r\n::error::y\u009b\u202e%0A"`;
        given(
            smallProject(
                smallRoster
                    .replace("cluster: training", `cluster: ${hostile}`)
                    .replace("vision:", `? ${hostile}\n  :`)
                    .concat(`    ${hostile}: ${hostile}\n`),
            ),
        );

        for (const format of ["text", "json", "github"]) {
            const { code, stdout, stderr } = at.run(["check", "--format", format]);

            assert.deepEqual([code, stderr], [1, ""]);
            assert.doesNotMatch(stdout, /[^\n\P{C}]|[\u2028\u2029]/u);
            assert.ok(stdout.includes("u001B[31m"), stdout);
            if (format === "github") {
                for (const line of stdout.trimEnd().split("\n").slice(0, -1)) {
                    // The line has one command, and what could end a property is escaped.
                    assert.match(
                        line,
                        /^::error file=teams\.yaml,line=\d+,col=\d+,title=[^,:\n]+::/,
                    );
                }
                assert.ok(stdout.includes("%250A"), stdout);
            }
        }
    });

    it("tells what is wrong with an environment beside what is wrong with the roster", () => {
        given({
            ...smallProject(smallRoster.replace("prefix: vision/", "prefix: vision")),
            "Pulumi.prod.yaml": exampleFile("Pulumi.prod.yaml").replace(
                "organizationId: o-exampleorg1",
                "organizationId: example",
            ),
        });

        const { code, stdout } = at.run(["check"]);

        assert.equal(code, 1);
        assert.deepEqual(
            stdout.split("\n").map((line) => /^[\w.]+:\d+:\d+ {2}\S+/.exec(line)?.[0] ?? line),
            [
                "Pulumi.prod.yaml:7:34  config.hyperpod-teams:organizationId:",
                "teams.yaml:12:36  teams.vision.data[0].prefix:",
                "2 problems in Pulumi.prod.yaml and teams.yaml",
                "",
            ],
        );
    });

    for (const [value, code, problem] of [
        ["true", 0, undefined],
        ["yes", 1, 'hyperpod-teams:protect: got "yes"; expected true or false'],
    ] as const) {
        it(`reads "${value}" where a truth value belongs, in quotes as the engine writes it`, () => {
            given({
                ...smallProject(),
                "Pulumi.prod.yaml": exampleFile("Pulumi.prod.yaml").replace(
                    /(hyperpod-teams:protect:) .*/,
                    `$1 "${value}"`,
                ),
            });

            const end = at.run(["check"]);

            assert.equal(end.code, code, end.stdout);
            assert.ok(problem === undefined || end.stdout.includes(problem), end.stdout);
        });
    }

    it("checks a roster by itself where there is no environment", () => {
        given({ "teams.yaml": smallRoster });

        assert.deepEqual(at.run(["check"]), {
            code: 0,
            stdout: "teams.yaml is fine: read by itself, because no Pulumi.<stack>.yaml is beside it\n",
            stderr: "",
        });
    });

    it("finds the roster of the nearest folder above, and names it from here", () => {
        given(smallProject());
        fs.mkdirSync(path.join(at.folder, "docs"));

        assert.deepEqual(at.run(["check"], {}, "docs"), {
            code: 0,
            stdout: "../teams.yaml is fine: 1 team in dev and prod\n",
            stderr: "",
        });
    });

    it("takes the roster that an environment names, and only the environments that name it", () => {
        given({
            ...smallProject(),
            "teams-eu.yaml": smallRoster.replaceAll("vision", "sight"),
            "Pulumi.eu.yaml": exampleFile("Pulumi.prod.yaml").concat(
                "  hyperpod-teams:roster: teams-eu.yaml\n",
            ),
        });

        assert.deepEqual(
            [
                ["check"],
                ["check", "teams.yaml"],
                ["check", "--stack", "eu"],
                ["check", "teams-eu.yaml"],
                ["check", "teams.yaml", "--stack", "eu"],
            ].map((args) => {
                const { code, stdout, stderr } = at.run(args);
                return [code, stdout + stderr];
            }),
            [
                [
                    2,
                    'hyperpod-teams: the environments have several rosters, "teams.yaml" and "teams-eu.yaml"; name one\n',
                ],
                [0, "teams.yaml is fine: 1 team in dev and prod\n"],
                [0, "teams-eu.yaml is fine: 1 team in eu\n"],
                [0, "teams-eu.yaml is fine: 1 team in eu\n"],
                [0, "teams.yaml is fine: 1 team in eu\n"],
            ],
        );
    });

    it("says what kept it from checking, with exit code 2 and nothing for programs to read", () => {
        given(smallProject());
        const folder = path.join(at.folder, "folder.yaml");
        fs.mkdirSync(folder);
        const missing = path.join(at.folder, "missing.yaml");

        const ends = [
            ["check", "missing.yaml", "--format", "json"],
            ["check", "folder.yaml"],
            ["check", "--stack", "nope"],
        ].map((args) => at.run(args));

        assert.deepEqual(ends, [
            {
                code: 2,
                stdout: "",
                stderr: `hyperpod-teams: "${missing}" cannot be read: ENOENT: no such file or directory, stat '${missing}'\n`,
            },
            {
                code: 2,
                stdout: "",
                stderr: `hyperpod-teams: "${folder}" cannot be read: it is no file\n`,
            },
            {
                code: 2,
                stdout: "",
                stderr: 'hyperpod-teams: there is no stack "nope"; expected one of "dev", "prod"\n',
            },
        ]);
    });

    it("refuses a command line that it does not understand, with exit code 2 and its help", () => {
        given(smallProject());

        for (const [args, sentence] of [
            [
                ["check", "--format", "xml"],
                "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, github.",
            ],
            [["check", "--colour"], "error: unknown option '--colour'"],
            [
                ["check", "a", "b"],
                "error: too many arguments for 'check'. Expected 1 argument but got 2.",
            ],
        ] as const) {
            const { code, stdout, stderr } = at.run(args);

            assert.deepEqual([code, stdout, stderr.split("\n")[0]], [2, "", sentence]);
            assert.match(stderr, /^Usage: hyperpod-teams check \[options\] \[file\]$/m);
        }
    });

    it("says where there is nothing to check how to begin", () => {
        given({});

        assert.deepEqual(at.run(["check"]), {
            code: 2,
            stdout: "",
            stderr: 'hyperpod-teams: there is no "teams.yaml" here or in a folder above; name the file, or let "hyperpod-teams init" write one\n',
        });
    });

    it("loads neither engine nor sandbox", () => {
        given(smallProject());
        const command = path.resolve(__dirname, "../../bin/hyperpod-teams.js");
        at.write(
            "loaded.js",
            `require(${JSON.stringify(command)});
            process.on("exit", () => {
                const loaded = Object.keys(require.cache).map((file) => file.replaceAll("\\\\", "/"));
                console.log(loaded.filter((file) => /\\/(@pulumi|@grpc|@kubernetes|sandbox)\\//.test(file)));
            });`,
        );

        const output = execFileSync(process.execPath, ["loaded.js", "check"], {
            cwd: at.folder,
            encoding: "utf8",
        });

        assert.equal(output, "teams.yaml is fine: 1 team in dev and prod\n[]\n");
    });
});

function assertPromised(told: unknown): void {
    const ajv = new Ajv();
    const schema = JSON.parse(readProjectFile("docs/check.schema.json")) as object;
    assert.ok(ajv.validate(schema, told), ajv.errorsText());
}

/** A day within the notice that an expiry gives. */
function inTenDays(): string {
    return new Date(Date.now() + 10 * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
}
