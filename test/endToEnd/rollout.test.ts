import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { registrationsOf } from "../../access/registration";
import { readAccount } from "../../sandbox/aws/accountState";
import { readDeployment } from "../support/checkpoint";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";
import { processesMentioning } from "../support/leftovers";
import { projectFolder } from "../support/example";

/** What the engine adds by itself: the root, and the provider behind its own functions. */
const engineOwn = new Set(["pulumi:pulumi:Stack", "pulumi:providers:pulumi"]);

/** The real engine, the real API server and the real policy pack, through the real command line. */
describe("npm start", function () {
    this.timeout(300_000);
    let project: ProjectCopy;
    const files = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml", "teams.yaml"];
    const texts = () => files.map((file) => project.read(file));
    let committed: readonly string[];

    before(() => {
        project = copyProject();
        committed = texts();
    });

    after(async () => {
        await project.dispose();
    });

    const resourceNames = () =>
        registrationsOf({ version: 3, deployment: readDeployment(project.sandbox) })
            .filter(({ type }) => !engineOwn.has(type))
            .map(({ type, name }) => `${type} ${name}`)
            .sort();

    it("rolls the roster out and walks every team's path", async () => {
        // Nothing of the user's own accounts may be seen: each of these would break the rollout.
        const { code, output } = await project.run(["start"], {
            AWS_PROFILE: "somebody",
            AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
            KUBECONFIG: "/nonexistent/kubeconfig",
            PULUMI_BACKEND_URL: "file:///nonexistent",
            PULUMI_HOME: "/nonexistent",
            PULUMI_CONFIG_PASSPHRASE: "somebody's",
        });

        assert.equal(code, 0, output);
        const golden = fs
            .readFileSync(path.join(projectFolder, "test/golden/resources.dev.txt"), "utf8")
            .trim()
            .split("\n")
            .filter((line) => !line.startsWith("pulumi:pulumi:Stack"));
        assert.deepEqual(resourceNames(), golden.sort());
        for (const team of ["vision", "speech", "robotics", "forecast"]) {
            assert.match(output, new RegExp(`^.*\\b${team}\\b.*$`, "m"));
        }
        assert.doesNotMatch(output, /✗/);
    });

    it("changes nothing the second time", async () => {
        const { code, output } = await project.run(["start"]);

        assert.equal(code, 0, output);
        const summaries = output.split("\n").filter((line) => /^ {4}[+~-]/.test(line));
        assert.deepEqual(summaries, []);
        assert.match(output, /^ {4}\d+ unchanged$/m);
    });

    it("leaves the committed files as they were and no process behind", () => {
        assert.deepEqual(texts(), committed);
        assert.deepEqual(processesMentioning(project.sandbox.root), []);
    });

    it("fails on a broken roster before anything is registered", async () => {
        const before = resourceNames();
        const roster = project.read("teams.yaml");
        project.edit("teams.yaml", "bucket: curated", "bucket: currated");
        const line = roster.slice(0, roster.indexOf("bucket: curated")).split("\n").length;

        const { code, output } = await project.run(["start"]);

        fs.writeFileSync(path.join(project.folder, "teams.yaml"), roster);
        assert.equal(code, 1, output);
        const issue = `teams.yaml:${line}:19  teams.vision.data[0].bucket: unknown bucket "currated"; expected one of "curated", "records", "telemetry"; did you mean "curated"?`;
        assert.ok(output.includes(issue), output);
        // Neither Node nor a stack trace has anything to say beside it.
        assert.doesNotMatch(output, /\(node:\d+\)|Warning: |^ +at /m);
        assert.deepEqual(resourceNames(), before);
    });

    it("fails when a team's entry vanishes, and deletes nothing", async () => {
        const before = resourceNames();
        const roster = project.read("teams.yaml");
        fs.writeFileSync(
            path.join(project.folder, "teams.yaml"),
            roster.slice(0, roster.indexOf("  speech:")) +
                roster.slice(roster.indexOf("  robotics:")),
        );

        const { code, output } = await project.run(["start"]);

        fs.writeFileSync(path.join(project.folder, "teams.yaml"), roster);
        assert.equal(code, 1, output);
        assert.match(
            output,
            /team "speech" has resources in this stack but no entry in the roster; put the entry back, or keep it with "state: leaving"/,
        );
        assert.deepEqual(resourceNames(), before);
    });

    it("removes exactly a leaving team's resources, and then forgets its entry", async () => {
        const before = resourceNames();
        const roster = project.read("teams.yaml");
        project.edit("teams.yaml", "  speech:\n", "  speech:\n    state: leaving\n");

        const { code, output } = await project.run(["start"]);

        assert.equal(code, 0, output);
        const after = resourceNames();
        const gone = before.filter((name) => !after.includes(name));
        assert.deepEqual(
            gone,
            before.filter((name) => / speech(-|$)/.test(name)),
        );
        assert.equal(gone.length > 10, true);
        // Its own file system says "removal: delete", and nobody else's was made.
        assert.deepEqual(readAccount(project.sandbox, "111122223333")?.fileSystems, []);
        fs.writeFileSync(
            path.join(project.folder, "teams.yaml"),
            roster.slice(0, roster.indexOf("  speech:")) +
                roster.slice(roster.indexOf("  robotics:")),
        );
        const preview = await project.run(["preview"]);
        assert.equal(preview.code, 0, preview.output);
        assert.match(preview.output, /^ {4}\d+ unchanged$/m);
    });
});
