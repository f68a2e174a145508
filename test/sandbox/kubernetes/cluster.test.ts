import * as assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { askAsAdministrator } from "../../../sandbox/kubernetes/adminApi";
import {
    clusterStatus,
    startCluster,
    stopCluster,
    type ClusterBinaries,
} from "../../../sandbox/kubernetes/cluster";
import {
    adminKubeconfig,
    clusterEndpoint,
    clusterPort,
} from "../../../sandbox/kubernetes/clusterAccess";
import { clusterFiles } from "../../../sandbox/kubernetes/clusterFiles";
import { readRecord } from "../../../sandbox/kubernetes/clusterRecord";
import { findDeployer, registerDeployer } from "../../../sandbox/kubernetes/deployers";
import type { Sandbox } from "../../../sandbox/sandbox";
import { nothingLeft, processesOf } from "./leftovers";
import { clusterBinaries, deployer, temporarySandbox } from "./sharedCluster";

describe("cluster", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    let binaries: ClusterBinaries;
    const owners: ChildProcess[] = [];

    before(async function () {
        this.timeout(1_800_000); // a bare machine builds the servers first
        binaries = await clusterBinaries();
        sandbox = temporarySandbox();
        await registerDeployer(sandbox, deployer);
    });

    after(async () => {
        for (const owner of owners) {
            owner.kill("SIGKILL");
        }
        await nothingLeft(sandbox);
        fs.rmSync(sandbox.root, { recursive: true });
    });

    function startOwner(...more: readonly string[]): ChildProcess {
        const owner = spawn(
            process.execPath,
            [
                "-r",
                "./bin/transpile.js",
                path.join(__dirname, "clusterOwner.ts"),
                sandbox.root,
                JSON.stringify(binaries),
                ...more,
            ],
            { stdio: ["pipe", "pipe", "inherit"] },
        );
        owners.push(owner);
        return owner;
    }

    function configMap(method: "GET" | "POST") {
        const path = "/api/v1/namespaces/default/configmaps";
        const body = {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: "kept" },
            data: { written: "before the restart" },
        };
        return askAsAdministrator(
            sandbox,
            method === "GET" ? { method, path: `${path}/kept` } : { method, path, body },
        );
    }

    it("has its endpoint, authority and tokens before its first start", () => {
        const { endpoint, certificateAuthorityData } = clusterEndpoint(sandbox);

        assert.match(endpoint, /^https:\/\/127\.0\.0\.1:\d+$/);
        assert.match(
            Buffer.from(certificateAuthorityData, "base64").toString(),
            /^-----BEGIN CERTIFICATE-----/,
        );
    });

    it("lets nobody else read its folder, keys or tokens", () => {
        const { folder, identity, deployers } = clusterFiles(sandbox);
        const modeOf = (file: string): number => fs.statSync(file).mode & 0o777;
        const files = [identity, deployers].flatMap((parent) =>
            fs.readdirSync(parent).map((name) => path.join(parent, name)),
        );

        assert.deepEqual([folder, identity, deployers].map(modeOf), [0o700, 0o700, 0o700]);
        assert.deepEqual([...new Set(files.map(modeOf))], [0o600]);
    });

    it("keeps data, port, authority and tokens over a restart", async () => {
        const known = () => ({
            kubeconfig: adminKubeconfig(sandbox),
            endpoint: clusterEndpoint(sandbox),
            deployer: findDeployer(sandbox, deployer),
        });
        const before = known();
        const first = await startCluster(sandbox, binaries);
        await configMap("POST");
        await first.stop();
        const between = await clusterStatus(sandbox);
        const second = await startCluster(sandbox, binaries);
        const { data } = await configMap("GET");
        await second.stop();

        assert.equal(between, "stopped");
        assert.deepEqual(data, { written: "before the restart" });
        assert.deepEqual(known(), before);
    });

    it("is joined by a second start, whose end does not end it", async () => {
        const first = await startCluster(sandbox, binaries);
        const second = await startCluster(sandbox, binaries);
        await second.stop();
        const afterSecond = await clusterStatus(sandbox);
        await first.stop();

        assert.equal(second.endpoint, first.endpoint);
        assert.equal(afterSecond, "running");
        assert.equal(await clusterStatus(sandbox), "stopped");
    });

    it("is started once when two processes start it at the same time", async () => {
        const racers = [startOwner(), startOwner()];
        const endpoints = await Promise.all(racers.map(firstLine));
        const servers = processesOf(sandbox);
        for (const racer of racers) {
            racer.stdin?.end();
        }
        await Promise.all(racers.map((racer) => once(racer, "exit")));

        const { endpoint } = clusterEndpoint(sandbox);
        assert.deepEqual(endpoints, [endpoint, endpoint]);
        // Beside the racers themselves, which have the folder among their arguments.
        assert.equal(servers.length - racers.length, 3);
    });

    it("leaves no process and no port behind when its owner is killed", async () => {
        const owner = startOwner();
        await firstLine(owner);
        const { servers = [] } = readRecord(sandbox) ?? {};
        owner.kill("SIGKILL");
        await nothingLeft(sandbox, 10_000);

        assert.equal(servers.length, 3);
        assert.equal(await clusterStatus(sandbox), "stopped");
    });

    it("starts again at once after its owner was killed", async () => {
        const owner = startOwner();
        await firstLine(owner);
        owner.kill("SIGKILL");
        // Not before it is dead: until then its servers are rightly joined.
        await once(owner, "exit");
        const cluster = await startCluster(sandbox, binaries);
        const status = await clusterStatus(sandbox);
        await cluster.stop();

        assert.equal(status, "running");
    });

    for (const { title, more } of [
        { title: "leaves nothing behind when its owner is killed while it starts", more: [] },
        { title: "does so when it was to be kept, too", more: ["keep"] },
    ]) {
        it(title, async () => {
            const owner = startOwner(...more);
            await until(() => {
                const record = readRecord(sandbox);
                return record?.owner.pid === owner.pid && record?.servers.length === 2;
            });
            owner.kill("SIGKILL");

            await nothingLeft(sandbox, 10_000);
        });
    }

    it("outlives its owner when it is to be kept, until it is stopped", async () => {
        const owner = startOwner("keep");
        await firstLine(owner);
        await once(owner, "exit");
        const kept = await clusterStatus(sandbox);
        await stopCluster(sandbox);

        assert.equal(kept, "running");
        await nothingLeft(sandbox, 0);
    });

    it("is not stopped under a command that needs it", async () => {
        const owner = startOwner();
        await firstLine(owner);
        const refusal = await messageOf(stopCluster(sandbox));
        const keeping = await messageOf(startCluster(sandbox, binaries, { keep: true }));
        owner.stdin?.end();
        await once(owner, "exit");

        assert.equal(
            refusal,
            `the cluster of "${sandbox.root}" belongs to a running command (process ${owner.pid ?? ""}) and ends with it; wait for that command or end it`,
        );
        assert.equal(
            keeping,
            `the cluster of "${sandbox.root}" runs for another command (process ${owner.pid ?? ""}) and ends with it; start it again when that command is done`,
        );
    });

    it("says so when a running one does not know a deploy role", async () => {
        const cluster = await startCluster(sandbox, binaries);
        await registerDeployer(sandbox, { ...deployer, clusterName: "hyperpod-prod" });
        const refusal = await messageOf(startCluster(sandbox, binaries));
        await cluster.stop();

        assert.equal(
            refusal,
            `the running cluster of "${sandbox.root}" does not know every deploy role yet; end it with "hyperpod-teams sandbox down" and try again`,
        );
    });

    it("moves to another port, and says so, when a stranger has taken its own", async () => {
        const taken = clusterPort(sandbox);
        const stranger = net.createServer().listen(taken, "127.0.0.1");
        await once(stranger, "listening");
        const notices: string[] = [];
        const cluster = await startCluster(sandbox, binaries, {
            notice: (sentence) => notices.push(sentence),
        });
        await cluster.stop();
        stranger.close();

        const now = clusterPort(sandbox);
        assert.notEqual(now, taken);
        assert.equal(cluster.endpoint, `https://127.0.0.1:${now}`);
        assert.deepEqual(notices, [
            `port ${taken} of the sandbox's API server is taken by another program: it is ${now} from now on, and the next rollout updates the kubeconfig of its provider`,
        ]);
    });

    it("fails with its last words when a server dies at its start", async () => {
        const dying = path.join(sandbox.root, "dying");
        fs.writeFileSync(dying, "#!/bin/sh\necho the disk is full >&2\nexit 1\n", { mode: 0o755 });
        const refusal = await messageOf(
            startCluster(sandbox, { ...binaries, kubeApiserver: dying }),
        );

        const log = path.join(sandbox.logs, "kube-apiserver.log");
        assert.equal(
            refusal,
            `kube-apiserver ended at its start; the last lines of "${log}":\nthe disk is full`,
        );
        await nothingLeft(sandbox, 0);
    });

    async function firstLine(child: ChildProcess): Promise<string> {
        assert.ok(child.stdout !== null);
        const [line] = (await once(child.stdout, "data")) as [Buffer];
        return line.toString().trim();
    }
});

async function until(reached: () => boolean): Promise<void> {
    while (!reached()) {
        await sleep(10);
    }
}

async function messageOf(failing: Promise<unknown>): Promise<string> {
    try {
        await failing;
    } catch (error) {
        assert.ok(error instanceof Error);
        return error.message;
    }
    return assert.fail("it did not fail");
}
