import { once } from "node:events";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { RunResponse } from "@pulumi/pulumi/proto/language_pb";
import type { Children } from "./children";
import { nodeArguments, resolveRunner, runtimeOptions, type RuntimeOptions } from "./runtime";

/** The SDK's runner ends with it when it has told the user already what is wrong. */
const alreadyToldCode = 32;

/** Runs the Pulumi program and says how it ended, in the words the engine shows. */
export async function runProgram(
    request: RunRequest,
    engineAddress: string,
    children: Children,
): Promise<RunResponse> {
    const info = request.getInfo();
    const folder = info?.getProgramDirectory() ?? request.getPwd();
    const options = runtimeOptions(info);
    const child = children.start(
        [
            ...nodeArguments(options),
            resolveRunner("run", folder),
            ...runnerArguments(request, engineAddress),
        ],
        {
            cwd: request.getPwd() || folder,
            env: { ...process.env, ...runnerVariables(request, options) },
            // What the program prints is the engine's to show.
            stdio: ["ignore", "inherit", "inherit"],
        },
    );
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    const response = new RunResponse();
    if (code === alreadyToldCode) {
        response.setBail(true);
    } else if (code !== 0) {
        response.setError(
            code === null
                ? `the program was ended by ${signal ?? "a signal"}`
                : `the program ended with exit code ${code}`,
        );
    }
    return response;
}

function runnerArguments(request: RunRequest, engineAddress: string): readonly string[] {
    const info = request.getInfo();
    const named: Readonly<Record<string, string | undefined>> = {
        monitor: request.getMonitorAddress(),
        engine: engineAddress,
        organization: request.getOrganization(),
        project: request.getProject(),
        "root-directory": info?.getRootDirectory(),
        stack: request.getStack(),
        pwd: request.getPwd(),
        parallel: String(request.getParallel()),
    };
    return [
        ...Object.entries(named).flatMap(([name, value]) =>
            value === undefined || value === "" ? [] : [`--${name}`, value],
        ),
        ...(request.getDryrun() ? ["--dry-run"] : []),
        info?.getEntryPoint() ?? request.getProgram(),
        ...request.getArgsList(),
    ];
}

function runnerVariables(request: RunRequest, options: RuntimeOptions): NodeJS.ProcessEnv {
    const config = request.getConfigMap().getEntryList();
    return {
        PULUMI_CONFIG: JSON.stringify(
            Object.fromEntries(config.map(([key, value]) => [runnerKey(key), value])),
        ),
        // Compared with keys as the engine writes them, so these are not rewritten.
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
        ...(options.tsconfig === undefined
            ? {}
            : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    };
}

/** The runner reads `namespace:config:key`, the form from before the engine's `namespace:key`. */
function runnerKey(key: string): string {
    const colon = key.indexOf(":");
    const [namespace, name] = [key.slice(0, colon), key.slice(colon + 1)];
    return colon === -1 || name.startsWith("config:") ? key : `${namespace}:config:${name}`;
}
