import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { guardedPaths } from "../../cli/guardedPaths";
import { buildGoTool } from "../../sandbox/engine/goTool";
import type { GoTool } from "../../sandbox/engine/goTool";
import { isOrganisationsOwn, projectFolder, readProjectFile } from "../support/example";
import { silentProgress } from "../support/silentProgress";

const actionlint: GoTool = {
    name: "actionlint",
    binaries: [{ name: "actionlint", package: "github.com/rhysd/actionlint/cmd/actionlint" }],
    versionedBy: "github.com/rhysd/actionlint",
};

interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
    readonly if?: string;
    readonly uses?: string;
    readonly environment?: string;
    readonly permissions?: Readonly<Record<string, string>>;
    readonly steps?: readonly Step[];
}
interface Workflow {
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
}

const folder = path.join(projectFolder, ".github", "workflows");
const files = fs.readdirSync(folder).sort();
const workflows = files.map(
    (file) => [file, parse(fs.readFileSync(path.join(folder, file), "utf8")) as Workflow] as const,
);
const jobs = workflows.flatMap(([file, { jobs: all }]) =>
    Object.entries(all).map(([name, job]) => ({ name: `${file} ${name}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step })));

/** Whether the words of a shell would contain a text that others have written. */
const interpolated = ({ run = "" }: Step) => run.includes("${{");

describe("the workflows", function () {
    this.timeout(300_000);

    it("are as actionlint wants them", async () => {
        const bin = await buildGoTool(actionlint, silentProgress.step(""), process.env);
        const lint = (file: string) => {
            const { status, stdout } = spawnSync(path.join(bin, "actionlint"), ["-oneline", file], {
                cwd: projectFolder,
                encoding: "utf8",
            });
            return { status, stdout };
        };

        assert.deepEqual(
            files.map((file) => lint(path.join(folder, file))),
            files.map(() => ({ status: 0, stdout: "" })),
        );
        assert.equal(lint("package.json").status, 1);
    });

    it("run again for a pull request that turns to another base, and for no base but main", () => {
        const [, { on } = { on: {} }] =
            workflows.find(([file]) => file === "pull-request.yaml") ?? [];

        assert.deepEqual(on, {
            pull_request: {
                branches: ["main"],
                types: ["opened", "synchronize", "reopened", "edited"],
            },
        });
    });

    it("run for pull requests without the rights of the base", () => {
        assert.deepEqual(
            workflows.map(([file, { on }]) => [file, Object.keys(on)]),
            [
                ["deploy.yaml", ["push"]],
                ["pull-request.yaml", ["pull_request"]],
                ["rollout.yaml", ["workflow_call"]],
            ],
        );
    });

    it("have no rights but those that a job names", () => {
        assert.deepEqual(
            workflows.map(([, { permissions }]) => permissions),
            workflows.map(() => ({})),
        );
        const read = { contents: "read" };
        const signIn = { contents: "read", "id-token": "write" };
        assert.deepEqual(Object.fromEntries(jobs.map(({ name, job }) => [name, job.permissions])), {
            "deploy.yaml dev": signIn,
            "deploy.yaml prod": signIn,
            "pull-request.yaml checks": read,
            "pull-request.yaml report": read,
            "pull-request.yaml preview": signIn,
            "pull-request.yaml comment": { "pull-requests": "write" },
            "pull-request.yaml widening": undefined,
            "pull-request.yaml gate": undefined,
            "rollout.yaml rollout": signIn,
        });
    });

    it("give identities and the right to comment to no fork", () => {
        const more = jobs
            .filter(({ name }) => name.startsWith("pull-request"))
            .filter(({ job }) => Object.values(job.permissions ?? {}).includes("write"))
            .filter(
                ({ job }) =>
                    job.if?.includes(
                        "github.event.pull_request.head.repo.full_name == github.repository",
                    ) !== true,
            );

        assert.deepEqual(more, []);
    });

    it("use actions by their commits", () => {
        const loose = steps.filter(
            ({ step }) => step.uses !== undefined && !/@[0-9a-f]{40}$/.test(step.uses),
        );

        assert.deepEqual(loose, []);
    });

    it("leave no token in a checkout", () => {
        const kept = steps.filter(
            ({ step }) =>
                step.uses?.startsWith("actions/checkout@") === true &&
                step.with?.["persist-credentials"] !== false,
        );

        assert.deepEqual(kept, []);
    });

    it("put nothing that somebody wrote into a script", () => {
        assert.deepEqual(
            steps.filter(({ step }) => interpolated(step)),
            [],
        );
    });

    it("know no secrets", () => {
        for (const file of files) {
            assert.doesNotMatch(fs.readFileSync(path.join(folder, file), "utf8"), /secrets[.[]/);
        }
    });
});

describe("the owners of code", () => {
    it("are asked about everything, and some about what judges a pull request", () => {
        const owned = readProjectFile(".github/CODEOWNERS")
            .split("\n")
            .filter((line) => line !== "" && !line.startsWith("#"))
            .map((line) => line.split(/\s+/));

        assert.deepEqual(
            owned.map(([file]) => file),
            ["*", ...guardedPaths.map((file) => `/${file}`)],
        );
        assert.deepEqual(
            owned.filter(([, ...owners]) => owners.length === 0),
            [],
        );
    });

    it("are asked about files that are there", () => {
        assert.deepEqual(
            guardedPaths.filter(
                // An organisation need not have each of our environments.
                (file) =>
                    !isOrganisationsOwn(file) && !fs.existsSync(path.join(projectFolder, file)),
            ),
            [],
        );
    });
});
