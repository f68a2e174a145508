import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type * as grpc from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { processTable } from "../../../sandbox/process/processTable";
import {
    copyFixture,
    eventually,
    fixtures,
    isAlive,
    startHost,
    type HostUnderTest,
} from "./languageHostClient";

interface Probe {
    readonly pid: number;
    readonly runner: string;
    readonly args: readonly string[];
    readonly variables: Readonly<Record<string, string>>;
}

const engine = "127.0.0.1:4711";

describe("the stand-in language host", () => {
    let host: HostUnderTest;
    let folder: string;

    beforeEach(async () => {
        host = await startHost(engine);
        folder = copyFixture("program");
    });

    afterEach(async () => {
        await host.close();
        fs.rmSync(folder, { recursive: true });
    });

    const probe = (): Probe =>
        JSON.parse(fs.readFileSync(path.join(folder, "probe.json"), "utf8")) as Probe;
    const probed = (): Promise<void> =>
        eventually(() => fs.existsSync(path.join(folder, "probe.json")));

    function info(options: Record<string, JavaScriptValue>): language.ProgramInfo {
        return new language.ProgramInfo()
            .setRootDirectory(folder)
            .setProgramDirectory(folder)
            .setEntryPoint(".")
            .setOptions(Struct.fromJavaScript(options));
    }

    /** A run that the probe ends with `ending`: an exit code, or "wait". */
    function request(ending: string, options: Record<string, JavaScriptValue> = {}) {
        const run = new language.RunRequest()
            .setMonitorAddress("127.0.0.1:4712")
            .setOrganization("organization")
            .setProject("fixture")
            .setStack("test")
            .setPwd(folder)
            .setParallel(16)
            .setDryrun(true)
            .setArgsList([ending])
            .setConfigsecretkeysList(["fixture:greeting"])
            .setInfo(info({ nodeargs: `--require "${fixtures}/probe.js"`, ...options }));
        run.getConfigMap().set("fixture:greeting", "hello").set("aws:config:region", "here");
        return run;
    }

    function run(message: language.RunRequest): Promise<language.RunResponse.AsObject> {
        return new Promise((resolve, reject) => {
            host.client.run(message, (error, response) => {
                if (error === null) {
                    resolve(response.toObject());
                } else {
                    reject(error);
                }
            });
        });
    }

    it("starts the SDK's runner with all that the engine told it", async () => {
        assert.deepEqual(await run(request("0")), { error: "", bail: false });
        const { pid, ...started } = probe();
        assert.ok(pid > 0);
        assert.deepEqual(started, {
            runner: "index.js",
            args: [
                ...["--monitor", "127.0.0.1:4712", "--engine", engine],
                ...["--organization", "organization", "--project", "fixture"],
                ...["--root-directory", folder, "--stack", "test", "--pwd", folder],
                ...["--parallel", "16", "--dry-run", ".", "0"],
            ],
            variables: {
                PULUMI_CONFIG: '{"aws:config:region":"here","fixture:config:greeting":"hello"}',
                PULUMI_CONFIG_SECRET_KEYS: '["fixture:greeting"]',
                PULUMI_NODEJS_TYPESCRIPT: "true",
            },
        });
    });

    it("honours the runtime options typescript and tsconfig", async () => {
        await run(request("0", { typescript: false, tsconfig: "other.json" }));
        assert.equal(probe().variables.PULUMI_NODEJS_TYPESCRIPT, "false");
        assert.equal(probe().variables.PULUMI_NODEJS_TSCONFIG_PATH, "other.json");
    });

    it("reports a program's exit code", async () => {
        assert.deepEqual(await run(request("5")), {
            error: "the program ended with exit code 5",
            bail: false,
        });
    });

    it("bails without words when the program has told the user already", async () => {
        assert.deepEqual(await run(request("32")), { error: "", bail: true });
    });

    it("says what to do when the SDK is not installed", async () => {
        fs.rmSync(path.join(folder, "node_modules"));
        await assert.rejects(run(request("0")), {
            details: `"${folder}" has no "@pulumi/pulumi" installed; run "npm install" in it or above it`,
        });
    });

    it("ends the program when the engine cancels, even one that does not listen", async () => {
        const running = run(request("wait"));
        await probed();
        await new Promise((resolve) => host.client.cancel(new Empty(), resolve));
        assert.deepEqual(await running, {
            error: "the program was ended by SIGKILL",
            bail: false,
        });
        assert.equal(isAlive(probe().pid), false);
    });

    it("ends with its program when the engine is gone", async () => {
        const running = run(request("wait")).catch(() => undefined);
        await probed();
        await host.close();
        await running;
        assert.equal(isAlive(probe().pid), false);
    });

    it("answers what the engine asks around a run", async () => {
        const about = await new Promise<language.AboutResponse>((resolve, reject) => {
            host.client.about(new language.AboutRequest(), (error, response) => {
                if (error === null) {
                    resolve(response);
                } else {
                    reject(error);
                }
            });
        });
        assert.equal(about.getVersion(), process.versions.node);
        const dependencies = await new Promise<language.GetProgramDependenciesResponse>(
            (resolve, reject) => {
                host.client.getProgramDependencies(
                    new language.GetProgramDependenciesRequest().setInfo(info({})),
                    (error, response) => {
                        if (error === null) {
                            resolve(response);
                        } else {
                            reject(error);
                        }
                    },
                );
            },
        );
        assert.deepEqual(dependencies.toObject().dependenciesList, [
            { name: "@pulumi/pulumi", version: "3.248.0" },
        ]);
    });

    describe("with a policy pack", () => {
        let pack: string;

        beforeEach(() => {
            pack = copyFixture("pack");
        });

        afterEach(() => {
            fs.rmSync(pack, { recursive: true });
        });

        function runPack(kind = "analyzer"): grpc.ClientReadableStream<language.RunPluginResponse> {
            return host.client.runPlugin(
                new language.RunPluginRequest()
                    .setPwd(folder)
                    .setKind(kind)
                    .setArgsList([engine])
                    .setEnvList([`PATH=${process.env.PATH ?? ""}`])
                    .setInfo(new language.ProgramInfo().setProgramDirectory(pack)),
            );
        }

        it("starts it, streams its port, and stops it when the call is cancelled", async () => {
            const call = runPack();
            call.on("error", () => undefined);
            const response = await new Promise<language.RunPluginResponse>((resolve) =>
                call.once("data", resolve),
            );
            assert.match(Buffer.from(response.getStdout_asU8()).toString(), /^\d+\n$/);
            const running = childrenOf(host);
            assert.equal(running.length, 1);
            call.cancel();
            await eventually(() => !running.some(isAlive));
        });

        it("streams what it complains about, and its exit code", async () => {
            fs.writeFileSync(path.join(pack, "index.js"), 'console.error("no"); process.exit(3);');
            const responses: language.RunPluginResponse.AsObject[] = [];
            const call = runPack();
            call.on("data", (response: language.RunPluginResponse) => {
                responses.push(response.toObject());
            });
            await new Promise((resolve) => call.once("end", resolve));
            const said = responses.map(({ stderr }) => Buffer.from(String(stderr), "base64"));
            assert.match(Buffer.concat(said).toString(), /^no$/m);
            assert.equal(responses.at(-1)?.exitcode, 3);
        });

        it("refuses other kinds of plugins in words", async () => {
            const call = runPack("resource");
            const error = await new Promise<grpc.ServiceError>((resolve) =>
                call.once("error", resolve),
            );
            assert.equal(
                error.details,
                'the stand-in language host runs policy packs only, not a plugin of kind "resource"; install the official Pulumi engine',
            );
        });
    });
});

function childrenOf(host: HostUnderTest): readonly number[] {
    return processTable()
        .filter(({ parent }) => parent === host.process.pid)
        .map(({ pid }) => pid);
}
