import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { createSandbox } from "../../../sandbox/sandbox";
import { installLaunchers } from "../../../sandbox/engine/launchers";
import { provisionCluster, provisionEngine } from "../../../sandbox/engine/provision";
import { fakeGo, fakeMachine, type Machine } from "./fakeTools";
import { eventually, isAlive, project } from "./languageHostClient";
import { recordedProgress, type RecordedProgress } from "./recordedProgress";

const languageHost = "pulumi-language-nodejs";
const unreachable = 'echo "Downloading pulumi"; echo "pulumi: fetch failed" >&2; exit 1';

describe("provisioning the engine", () => {
    let machine: Machine;
    let progress: RecordedProgress;

    beforeEach(() => {
        machine = fakeMachine();
        progress = recordedProgress();
        machine.install("npm", unreachable);
        machine.install("go", fakeGo());
    });

    afterEach(() => {
        machine.remove();
    });

    const pulumi = (version: string): string =>
        machine.install("pulumi", `[ "$1" = version ] && echo ${version}`);
    const entries = (): readonly string[] =>
        fs.existsSync(machine.cache) ? fs.readdirSync(machine.cache) : [];
    const builtEntry = (): string => {
        const name = entries().find((entry) => entry.startsWith("pulumi-v3.248.0-"));
        return path.join(machine.cache, name ?? "no entry");
    };
    const lastWord = (): string => progress.said.at(-1) ?? "";

    it("prefers a fitting engine with its language host on PATH", async () => {
        const file = pulumi("v3.300.1");
        machine.install(languageHost, "");
        assert.deepEqual(await provisionEngine(progress, machine.env), {
            pulumi: file,
            version: "v3.300.1",
            origin: "path",
            languageHost: "official",
        });
        assert.deepEqual(machine.calls("go"), []);
    });

    const passedOver = [
        {
            version: "v3.247.9",
            why: /is version 3\.247\.9, expected 3\.248\.0 or newer within 3\.x/,
        },
        { version: "v4.0.0", why: /is version 4\.0\.0, expected 3\.248\.0 or newer within 3\.x/ },
        { version: "nonsense", why: /version" gives no version/ },
    ];
    for (const { version, why } of passedOver) {
        it(`passes over an engine of version "${version}", says why, and builds`, async () => {
            pulumi(version);
            machine.install(languageHost, "");
            const { origin } = await provisionEngine(progress, machine.env);
            assert.equal(origin, "built");
            assert.match(lastWord(), why);
        });
    }

    it("passes over an engine without its language host", async () => {
        pulumi("v3.248.0");
        assert.equal((await provisionEngine(progress, machine.env)).origin, "built");
        assert.match(lastWord(), /comes without "pulumi-language-nodejs"/);
    });

    it("never takes our own stand-in for the official language host", async () => {
        const engine = await provisionEngine(progress, machine.env);
        const sandbox = createSandbox(path.join(machine.cache, "..", "sandbox"));
        installLaunchers(sandbox, engine);
        pulumi("v3.248.0");
        const env = { ...machine.env, PATH: `${sandbox.bin}:${machine.bin}` };
        assert.equal((await provisionEngine(progress, env)).origin, "built");
        // The same launcher, copied to where a real one might be.
        fs.copyFileSync(path.join(sandbox.bin, languageHost), path.join(machine.bin, languageHost));
        assert.equal((await provisionEngine(progress, machine.env)).origin, "built");
    });

    it("takes what the official installer installs, once", async () => {
        machine.install(
            "npm",
            `echo "+ Downloading" >&2
            bin="$PULUMI_HOME/versions/$PULUMI_VERSION/bin"
            /bin/mkdir -p "$bin"
            for name in pulumi ${languageHost}; do echo "#!/bin/sh" > "$bin/$name"; /bin/chmod 755 "$bin/$name"; done`,
        );
        const engine = await provisionEngine(progress, machine.env);
        assert.equal(engine.origin, "launcher");
        assert.equal(engine.languageHost, "official");
        assert.equal(engine.version, "v3.248.0");
        assert.deepEqual(await provisionEngine(progress, machine.env), engine);
        assert.equal(machine.calls("npm").length, 1);
        assert.deepEqual(machine.calls("go"), []);
    });

    it("falls through to a build when the installer fails, and remembers that", async () => {
        const engine = await provisionEngine(progress, machine.env);
        assert.equal(engine.origin, "built");
        assert.equal(engine.languageHost, "stand-in");
        assert.match(lastWord(), /installer gives no engine: pulumi: fetch failed/);
        fs.rmSync(builtEntry(), { recursive: true });
        await provisionEngine(progress, machine.env);
        assert.equal(machine.calls("npm").length, 1);
    });

    it("passes over an installation without the language host", async () => {
        machine.install(
            "npm",
            `bin="$PULUMI_HOME/versions/$PULUMI_VERSION/bin"
            /bin/mkdir -p "$bin"; echo "#!/bin/sh" > "$bin/pulumi"; /bin/chmod 755 "$bin/pulumi"`,
        );
        assert.equal((await provisionEngine(progress, machine.env)).origin, "built");
    });

    it("builds once, in the pinned version, with progress", async () => {
        const engine = await provisionEngine(progress, machine.env);
        assert.deepEqual(await provisionEngine(progress, machine.env), engine);
        assert.equal(engine.pulumi, path.join(builtEntry(), "pulumi"));
        const builds = machine.calls("go").filter((call) => call.startsWith("build"));
        assert.equal(builds.length, 1);
        assert.match(builds[0] ?? "", /-X \S+version\.Version=v3\.248\.0 /);
        assert.ok(progress.said.some((text) => text.startsWith("downloading example.com/one (")));
        assert.ok(progress.said.some((text) => text.startsWith("compiling, 1 of 2 packages (")));
    });

    it("pins the engine to the version of the SDK", () => {
        const sdk = JSON.parse(
            fs.readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8"),
        ) as { version: string };
        const pinned = fs.readFileSync(path.join(project, "tools/pulumi/go.mod"), "utf8");
        for (const module of ["pkg", "sdk"]) {
            assert.ok(pinned.includes(`github.com/pulumi/pulumi/${module}/v3 v${sdk.version}`));
        }
    });

    it("says what to install when Go is missing, too old or broken", async () => {
        machine.install("go", fakeGo("", "go1.24.9"));
        await assert.rejects(provisionEngine(progress, machine.env), {
            message: `building "pulumi" needs Go 1.25.11 or newer, and "${machine.bin}/go" is 1.24.9; install a newer Go`,
        });
        machine.install("go", "exit 2");
        await assert.rejects(provisionEngine(progress, machine.env), {
            message: `building "pulumi" needs Go 1.25.11 or newer, and "${machine.bin}/go version" gives no version; reinstall Go`,
        });
        fs.rmSync(path.join(machine.bin, "go"));
        await assert.rejects(provisionEngine(progress, machine.env), {
            message:
                'building "pulumi" needs Go 1.25.11 or newer, and there is no "go" on PATH; install Go, or put "pulumi" itself on PATH',
        });
        assert.equal(lastWord(), "Pulumi engine: not available");
    });

    it("passes on what Go complains about, and leaves nothing", async () => {
        machine.install("go", fakeGo('echo "no space left on device" >&2; exit 1'));
        await assert.rejects(provisionEngine(progress, machine.env), {
            message: '"go build" in tools/pulumi ended with 1\nno space left on device',
        });
        assert.deepEqual(entries(), ["official-installer-failed.json"]);
    });

    it("leaves no process and nothing that counts when the build is killed, and recovers", async function () {
        this.timeout(40_000); // a killed holder's lock is believed for ten seconds
        const pidFile = path.join(machine.bin, "building");
        machine.install("go", fakeGo(`echo $$ > ${pidFile}; /bin/sleep 300`));
        const first = provisionElsewhere(machine);
        await eventually(() => fs.existsSync(pidFile) && fs.readFileSync(pidFile, "utf8") !== "");
        const building = Number(fs.readFileSync(pidFile, "utf8"));
        first.kill("SIGKILL");
        await eventually(() => !isAlive(building), 2000);
        assert.equal(fs.existsSync(path.join(builtEntry(), "pulumi")), false);

        machine.install("go", fakeGo());
        await provisionEngine(progress, machine.env);
        assert.ok(progress.said.includes("waiting for another run that builds"));
        assert.equal(fs.existsSync(path.join(builtEntry(), "pulumi")), true);
        assert.deepEqual(
            entries().filter((name) => /unfinished|lock/.test(name)),
            [],
        );
    });

    it("builds once when two runs start at the same time", async () => {
        machine.install("go", fakeGo("/bin/sleep 1"));
        const runs = [provisionElsewhere(machine), provisionElsewhere(machine)];
        const codes = await Promise.all(
            runs.map((run) => new Promise((resolve) => run.once("exit", resolve))),
        );
        assert.deepEqual(codes, [0, 0]);
        assert.equal(machine.calls("go").filter((call) => call.startsWith("build")).length, 1);
    });
});

describe("provisioning the cluster", () => {
    let machine: Machine;
    let progress: RecordedProgress;

    beforeEach(() => {
        machine = fakeMachine();
        progress = recordedProgress();
        machine.install("go", fakeGo());
    });

    afterEach(() => {
        machine.remove();
    });

    const etcd = (version: string, folder?: string): string =>
        machine.install("etcd", `echo "etcd Version: ${version}"`, folder);
    const kubernetes = (name: string, version: string, folder?: string): string =>
        machine.install(name, `echo "Kubernetes v${version}"`, folder);

    it("takes fitting programs from KUBEBUILDER_ASSETS before PATH", async () => {
        const assets = path.join(machine.bin, "assets");
        kubernetes("kube-apiserver", "1.20.0");
        const expected = {
            etcd: etcd("3.5.21", assets),
            kubeApiserver: kubernetes("kube-apiserver", "1.34.0", assets),
            kubeControllerManager: kubernetes("kube-controller-manager", "1.34.2"),
        };
        const env = { ...machine.env, KUBEBUILDER_ASSETS: assets };
        assert.deepEqual(await provisionCluster(progress, env), expected);
        assert.deepEqual(machine.calls("go"), []);
    });

    it("builds all that is missing, both Kubernetes programs in one build", async () => {
        const { kubeApiserver, kubeControllerManager } = await provisionCluster(
            progress,
            machine.env,
        );
        assert.equal(path.dirname(kubeApiserver), path.dirname(kubeControllerManager));
        assert.match(kubeApiserver, /kube-v1\.34\.0-[0-9a-f]{12}-/);
        const builds = machine.calls("go").filter((call) => call.startsWith("build"));
        assert.equal(builds.length, 2);
        assert.match(builds[1] ?? "", / k8s\.io\/kubernetes\/cmd\/kube-controller-manager$/);
    });

    it("passes over programs that are too old or do not fit each other, and says why", async () => {
        etcd("2.3.8");
        kubernetes("kube-apiserver", "1.34.0");
        kubernetes("kube-controller-manager", "1.33.0");
        await provisionCluster(progress, machine.env);
        const reasons = progress.said.filter((text) => text.includes("built from source"));
        assert.deepEqual(
            reasons.map((text) => text.replaceAll(machine.bin, "")),
            [
                'etcd v3.5.21, built from source ("/etcd" is version 2.3.8, expected 3.4 or newer within 3.x)',
                'Kubernetes API server v1.34.0, built from source ("/kube-controller-manager" is version 1.33.0, expected 1.34 as "/kube-apiserver")',
            ],
        );
    });
});

/** Another process that provisions the engine on this machine. */
function provisionElsewhere(machine: Machine): ReturnType<typeof spawn> {
    const program = `
        const { provisionEngine } = require(${JSON.stringify(path.join(project, "sandbox/engine/provision"))});
        const step = () => ({ update() {}, done() {}, fail() {} });
        provisionEngine({ step }).catch(() => { process.exitCode = 1; });`;
    const register = path.join(project, "node_modules/ts-node/register/transpile-only");
    return spawn(process.execPath, ["-r", register, "-e", program], {
        cwd: project,
        env: machine.env,
        stdio: ["ignore", "ignore", "inherit"],
    });
}
