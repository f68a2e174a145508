import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { projectFolder } from "../support/example";

describe("what the engine runs", () => {
    let folder: string;

    before(() => {
        folder = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), "hyperpod-teams-program-"));
        fs.mkdirSync(path.join(folder, "bin"));
        for (const file of ["bin/program.js", "bin/transpile.js", "tsconfig.json"]) {
            fs.copyFileSync(path.join(projectFolder, file), path.join(folder, file));
        }
        fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(folder, "node_modules"));
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    // A transpiled file has neither the blank lines nor the types of its source.
    const failures = {
        "while it is loaded": 'throw new Error("no");',
        "in a promise later on": 'void Promise.resolve().then(() => { throw new Error("no"); });',
    };
    for (const [when, failure] of Object.entries(failures)) {
        it(`tells the line of its source that failed ${when}`, () => {
            fs.writeFileSync(
                path.join(folder, "index.ts"),
                `interface Unused {\n    readonly name: string;\n}\n\nexport const unused: Unused[] = [];\n${failure}\n`,
            );
            // What the SDK's runner does before and after.
            const runner = [
                'require("source-map-support/register");',
                'process.on("unhandledRejection", ({ stack }) => { console.error(stack); process.exit(1); });',
                'require("./bin/program.js");',
            ].join("\n");

            const { stderr } = spawnSync(process.execPath, ["-e", runner], {
                cwd: folder,
                encoding: "utf8",
            });

            assert.match(stderr, /index\.ts:6:/);
        });
    }
});
