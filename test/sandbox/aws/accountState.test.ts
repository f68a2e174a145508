import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";

import { readAccount, updateAccount } from "../../../sandbox/aws/accountState";
import { seedWorld } from "../../../sandbox/aws/seed";
import { clusterAccount, dataAccount, SimulatedWorld, world as seed } from "./simulatedWorld";
import * as team from "./teamResources";
import { tokens } from "./teamResources";

const rolesPerWriter = 12;

describe("account state", () => {
    let world: SimulatedWorld;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
    });

    afterEach(() => {
        world.remove();
    });

    it("loses no update of two processes that write one account at once", async function () {
        this.timeout(60_000);
        const writers = ["one", "two"].map((name) =>
            spawn(
                process.execPath,
                [
                    "-r",
                    "./bin/transpile.js",
                    path.join(__dirname, "roleWriter.ts"),
                    world.sandbox.root,
                    name,
                    String(rolesPerWriter),
                ],
                { stdio: "inherit" },
            ),
        );
        const codes = await Promise.all(writers.map((writer) => once(writer, "exit")));

        const roles = Object.values(readAccount(world.sandbox, clusterAccount)?.roles ?? {});
        const expected = ["one", "two"].flatMap((name) =>
            Array.from({ length: rolesPerWriter }, (_, index) => `${name}-${index}`),
        );
        assert.deepEqual(codes, [
            [0, null],
            [0, null],
        ]);
        assert.deepEqual(
            roles.map(({ name }) => name).sort(),
            [...expected, "hyperpod-teams-deploy"].sort(),
        );
    });

    it("takes over the lock of a process that was killed", async function () {
        this.timeout(30_000);
        const file = path.join(world.sandbox.accounts, `${clusterAccount}.json.lock`);
        fs.mkdirSync(file);

        const account = await world.account(clusterAccount);
        await account.create(tokens.role, team.clusterRole);

        assert.equal(fs.existsSync(file), false);
    });

    it("leaves no trace of a change that fails", async () => {
        const before = world.stateText(dataAccount);

        await assert.rejects(
            updateAccount(world.sandbox, dataAccount, () => {
                throw new Error("no");
            }),
            { message: "no" },
        );

        assert.equal(world.stateText(dataAccount), before);
        assert.deepEqual(
            fs.readdirSync(world.sandbox.accounts).filter((name) => name.includes(dataAccount)),
            [`${dataAccount}.json`],
        );
    });

    it("is not reached by an account id that is a path", () => {
        assert.throws(() => readAccount(world.sandbox, "../../etc/passwd"), {
            message: '"../../etc/passwd" is no account id; expected 12 digits',
        });
    });

    it("is seeded once: a second time adds what is new and resets nothing", async () => {
        const account = await world.account(clusterAccount);
        await account.create(tokens.role, team.clusterRole);
        const before = world.stateText(clusterAccount);
        const [curated, ...others] = seed.buckets;
        assert.ok(curated !== undefined);

        await seedWorld(world.sandbox, {
            ...seed,
            buckets: [{ ...curated, keys: ["speech/sample.parquet"] }, ...others],
        });

        assert.equal(world.stateText(clusterAccount), before);
        assert.deepEqual(readAccount(world.sandbox, dataAccount)?.buckets[0]?.keys, [
            "vision/sample.parquet",
            "speech/sample.parquet",
        ]);
    });

    it("is not seeded from a world that contradicts itself", async () => {
        await assert.rejects(
            seedWorld(world.sandbox, {
                ...seed,
                accounts: seed.accounts.filter(({ accountId }) => accountId !== dataAccount),
            }),
            {
                message:
                    'account "777788889999" has a cluster, bucket or subnet but is not among the accounts',
            },
        );
    });
});
