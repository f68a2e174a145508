import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Children } from "./children";
import { runPolicyPack } from "./policyPack";
import { runProgram } from "./program";

/** The calls that running a program with a policy pack needs; the others are left unanswered. */
type Answered = Pick<
    ILanguageRuntimeServer,
    | "handshake"
    | "getRequiredPackages"
    | "getRequiredPlugins"
    | "getPluginInfo"
    | "installDependencies"
    | "runtimeOptionsPrompts"
    | "about"
    | "getProgramDependencies"
    | "run"
    | "runPlugin"
    | "cancel"
>;

export function languageRuntime(startedBy: string, children: Children): Answered {
    let engineAddress = startedBy;
    return {
        handshake: unary((request) => {
            engineAddress = request.getEngineAddress() || engineAddress;
            return new language.LanguageHandshakeResponse();
        }),
        // The sandbox's providers are on PATH already; nothing is to be fetched for a program.
        getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
        getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
        getPluginInfo: unary(() => new PluginInfo().setVersion(sdkVersion(__dirname) ?? "")),
        installDependencies: (call) => {
            call.end(); // `npm install` of the project did it
        },
        runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
        about: unary(() =>
            new language.AboutResponse()
                .setExecutable(process.execPath)
                .setVersion(process.versions.node),
        ),
        getProgramDependencies: unary((request) =>
            programDependencies(request.getInfo()?.getProgramDirectory() ?? request.getPwd()),
        ),
        run: unary((request) => runProgram(request, engineAddress, children)),
        runPlugin: (call) => {
            runPolicyPack(call, children).catch((error: unknown) => {
                call.emit("error", serviceError(error));
            });
        },
        cancel: unary(async () => {
            await children.stopAll();
            return new Empty();
        }),
    };
}

function unary<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        Promise.resolve(call.request)
            .then(answer)
            .then((response) => {
                callback(null, response);
            })
            .catch((error: unknown) => {
                callback(serviceError(error));
            });
    };
}

/** The engine shows the details as they are. */
function serviceError(error: unknown): Partial<grpc.StatusObject> {
    return {
        code: grpc.status.UNKNOWN,
        details: error instanceof Error ? error.message : String(error),
    };
}

/** The program's direct dependencies, in the versions that are installed. */
function programDependencies(folder: string): language.GetProgramDependenciesResponse {
    const response = new language.GetProgramDependenciesResponse();
    const manifest = readManifest(path.join(folder, "package.json"));
    for (const name of Object.keys(manifest?.dependencies ?? {})) {
        response.addDependencies(
            new language.DependencyInfo()
                .setName(name)
                .setVersion(installedVersion(name, folder) ?? ""),
        );
    }
    return response;
}

function sdkVersion(folder: string): string | undefined {
    return installedVersion("@pulumi/pulumi", folder);
}

/** Read from the folder itself: a package may keep its package.json out of its exports. */
function installedVersion(name: string, folder: string): string | undefined {
    const searched = createRequire(path.join(folder, "index.js")).resolve.paths(name) ?? [];
    return searched
        .map((modules) => readManifest(path.join(modules, name, "package.json")))
        .find((manifest) => manifest !== undefined)?.version;
}

interface Manifest {
    readonly version?: string;
    readonly dependencies?: Readonly<Record<string, string>>;
}

function readManifest(file: string): Manifest | undefined {
    return fs.existsSync(file)
        ? (JSON.parse(fs.readFileSync(file, "utf8")) as Manifest)
        : undefined;
}
