import * as path from "node:path";
import type { Environment } from "../model/environment/environment";
import { accessEntriesOf } from "../sandbox/aws/bootstrapStack";
import { governedTeams } from "../sandbox/aws/governedNamespaces";
import { seedWorld } from "../sandbox/aws/seed";
import { engineEnvironment } from "../sandbox/engine/environment";
import { installLaunchers } from "../sandbox/engine/launchers";
import { provisionCluster, provisionEngine } from "../sandbox/engine/provision";
import type { Engine, Progress } from "../sandbox/engine/provision";
import { startCluster } from "../sandbox/kubernetes/cluster";
import type { ClusterBinaries } from "../sandbox/kubernetes/cluster";
import { createTeamNamespace } from "../sandbox/kubernetes/namespaces";
import { registerDeployer } from "../sandbox/kubernetes/deployers";
import { createSandbox, sandboxAt } from "../sandbox/sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import type { Interruption } from "./interruption";
import { readBootstrap } from "./bootstrap";
import { CommandError } from "./commandError";
import { projectFolder } from "./project";
import { complain } from "./terminal";
import {
    copyStackFile,
    environmentOf,
    readStackEnvironment,
    readStackRoster,
    stacksOf,
} from "./stackFiles";
import { worldOf } from "./world";

/** What every command in the sandbox is told on its command line. */
export interface SessionOptions {
    readonly sandbox: string;
    readonly stack: string;
    /** Where program and stack files are; the project's folder unless another commit is previewed. */
    readonly folder?: string;
    /** The policy pack that judges; the project's own unless it is another commit's turn. */
    readonly pack?: string;
}

/** One environment in a sandbox whose servers run. */
export interface Session {
    readonly sandbox: Sandbox;
    readonly engine: Engine;
    readonly environment: Environment;
    readonly stack: string;
    readonly folder: string;
    readonly pack: string;
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
    refuseOtherEnvironment(sandboxAt(root), stack, folder);
    const engine = await interruption.race(provisionEngine(progress));
    const binaries = await interruption.race(provisionCluster(progress));
    const sandbox = createSandbox(root);
    installLaunchers(sandbox, engine);
    const configFile = copyStackFile(sandbox, stack, folder);
    const roster = readStackRoster(environment, stack, folder);
    const world = worldOf(environment, roster, readBootstrap());
    await seedWorld(sandbox, world);
    for (const { stack: made } of world.clusters) {
        for (const { clusterName, principalArn, kubernetesGroups } of accessEntriesOf(made)) {
            const deployer = { clusterName, roleArn: principalArn };
            await registerDeployer(sandbox, deployer, kubernetesGroups);
        }
    }
    return { sandbox, engine, binaries, environment, configFile };
}

/** Every cluster of a sandbox is the same API server: two environments would meet in it. */
function refuseOtherEnvironment(sandbox: Sandbox, stack: string, folder: string): void {
    const environment = environmentOf(stack, folder);
    const other = stacksOf(sandbox).find((each) => environmentOf(each, folder) !== environment);
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
    const cluster = await startCluster(sandbox, binaries, {
        notice: complain,
        manifest: readBootstrap().manifest,
    }).catch((error: unknown) => {
        step.fail("the Kubernetes API server does not start");
        throw error;
    });
    step.done(`Kubernetes API server at ${cluster.endpoint}`);
    try {
        interruption.check();
        for (const team of governedTeams(sandbox)) {
            await createTeamNamespace(sandbox, team);
        }
        return await work({
            ...prepared,
            stack: options.stack,
            folder: options.folder ?? projectFolder,
            pack: options.pack ?? path.join(projectFolder, "policypack"),
            variables: engineEnvironment(sandbox, engine),
            progress,
            interruption,
        });
    } finally {
        await cluster.stop();
    }
}
