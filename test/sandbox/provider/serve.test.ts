import * as assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { backendUrl, createSandbox, sandboxVariable, type Sandbox } from "../../../sandbox/sandbox";

const main = path.join(__dirname, "recordingProvider.ts");

describe("provider process", () => {
    let sandbox: Sandbox;
    const started: ChildProcess[] = [];

    before(() => {
        sandbox = createSandbox(fs.mkdtempSync(path.join(os.tmpdir(), "sandbox-")));
    });

    after(() => {
        for (const child of started) {
            child.kill("SIGKILL");
        }
        fs.rmSync(sandbox.root, { recursive: true });
    });

    function start(environment: NodeJS.ProcessEnv): ChildProcess {
        const child = spawn(process.execPath, ["-r", "./bin/transpile.js", main], {
            env: { PATH: process.env.PATH, ...environment },
            stdio: ["pipe", "pipe", "pipe"],
        });
        started.push(child);
        return child;
    }

    function insideEnvironment(): NodeJS.ProcessEnv {
        return {
            [sandboxVariable]: sandbox.root,
            PULUMI_BACKEND_URL: backendUrl(sandbox),
        };
    }

    async function portOf(child: ChildProcess): Promise<number> {
        assert.ok(child.stdout !== null);
        const [line] = (await once(child.stdout, "data")) as [Buffer];
        return Number(line.toString());
    }

    async function refusal(environment: NodeJS.ProcessEnv) {
        const child = start(environment);
        const output = { stdout: "", stderr: "" };
        child.stdout?.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
        child.stderr?.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
        const [code] = (await once(child, "close")) as [number];
        return { code, ...output };
    }

    it("refuses to start where no sandbox is named", async () => {
        assert.deepEqual(await refusal({}), {
            code: 1,
            stdout: "",
            stderr: `this is a simulated provider and works inside a sandbox only: ${sandboxVariable} names no sandbox; start it through "hyperpod-teams"\n`,
        });
    });

    it("refuses to start under a backend outside the sandbox", async () => {
        assert.deepEqual(
            await refusal({ ...insideEnvironment(), PULUMI_BACKEND_URL: "s3://real-state" }),
            {
                code: 1,
                stdout: "",
                stderr: `this is a simulated provider and works inside a sandbox only: the backend is "s3://real-state", expected "${backendUrl(sandbox)}"\n`,
            },
        );
    });

    it("ends when the engine's end of its stdin closes", async () => {
        const child = start(insideEnvironment());
        assert.ok((await portOf(child)) > 0);

        child.stdin?.end();

        assert.deepEqual(await once(child, "exit"), [0, null]);
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`ends on ${signal}, by which the engine asks for it`, async () => {
            const child = start(insideEnvironment());
            await portOf(child);

            child.kill(signal);

            assert.deepEqual(await once(child, "exit"), [0, null]);
        });
    }

    it("ends when its parent is gone although somebody still holds its stdin", async () => {
        // The shell starts the provider with a stdin that is no pipe, tells its pid and dies.
        const shell = spawn(
            "/bin/sh",
            [
                "-c",
                '"$0" -r ./bin/transpile.js "$1" </dev/null & echo "pid $!"; read line',
                process.execPath,
                main,
            ],
            { env: { PATH: process.env.PATH, ...insideEnvironment() } },
        );
        started.push(shell);
        let output = "";
        shell.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
        await waitUntil(() => /pid \d+\n/.test(output) && /^\d+$/m.test(output));
        const pid = Number(/pid (\d+)/.exec(output)?.[1]);

        shell.kill("SIGKILL");

        await waitUntil(() => !isRunning(pid));
    });
});

async function waitUntil(condition: () => boolean): Promise<void> {
    while (!condition()) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        // A zombie that nobody has collected yet has ended too.
        return !fs.readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
    } catch {
        return false;
    }
}
