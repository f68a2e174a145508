import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { engineEnvironment } from "../../../sandbox/engine/environment";
import { installLaunchers } from "../../../sandbox/engine/launchers";
import { provisionEngine, type Engine } from "../../../sandbox/engine/provision";
import { spawnGuarded, type GuardedProcess } from "../../../sandbox/process/guarded";
import { processTable } from "../../../sandbox/process/processTable";
import { createSandbox } from "../../../sandbox/sandbox";
import { copyFixture, eventually, isAlive } from "./languageHostClient";
import { recordedProgress } from "./recordedProgress";

/** The real engine with the stand-in, on a program that needs no provider. */
describe("the stand-in language host with a real engine", function () {
    this.timeout(60_000);

    let root: string;
    let program: string;
    let pack: string;
    let engine: Engine;
    let env: NodeJS.ProcessEnv;

    before(async function () {
        this.timeout(30 * 60_000); // the engine may have to be built first
        // Always the stand-in, also where an official one is on PATH: it is what is tested here.
        engine = { ...(await provisionEngine(recordedProgress())), languageHost: "stand-in" };
    });

    beforeEach(async () => {
        root = fs.mkdtempSync(path.join(os.tmpdir(), "language-host-sandbox-"));
        program = copyFixture("program");
        pack = copyFixture("pack");
        const sandbox = createSandbox(root);
        installLaunchers(sandbox, engine);
        env = engineEnvironment(sandbox, engine);
        await succeed("stack", "init", "test");
        await succeed("config", "set", "thing", "ordinary");
        await succeed("config", "set", "--secret", "greeting", "hello");
    });

    afterEach(() => {
        for (const folder of [root, program, pack]) {
            fs.rmSync(folder, { recursive: true });
        }
    });

    function pulumi(...args: readonly string[]): { run: GuardedProcess; lines: string[] } {
        const lines: string[] = [];
        const run = spawnGuarded(engine.pulumi, [...args, "--non-interactive"], {
            cwd: program,
            env,
            output: { onLine: (line) => lines.push(line) },
        });
        return { run, lines };
    }

    async function ended(
        ...args: readonly string[]
    ): Promise<{ code: number | null; text: string }> {
        const { run, lines } = pulumi(...args);
        const { code } = await run.exited;
        return { code, text: lines.join("\n") };
    }

    async function succeed(...args: readonly string[]): Promise<string> {
        const { code, text } = await ended(...args);
        assert.equal(code, 0, text);
        return text;
    }

    it("runs a TypeScript program with its configuration, and keeps secrets secret", async () => {
        await succeed("up", "--yes", "--stack", "test");
        const open = { thing: "ordinary", typescript: "yes", where: "organization/fixture/test" };
        const output = async (...more: readonly string[]): Promise<unknown> =>
            JSON.parse(await succeed("stack", "output", "--json", ...more));
        assert.deepEqual(await output(), { ...open, greeting: "[secret]" });
        assert.deepEqual(await output("--show-secrets"), { ...open, greeting: "hello" });
    });

    const endings = [
        { mode: "throw", says: /Error: the fixture threw/ },
        { mode: "runError", says: /the fixture refused/ },
        { mode: "exit", says: /the program ended with exit code 5/ },
    ];
    for (const { mode, says } of endings) {
        it(`fails the preview of a program that ends by "${mode}"`, async () => {
            await succeed("config", "set", "mode", mode);
            const { code, text } = await ended("preview");
            assert.notEqual(code, 0);
            assert.match(text, says);
        });
    }

    it("starts a policy pack that stops what it forbids, and ends it with the engine", async () => {
        await succeed("config", "set", "thing", "forbidden");
        const { code, text } = await ended("up", "--yes", "--policy-pack", pack);
        assert.notEqual(code, 0);
        assert.match(text, /thing "forbidden" has a forbidden name/);
        assert.doesNotMatch(text, /exited prematurely/);
        await succeed("config", "set", "thing", "ordinary");
        await succeed("up", "--yes", "--policy-pack", pack);
    });

    it("leaves no process behind when it is interrupted", async () => {
        await succeed("config", "set", "mode", "wait");
        const { run } = pulumi("preview");
        await eventually(() => fs.existsSync(path.join(program, "waiting")), 30_000);
        const family = members(run.pid);
        assert.ok(family.length >= 3, "the engine, the host and the program");
        run.interrupt();
        const { code } = await run.exited;
        assert.notEqual(code, 0);
        assert.deepEqual(family.filter(isAlive), []);
    });

    it("ends by itself, with the program, when the engine is killed", async () => {
        await succeed("config", "set", "mode", "wait");
        // Without our guard, which would end them: the host has to notice by itself.
        const options = { cwd: program, env, stdio: "ignore" } as const;
        const run = spawn(engine.pulumi, ["preview", "--non-interactive"], options);
        await eventually(() => fs.existsSync(path.join(program, "waiting")), 30_000);
        const family = members(run.pid).filter((pid) => pid !== run.pid);
        assert.ok(family.length >= 2, "the host and the program");
        run.kill("SIGKILL");
        await eventually(() => !family.some(isAlive));
    });
});

/** The engine and everything below it. */
function members(engine = 0): readonly number[] {
    const table = processTable();
    const found = new Set([engine]);
    for (let before = 0; before !== found.size;) {
        before = found.size;
        for (const { pid, parent } of table) {
            if (found.has(parent)) {
                found.add(pid);
            }
        }
    }
    return [...found];
}
