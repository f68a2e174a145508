import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { mendBackend } from "../../cli/brokenFiles";
import { stackLocks } from "../../cli/staleLocks";
import { createSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";

describe("a backend whose writer was killed", () => {
    let sandbox: Sandbox;
    let stacks: string;
    let locks: string;

    beforeEach(() => {
        sandbox = createSandbox(fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-")));
        stacks = path.join(sandbox.backend, ".pulumi/stacks/hyperpod-teams");
        locks = path.join(sandbox.backend, ".pulumi/locks/organization/hyperpod-teams/dev");
        fs.mkdirSync(stacks, { recursive: true });
        fs.mkdirSync(locks, { recursive: true });
    });

    afterEach(() => {
        fs.rmSync(sandbox.root, { recursive: true });
    });

    const write = (name: string, text: string) => {
        fs.writeFileSync(path.join(stacks, name), text);
    };
    const content = () =>
        Object.fromEntries(
            fs
                .readdirSync(stacks)
                .map((name) => [name, fs.readFileSync(path.join(stacks, name), "utf8")]),
        );

    it("loses attributes that were cut off, and nothing else", () => {
        write("dev.json", "{}");
        write("dev.json.attrs", "");
        write("dev.json.bak", "{}");
        write("dev.json.bak.attrs", "{}");

        const mended = mendBackend(sandbox, "dev");

        assert.deepEqual(mended, [
            'removed "stacks/hyperpod-teams/dev.json.attrs", which was cut off',
        ]);
        assert.deepEqual(content(), {
            "dev.json": "{}",
            "dev.json.bak": "{}",
            "dev.json.bak.attrs": "{}",
        });
    });

    it("takes back the last whole state", () => {
        write("dev.json", '{"version":3,"check');
        write("dev.json.bak", '{"version":3}');

        const mended = mendBackend(sandbox, "dev");

        assert.deepEqual(mended, ['took back the last whole state of stack "dev"']);
        assert.deepEqual(content(), {
            "dev.json": '{"version":3}',
            "dev.json.bak": '{"version":3}',
        });
    });

    it("fails when no whole state is left, and touches neither", () => {
        write("dev.json", "");
        write("dev.json.bak", "");

        assert.throws(() => mendBackend(sandbox, "dev"), {
            message:
                'the state of stack "dev" and its backup are both cut off; "hyperpod-teams sandbox reset" begins anew',
        });
        assert.deepEqual(content(), { "dev.json": "", "dev.json.bak": "" });
    });

    it("tells a lock whose process is dead from one that lives", () => {
        const lock = (name: string, pid: number, hostname = os.hostname()) => {
            fs.writeFileSync(path.join(locks, name), JSON.stringify({ pid, hostname }));
        };
        lock("a.json", process.pid);
        lock("b.json", 2 ** 30);
        lock("c.json", 2 ** 30, "another-machine");
        fs.writeFileSync(path.join(locks, "d.json"), "");
        fs.writeFileSync(path.join(locks, "e.json"), "");
        const longAgo = new Date(Date.now() - 60_000);
        fs.utimesSync(path.join(locks, "e.json"), longAgo, longAgo);

        const alive = stackLocks(sandbox, "dev").map((each) => each.alive);

        assert.deepEqual(alive, [true, false, true, true, false]);
    });
});
