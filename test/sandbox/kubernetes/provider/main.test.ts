import * as assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { backendUrl, sandboxVariable, type Sandbox } from "../../../../sandbox/sandbox";
import { temporarySandbox } from "../sharedCluster";

const main = path.join(__dirname, "../../../../sandbox/kubernetes/provider/main.ts");

describe("pulumi-resource-kubernetes", () => {
    let sandbox: Sandbox;

    before(() => {
        sandbox = temporarySandbox();
    });

    after(() => {
        fs.rmSync(sandbox.root, { recursive: true });
    });

    function start(environment: NodeJS.ProcessEnv): ChildProcess {
        return spawn(process.execPath, ["-r", "./bin/transpile.js", main], {
            env: { PATH: process.env.PATH, ...environment },
            stdio: ["pipe", "pipe", "pipe"],
        });
    }

    it("serves on a port that it prints, until its starter is gone", async () => {
        const provider = start({
            [sandboxVariable]: sandbox.root,
            PULUMI_BACKEND_URL: backendUrl(sandbox),
        });
        assert.ok(provider.stdout !== null && provider.stdin !== null);
        const [line] = (await once(provider.stdout, "data")) as [Buffer];
        provider.stdin.end();
        const [code] = (await once(provider, "close")) as [number];

        assert.match(line.toString(), /^\d+\n$/);
        assert.equal(code, 0);
    });

    it("refuses to start outside a sandbox", async () => {
        const provider = start({});
        let words = "";
        provider.stderr?.on("data", (chunk: Buffer) => (words += chunk.toString()));
        const [code] = (await once(provider, "close")) as [number];

        assert.equal(code, 1);
        assert.equal(
            words,
            `this is a simulated provider and works inside a sandbox only: ${sandboxVariable} names no sandbox; start it through "hyperpod-teams"\n`,
        );
    });
});
