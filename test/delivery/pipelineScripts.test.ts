import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { projectFolder, readProjectFile } from "../support/example";

interface Comment {
    readonly id: number;
    readonly user: { readonly login: string };
    readonly body: string;
}
interface Workflow {
    readonly jobs: Readonly<
        Record<
            string,
            {
                readonly steps: readonly {
                    readonly run?: string;
                    readonly with?: { readonly script?: string };
                }[];
            }
        >
    >;
}

const { jobs } = parse(readProjectFile(".github/workflows/pull-request.yaml")) as Workflow;

describe("the report of a pull request", () => {
    let folder: string;

    before(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-report-"));
        fs.mkdirSync(path.join(folder, ".ci"));
        fs.mkdirSync(path.join(folder, "bin"));
        fs.copyFileSync(
            path.join(projectFolder, ".ci", "report"),
            path.join(folder, ".ci", "report"),
        );
        // Stands in for the command line: what it was asked for, and the end that the test wants.
        fs.writeFileSync(
            path.join(folder, "bin", "hyperpod-teams.js"),
            `const words = process.argv.slice(2);
            console.log(words.join(" "));
            process.exit(JSON.parse(process.env.CODES)[words[1]]);`,
        );
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const report = (dev: number, prod: number) => {
        const file = path.join(folder, "report.md");
        const { status } = spawnSync(
            path.join(folder, ".ci", "report"),
            ["a folder", "base", "head", file],
            { env: { ...process.env, CODES: JSON.stringify({ dev, prod }) } },
        );
        return { status, text: fs.readFileSync(file, "utf8") };
    };

    it("tells of every environment in one text", () => {
        const words = (stack: string) =>
            `--stack ${stack} pr --repository a folder --base base --head head --limit 32000\n`;

        assert.deepEqual(report(0, 0), { status: 0, text: words("dev") + words("prod") });
    });

    it("tells of an environment that could not be judged, whose silence would pass for a yes", () => {
        const { text } = report(0, 2);

        assert.match(
            text,
            /\n<!-- hyperpod-teams pr prod -->\n### Stack `prod`: could not be judged\n\nWhat this pull request does there nobody knows; /,
        );
        assert.doesNotMatch(text, /Stack `dev`: could not be judged/);
        assert.doesNotMatch(report(1, 3).text, /could not be judged/);
    });

    // What is in the way is worse than access that widens, whichever environment it is in.
    const ends = [
        { dev: 3, prod: 0, worst: 3 },
        { dev: 0, prod: 3, worst: 3 },
        { dev: 1, prod: 3, worst: 1 },
        { dev: 3, prod: 1, worst: 1 },
        { dev: 2, prod: 0, worst: 2 },
    ];
    for (const { dev, prod, worst } of ends) {
        it(`ends with ${worst} where dev ends with ${dev} and prod with ${prod}`, () => {
            assert.equal(report(dev, prod).status, worst);
        });
    }
});

describe("the comment on a pull request", () => {
    const script = jobs.comment?.steps.flatMap((step) => step.with?.script ?? [])[0] ?? "";
    const marker = "<!-- hyperpod-teams pr dev -->";
    const bot = "github-actions[bot]";

    /** What the script asks GitHub for, given what stands on the pull request. */
    async function said(body: string, standing: readonly Comment[]): Promise<readonly unknown[]> {
        const asked: unknown[] = [];
        const issues = {
            listComments: "the comments",
            createComment: (words: object) => asked.push({ create: words }),
            updateComment: (words: object) => asked.push({ update: words }),
        };
        const github = {
            rest: { issues },
            paginate: (what: unknown, where: { issue_number: number }) =>
                Promise.resolve(
                    what === issues.listComments && where.issue_number === 7 ? standing : [],
                ),
        };
        const context = {
            repo: { owner: "acme", repo: "teams" },
            payload: { pull_request: { number: 7 } },
        };
        const files = { readFileSync: () => body };
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the script is ours, from the workflow
        const run = new Function(
            ...["github", "context", "require"],
            `return (async () => {\n${script}\n})();`,
        ) as (...given: unknown[]) => Promise<void>;
        await run(github, context, (name: string) => (name === "node:fs" ? files : {}));
        return asked;
    }

    it("is made where there is none, whatever others have written", async () => {
        const body = `${marker}\nnew`;
        const standing = [
            { id: 1, user: { login: "somebody" }, body: `${marker}\nnot ours` },
            { id: 2, user: { login: bot }, body: "of another tool" },
        ];

        assert.deepEqual(await said(body, standing), [
            { create: { owner: "acme", repo: "teams", issue_number: 7, body } },
        ]);
    });

    it("is updated in place where there is one", async () => {
        const body = `${marker}\nnew`;

        assert.deepEqual(
            await said(body, [{ id: 3, user: { login: bot }, body: `${marker}\nold` }]),
            [{ update: { owner: "acme", repo: "teams", comment_id: 3, body } }],
        );
    });

    it("is as long as GitHub takes at most", async () => {
        const [asked] = await said(marker.padEnd(70_000, "x"), []);

        assert.equal((asked as { create: { body: string } }).create.body.length, 65_536);
    });

    it("is not written for a text without its marker", async () => {
        await assert.rejects(said("anything", []), /the report has no marker/);
    });
});

describe("the gate of a pull request", () => {
    const gate = jobs.gate?.steps.flatMap(({ run }) => run ?? [])[0] ?? "";
    const passing = {
        CHECKS: "success",
        REPORT: "success",
        VERDICT: "0",
        PREVIEW: "success",
        WIDENING: "skipped",
        FORK: "false",
    };
    const isOpen = (change: Partial<typeof passing>) =>
        spawnSync("bash", ["-e", "-c", gate], { env: { ...process.env, ...passing, ...change } })
            .status === 0;

    const opens: Readonly<Record<string, Partial<typeof passing>>> = {
        "all is well": {},
        "access widens and somebody has approved it": { VERDICT: "3", WIDENING: "success" },
        "a fork cannot be previewed": { FORK: "true", PREVIEW: "skipped" },
    };
    for (const [when, change] of Object.entries(opens)) {
        it(`opens when ${when}`, () => {
            assert.equal(isOpen(change), true);
        });
    }

    const stays: Readonly<Record<string, Partial<typeof passing>>> = {
        "the checks fail": { CHECKS: "failure" },
        "the report fails": { REPORT: "failure" },
        "a job was cancelled": { REPORT: "cancelled" },
        "there is no verdict": { VERDICT: "" },
        "access widens and nobody has approved it": { VERDICT: "3", WIDENING: "skipped" },
        "access widens and it was refused": { VERDICT: "3", WIDENING: "failure" },
        "the preview fails": { PREVIEW: "failure" },
        "a fork's preview fails": { FORK: "true", PREVIEW: "failure" },
        "the preview of no fork was skipped": { PREVIEW: "skipped" },
    };
    for (const [when, change] of Object.entries(stays)) {
        it(`stays shut when ${when}`, () => {
            assert.equal(isOpen(change), false);
        });
    }
});

describe("what pipelines ask the engine for", () => {
    let folder: string;

    before(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-pipeline-"));
        fs.mkdirSync(path.join(folder, "programs"));
        // Stands in for the engine: says what it was asked for, and changes the file it was given.
        fs.writeFileSync(
            path.join(folder, "programs", "pulumi"),
            '#!/bin/sh\necho "$*" | sed -E "s#--config-file [^ ]*/#--config-file .../#"\n[ "$1" = config ] && while [ $# -gt 1 ]; do shift; done && echo changed >>"$1"\nexit 0\n',
            { mode: 0o755 },
        );
        fs.writeFileSync(path.join(folder, "Pulumi.dev.yaml"), "config: {}\n");
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const run = (script: string, ...words: readonly string[]) =>
        spawnSync(path.join(projectFolder, ".ci", script), words, {
            cwd: folder,
            encoding: "utf8",
            env: {
                ...process.env,
                PATH: `${path.join(folder, "programs")}${path.delimiter}${process.env.PATH ?? ""}`,
            },
        }).stdout.split("\n");

    it("has a preview judged by the base's pack and its facts, in roles that only read", () => {
        assert.deepEqual(run("preview", "dev", "/base"), [
            "config set hyperpod-teams:assume preview --stack dev --config-file .../Pulumi.dev.yaml",
            "preview --stack dev --config-file .../Pulumi.dev.yaml --non-interactive --suppress-progress --policy-pack /base/policypack --policy-pack-config /base/policypack/config.dev.json",
            "",
        ]);
        assert.equal(fs.readFileSync(path.join(folder, "Pulumi.dev.yaml"), "utf8"), "config: {}\n");
    });

    it("has a part of an environment judged by the facts of the whole", () => {
        fs.writeFileSync(
            path.join(folder, "Pulumi.dev-robots.yaml"),
            "config: { hyperpod-teams:partOf: dev }\n",
        );

        assert.match(
            run("preview", "dev-robots", "/base").join("\n"),
            /^preview --stack dev-robots .* --policy-pack-config \/base\/policypack\/config\.dev\.json$/m,
        );
        assert.match(
            run("deploy", "dev-robots").join("\n"),
            /^up --stack dev-robots .* --policy-pack-config policypack\/config\.dev\.json$/m,
        );
    });

    it("asks for nothing where a part names no environment but a path", () => {
        fs.writeFileSync(
            path.join(folder, "Pulumi.strange.yaml"),
            'config: { "hyperpod-teams:partOf": ../head }\n',
        );

        assert.deepEqual(run("preview", "strange", "/base"), [""]);
    });

    it("has a rollout judged by its own pack, of what stands now", () => {
        const [asked = ""] = run("deploy", "dev");

        assert.match(asked, /^up --stack dev --yes .*--refresh/);
        assert.match(
            asked,
            /--policy-pack policypack --policy-pack-config policypack\/config\.dev\.json$/,
        );
    });
});
