import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { installLaunchers } from "../../../sandbox/engine/launchers";
import type { Engine } from "../../../sandbox/engine/provision";
import { createSandbox, type Sandbox } from "../../../sandbox/sandbox";
import { project } from "./languageHostClient";

const engine = (languageHost: Engine["languageHost"]): Engine => ({
    pulumi: "/opt/pulumi/bin/pulumi",
    version: "v3.248.0",
    origin: languageHost === "official" ? "path" : "built",
    languageHost,
});

describe("the launchers of a sandbox", () => {
    let sandbox: Sandbox;

    beforeEach(() => {
        sandbox = createSandbox(fs.mkdtempSync(path.join(os.tmpdir(), "launchers-")));
    });

    afterEach(() => {
        fs.rmSync(sandbox.root, { recursive: true });
    });

    it("start programs that exist", () => {
        installLaunchers(sandbox, engine("stand-in"));
        const names = fs.readdirSync(sandbox.bin);
        assert.deepEqual(names.toSorted(), [
            "aws",
            "pulumi-language-nodejs",
            "pulumi-resource-aws",
            "pulumi-resource-kubernetes",
        ]);
        for (const name of names) {
            const file = path.join(sandbox.bin, name);
            assert.equal(fs.statSync(file).mode & 0o111, 0o111);
            const program = /'([^']+\.ts)'/.exec(fs.readFileSync(file, "utf8"))?.[1] ?? "";
            assert.ok(program.startsWith(project), `"${name}" starts "${program}"`);
            assert.ok(fs.existsSync(program), `"${name}" starts "${program}"`);
        }
    });

    it("hold no language host when there is an official one, not even an older stand-in", () => {
        installLaunchers(sandbox, engine("stand-in"));
        installLaunchers(sandbox, engine("official"));
        assert.deepEqual(fs.readdirSync(sandbox.bin).toSorted(), [
            "aws",
            "pulumi-resource-aws",
            "pulumi-resource-kubernetes",
        ]);
    });

    it("work in any folder and without a PATH, and become the program they start", async () => {
        installLaunchers(sandbox, engine("stand-in"));
        const host = spawn(path.join(sandbox.bin, "pulumi-language-nodejs"), ["127.0.0.1:1"], {
            cwd: "/",
            env: {},
            stdio: ["pipe", "pipe", "inherit"],
        });
        const [port] = (await once(host.stdout, "data")) as [Buffer];
        assert.match(port.toString(), /^\d+\n$/);
        host.stdin.end();
        assert.deepEqual(await once(host, "exit"), [0, null]);
    });
});
