import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { spawnGuarded, stopGroup, type GuardedProcess } from "../../../sandbox/process/guarded";
import { processIdentity, processTable } from "../../../sandbox/process/processTable";

const project = path.resolve(__dirname, "../../..");
const env = { PATH: process.env.PATH };
const patienceMs = 15_000;

describe("a guarded process", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "guarded-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true, force: true });
    });

    const file = (name: string): string => path.join(folder, name);

    /** Runs a shell script; `lines` fills with what it says. */
    function shell(script: string): { run: GuardedProcess; lines: string[] } {
        const lines: string[] = [];
        const run = spawnGuarded("sh", ["-c", script], {
            cwd: folder,
            env,
            output: { onLine: (line, stream) => lines.push(`${stream}: ${line}`) },
        });
        return { run, lines };
    }

    it("passes on the command's exit code and its last words, ended by a newline or not", async () => {
        const { run, lines } = shell("echo one; printf two >&2; exit 7");
        assert.deepEqual(await run.exited, { code: 7, signal: null });
        assert.deepEqual(lines.toSorted(), ["stderr: two", "stdout: one"]);
    });

    it("passes on the signal that ended the command", async () => {
        assert.deepEqual(await shell("kill -TERM $$; sleep 5").run.exited, {
            code: null,
            signal: "SIGTERM",
        });
    });

    it("leaves nothing to wait for when the command has ended", () => {
        const starter = `
            const { spawnGuarded } = require("./sandbox/process/guarded");
            const output = { onLine: () => undefined };
            void spawnGuarded("true", [], { env: process.env, output }).exited.then(() => {
                console.log(process.getActiveResourcesInfo().filter((each) => each === "Timeout"));
            });`;

        const { stdout } = spawnSync(
            process.execPath,
            ["-r", "./bin/transpile.js", "-e", starter],
            {
                cwd: project,
                encoding: "utf8",
            },
        );

        assert.equal(stdout, "[]\n");
    });

    it("runs the command in the given folder, with the given variables and its own arguments", async () => {
        const lines: string[] = [];
        const run = spawnGuarded("sh", ["-c", 'pwd; echo "$GREETING|$1|$2"', "sh", "a b", "$c"], {
            cwd: folder,
            env: { ...env, GREETING: "hello" },
            output: { onLine: (line) => lines.push(line) },
        });
        await run.exited;
        assert.deepEqual(lines, [fs.realpathSync(folder), "hello|a b|$c"]);
    });

    it("kills the grandchildren that the command leaves behind", async () => {
        const { run } = shell(`sleep 300 & echo $! > child; exit 0`);
        assert.deepEqual(await run.exited, { code: 0, signal: null });
        assert.equal(isAlive(readPid(file("child"))), false);
    });

    it("stops a group that ignores SIGTERM, members in groups of their own included", async () => {
        const { run } = shell(`trap '' TERM
            node -e '${ownGroup}' &
            while true; do sleep 0.1; done`);
        const child = await pidIn(file("own"));
        await run.stop(300);
        assert.deepEqual(await run.exited, { code: null, signal: "SIGKILL" });
        assert.equal(isAlive(child), false);
    });

    it("sends one SIGINT to the whole group, however often it is interrupted", async () => {
        const listener = (name: string): string =>
            `node -e 'const fs = require("fs");
                process.on("SIGINT", () => fs.appendFileSync("interrupts", "${name} "));
                fs.writeFileSync("${name}", process.pid + String.fromCharCode(10));
                setTimeout(() => process.exit(), 1500)'`;
        const { run } = shell(`trap : INT; ${listener("inner")} | ${listener("outer")}; exit 3`);
        await pidIn(file("inner"));
        await pidIn(file("outer"));
        run.interrupt();
        run.interrupt();
        assert.deepEqual(await run.exited, { code: 3, signal: null });
        run.interrupt();
        const interrupts = fs.readFileSync(file("interrupts"), "utf8").trim().split(" ");
        assert.deepEqual(interrupts.toSorted(), ["inner", "outer"]);
    });

    it("refuses a command that is not there, in words", () => {
        assert.throws(() => spawnGuarded("no-such-tool", [], { env, output: "inherit" }), {
            message: 'there is no executable "no-such-tool"; install it or put it on PATH',
        });
    });

    it("is gone soon when its starter is killed", async () => {
        const starter = start(
            `{ output: "inherit" }`,
            `trap '' TERM
            node -e '${ownGroup}' & sleep 300 & echo $! > child; echo $$ > leader; wait; sleep 300`,
        );
        const pids = await Promise.all(["own", "child", "leader"].map((name) => pidIn(file(name))));
        starter.kill("SIGKILL");
        await eventually(() => !pids.some(isAlive));
    });

    it("survives its starter when detached, and is found and stopped by its number", async () => {
        const starter = start(
            `{ output: { file: "log" }, detach: true }`,
            "echo $$ > leader; echo said; sleep 300",
        );
        const ended = new Promise((resolve) => starter.once("exit", resolve));
        const leader = await pidIn(file("leader"));
        const identity = processIdentity(leader);
        await ended;
        assert.equal(isAlive(leader), true);
        assert.equal(processIdentity(leader), identity);
        await stopGroup(leader);
        assert.equal(isAlive(leader), false);
        assert.equal(processIdentity(leader), undefined);
        assert.equal(fs.readFileSync(file("log"), "utf8"), "said\n");
    });

    it("needs a file for the output of a detached command", () => {
        assert.throws(
            () =>
                spawnGuarded("sh", [], { env, output: { onLine: () => undefined }, detach: true }),
            { message: '"sh" is to outlive us: its output must go to a file' },
        );
    });

    /** A process that starts a guarded command; told to detach, it ends at once. */
    function start(options: string, script: string): ReturnType<typeof spawn> {
        const program = `
            const { spawnGuarded } = require(${JSON.stringify(path.join(project, "sandbox/process/guarded"))});
            spawnGuarded("sh", ["-c", ${JSON.stringify(script)}], { env: process.env, cwd: ".", ...${options} });`;
        return spawn(
            process.execPath,
            [
                "-r",
                path.join(project, "node_modules/ts-node/register/transpile-only"),
                "-e",
                program,
            ],
            {
                cwd: folder,
                env: { ...env, TS_NODE_PROJECT: path.join(project, "tsconfig.json") },
                stdio: "ignore",
            },
        );
    }
});

/** As the engine does with its plugins: a child in a group of its own that ignores SIGTERM. */
const ownGroup = `const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "process.on(\\"SIGTERM\\", () => {}); setInterval(() => {}, 1000)"], { stdio: "ignore", detached: true });
    require("node:fs").writeFileSync("own", String(child.pid) + "\\n");`;

function isAlive(pid: number): boolean {
    return processTable().some((entry) => entry.pid === pid && !entry.zombie);
}

function readPid(file: string): number {
    return Number(fs.readFileSync(file, "utf8"));
}

async function pidIn(file: string): Promise<number> {
    await eventually(() => fs.existsSync(file) && fs.readFileSync(file, "utf8").endsWith("\n"));
    return readPid(file);
}

/** Patient: what it waits for takes a moment, and the machine is busy with other suites. */
async function eventually(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!holds()) {
        assert.ok(Date.now() < deadline, `still not so after ${patienceMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
