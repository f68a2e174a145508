import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { processesMentioning } from "../support/leftovers";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";

describe("hyperpod-teams sandbox", function () {
    this.timeout(120_000);
    let project: ProjectCopy;

    before(() => {
        project = copyProject();
    });

    after(async () => {
        await project.dispose();
    });

    const servers = async () => {
        const { output } = await project.run(["sandbox", "status"]);
        return /^servers +(\w+)$/m.exec(output)?.[1];
    };

    it("says when there is no sandbox yet", async () => {
        const { code, output } = await project.run(["sandbox", "status"]);

        assert.equal(code, 0, output);
        assert.equal(
            output,
            `there is no sandbox at "${project.sandbox.root}"; "npm start" makes one\n`,
        );
    });

    it("keeps its servers running after up, through other commands, until down", async () => {
        const up = await project.run(["sandbox", "up"]);
        assert.equal(up.code, 0, up.output);
        const afterUp = await servers();
        const preview = await project.run(["preview"]);
        assert.equal(preview.code, 0, preview.output);
        const afterPreview = await servers();

        const down = await project.run(["sandbox", "down"]);

        assert.equal(down.code, 0, down.output);
        assert.deepEqual(
            [afterUp, afterPreview, await servers()],
            ["running", "running", "stopped"],
        );
        assert.deepEqual(processesMentioning(project.sandbox.root), []);
    });

    it("looks at its stack with the engine, and refuses to change it past the policy pack", async () => {
        const stackFile = project.read("Pulumi.dev.yaml");

        const looked = await project.run(["pulumi", "--", "stack", "ls"]);
        const refused = await project.run(["pulumi", "--", "up", "--yes"]);
        const elsewhere = await project.run(["--stack", "prod", "preview"]);

        assert.equal(looked.code, 0, looked.output);
        assert.deepEqual([refused.code, elsewhere.code], [2, 2]);
        assert.match(refused.output, /"pulumi up --yes" is not for exploring; expected one of/);
        assert.match(elsewhere.output, /holds stack "dev"; give stack "prod" one of its own/);
        assert.equal(project.read("Pulumi.dev.yaml"), stackFile);
    });

    it("is gone after reset", async () => {
        const { code, output } = await project.run(["sandbox", "reset"]);

        assert.equal(code, 0, output);
        assert.equal(fs.existsSync(project.sandbox.root), false);
    });

    it("refuses to delete or to use a folder that is no sandbox", async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "somebodys-folder-"));
        const file = path.join(folder, "thesis.txt");
        fs.writeFileSync(file, "years of work");
        // Somebody else's file may have our marker's name.
        fs.writeFileSync(path.join(folder, "sandbox.json"), "{}");

        const reset = await project.run(["--sandbox", folder, "sandbox", "reset"]);
        const start = await project.run(["--sandbox", folder, "start"]);

        assert.deepEqual([reset.code, start.code], [2, 1]);
        assert.match(reset.output, /is not a sandbox; nothing was deleted/);
        assert.match(start.output, /is not empty and not a sandbox/);
        assert.deepEqual(fs.readdirSync(folder), ["sandbox.json", "thesis.txt"]);
        fs.rmSync(folder, { recursive: true });
    });
});
