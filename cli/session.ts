import type { Environment } from "../model/environment/environment";
import { seedWorld } from "../sandbox/aws/seed";
import { engineEnvironment } from "../sandbox/engine/environment";
import { installLaunchers } from "../sandbox/engine/launchers";
import { provisionCluster, provisionEngine } from "../sandbox/engine/provision";
import type { Engine, Progress } from "../sandbox/engine/provision";
import { startCluster } from "../sandbox/kubernetes/cluster";
import type { ClusterBinaries } from "../sandbox/kubernetes/cluster";
import { registerDeployer } from "../sandbox/kubernetes/deployers";
import { createSandbox, sandboxAt } from "../sandbox/sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import type { Interruption } from "./interruption";
import { CommandError } from "./commandError";
import { projectFolder } from "./project";
import { stacksOf } from "./stackFiles";
import { complain } from "./terminal";
import { copyStackFile, readStackEnvironment, readStackRoster } from "./stackFiles";
import { worldOf } from "./world";

/** What every command in the sandbox is told on its command line. */
export interface SessionOptions {
    readonly sandbox: string;
    readonly stack: string;
    /** Where the stack's files are; another folder than the project's in tests alone. */
    readonly folder?: string;
}

/** One environment in a sandbox whose servers run. */
export interface Session {
    readonly sandbox: Sandbox;
    readonly engine: Engine;
    readonly environment: Environment;
    readonly stack: string;
    readonly folder: string;
    /** The sandbox's copy of the stack's configuration. */
    readonly configFile: string;
    /** What the engine's processes see: nothing of the user's accounts. */
    readonly variables: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly interruption: Interruption;
}

/** A sandbox with everything in it but running servers. */
export interface PreparedSandbox {
    readonly sandbox: Sandbox;
    readonly engine: Engine;
    readonly binaries: ClusterBinaries;
    readonly environment: Environment;
    readonly configFile: string;
}

/** Sets up whatever is missing. A broken stack file ends it before anything is set up. */
export async function prepareSandbox(
    { sandbox: root, stack, folder = projectFolder }: SessionOptions,
    progress: Progress,
    interruption: Interruption,
): Promise<PreparedSandbox> {
    const environment = readStackEnvironment(stack, folder);
    refuseOtherStack(sandboxAt(root), stack);
    const engine = await interruption.race(provisionEngine(progress));
    const binaries = await interruption.race(provisionCluster(progress));
    const sandbox = createSandbox(root);
    installLaunchers(sandbox, engine);
    const configFile = copyStackFile(sandbox, stack, folder);
    await seedWorld(sandbox, worldOf(environment, readStackRoster(environment, stack, folder)));
    for (const { account, eksClusterName } of environment.clusters.values()) {
        await registerDeployer(sandbox, {
            clusterName: eksClusterName,
            roleArn: account.deployRoleArn,
        });
    }
    return { sandbox, engine, binaries, environment, configFile };
}

/** Every cluster of a sandbox is the same API server: two environments would meet in it. */
function refuseOtherStack(sandbox: Sandbox, stack: string): void {
    const other = stacksOf(sandbox).find((each) => each !== stack);
    if (other !== undefined) {
        throw new CommandError(
            `the sandbox at "${sandbox.root}" holds stack "${other}"; give stack "${stack}" one of its own with "--sandbox <folder>"`,
            2,
        );
    }
}

/** Runs the servers while `work` needs them, and stops them whatever happens. */
export async function withSession<T>(
    options: SessionOptions,
    progress: Progress,
    interruption: Interruption,
    work: (session: Session) => Promise<T>,
): Promise<T> {
    const { binaries, ...prepared } = await prepareSandbox(options, progress, interruption);
    const { sandbox, engine } = prepared;
    const step = progress.step("starting the Kubernetes API server");
    // Never raced: a server that comes up after we gave up waiting would stay.
    const cluster = await startCluster(sandbox, binaries, { notice: complain }).catch(
        (error: unknown) => {
            step.fail("the Kubernetes API server does not start");
            throw error;
        },
    );
    step.done(`Kubernetes API server at ${cluster.endpoint}`);
    try {
        interruption.check();
        return await work({
            ...prepared,
            stack: options.stack,
            folder: options.folder ?? projectFolder,
            variables: engineEnvironment(sandbox, engine),
            progress,
            interruption,
        });
    } finally {
        await cluster.stop();
    }
}
