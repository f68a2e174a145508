import { once } from "node:events";
import type * as grpc from "@grpc/grpc-js";
import type { RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import type { Children } from "./children";
import { nodeArguments, resolveRunner, runtimeOptions } from "./runtime";

type RunPluginCall = grpc.ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/**
 * Runs a policy pack and streams what it says. The engine reads the pack's port from its output
 * and ends the pack by cancelling the call.
 */
export async function runPolicyPack(call: RunPluginCall, children: Children): Promise<void> {
    const { request } = call;
    if (request.getKind() !== "analyzer") {
        throw new Error(
            `the stand-in language host runs policy packs only, not a plugin of kind "${request.getKind()}"; install the official Pulumi engine`,
        );
    }
    const info = request.getInfo();
    const folder = info?.getProgramDirectory() ?? request.getProgram();
    const child = children.start(
        [
            ...nodeArguments(runtimeOptions(info)),
            resolveRunner("run-policy-pack", folder),
            ...request.getArgsList().slice(0, 1),
            ".",
        ],
        // The runner reads tsconfig.json from where it stands, so it stands in the pack.
        { cwd: folder, env: variables(request), stdio: ["ignore", "pipe", "pipe"] },
    );
    call.once("cancelled", () => void children.stop(child));
    forward(child.stdout, call, (response, bytes) => response.setStdout(bytes));
    forward(child.stderr, call, (response, bytes) => response.setStderr(bytes));
    const [code] = (await once(child, "close")) as [number | null];
    if (!call.cancelled) {
        call.write(new RunPluginResponse().setExitcode(code ?? 1));
    }
    call.end();
}

/** The engine sends its whole environment, with what the pack needs to know added to it. */
function variables(request: RunPluginRequest): NodeJS.ProcessEnv {
    const given = request.getEnvList().map((entry): [string, string] => {
        const equals = entry.indexOf("=");
        return [entry.slice(0, equals), entry.slice(equals + 1)];
    });
    return given.length === 0 ? process.env : Object.fromEntries(given);
}

function forward(
    stream: NodeJS.ReadableStream | null,
    call: RunPluginCall,
    put: (response: RunPluginResponse, bytes: Uint8Array) => RunPluginResponse,
): void {
    stream?.on("data", (bytes: Buffer) => {
        if (!call.cancelled) {
            call.write(put(new RunPluginResponse(), bytes));
        }
    });
}
