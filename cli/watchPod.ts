import { setTimeout as sleep } from "node:timers/promises";
import { readPod } from "../model/testPod/podReading";
import type { Observation, PodReading } from "../model/testPod/podReading";
import type { PodProbe } from "../model/testPod/podProbes";
import type { TestPod } from "../model/testPod/testPod";
import { whyQueued } from "../model/testPod/workload";
import { CommandError } from "./commandError";
import type { Interruption } from "./interruption";
import { PodRefused } from "./podApi";
import type { PodApi } from "./podApi";

export interface Watching {
    readonly pod: TestPod;
    readonly probes: readonly PodProbe[];
    readonly queueName: string;
    readonly timeoutSeconds: number;
    readonly pollMs: number;
    readonly interruption: Pick<Interruption, "race" | "check">;
    /** Told once for each new answer to the first question that is still open. */
    readonly tell: (reading: PodReading) => void;
}

/** Makes the pod, watches it to its end or the time's, and takes it away whatever happens. */
export async function watchPod(api: PodApi, watching: Watching): Promise<PodReading> {
    const { pod } = watching;
    try {
        await api.create(pod);
    } catch (error) {
        if (error instanceof PodRefused) {
            throw new CommandError(refusal(error, pod));
        }
        throw error;
    }
    try {
        return await watch(api, watching);
    } finally {
        // Not raced: whoever interrupts wants the pod gone, too.
        await remove(api, pod);
    }
}

async function watch(api: PodApi, watching: Watching): Promise<PodReading> {
    const { pod, probes, queueName, timeoutSeconds, pollMs, interruption, tell } = watching;
    const end = Date.now() + timeoutSeconds * 1000;
    for (;;) {
        const observation = await interruption.race(observe(api, pod, probes));
        const reading = readPod(observation, probes, queueName);
        tell(reading);
        if (reading.settled || Date.now() >= end) {
            return reading;
        }
        await interruption.race(sleep(Math.min(pollMs, Math.max(0, end - Date.now()))));
    }
}

async function observe(
    api: PodApi,
    pod: TestPod,
    probes: readonly PodProbe[],
): Promise<Observation> {
    const { name, namespace } = pod.metadata;
    const observed = await api.read(pod);
    if (observed === undefined) {
        throw new CommandError(`somebody deleted pod "${name}" of namespace "${namespace}"`);
    }
    const logs = new Map<string, string>();
    for (const { container, shows } of probes) {
        const status = observed.status?.containerStatuses?.find((each) => each.name === container);
        if (shows !== undefined && status?.state?.terminated?.exitCode === 0) {
            logs.set(container, (await api.log(pod, container)) ?? "");
        }
    }
    const isHeldBack = (observed.spec?.schedulingGates ?? []).length > 0;
    const workloadSays = isHeldBack ? whyQueued(await api.workloads(namespace), name) : undefined;
    return { pod: observed, logs, ...(workloadSays === undefined ? {} : { workloadSays }) };
}

async function remove(api: PodApi, pod: TestPod): Promise<void> {
    const { name, namespace } = pod.metadata;
    try {
        await api.remove(pod);
    } catch (error) {
        throw new CommandError(
            `pod "${name}" could not be deleted: ${error instanceof Error ? error.message : String(error)}; delete it with "kubectl delete pod ${name} --namespace ${namespace}"`,
        );
    }
}

/** What the API server's no means for a team. */
export function refusal({ code, message }: PodRefused, { metadata }: TestPod): string {
    const { namespace } = metadata;
    const meant =
        code === 401
            ? "the cluster does not know who asks: there is no access entry for the role, or the session has ended"
            : code === 404
              ? `namespace "${namespace}" is not there: the team's compute quota makes it`
              : code === 403 && message.includes("cannot create resource")
                ? `whoever asks may not create pods in namespace "${namespace}"`
                : "the test pod is not let in";
    return `${meant} (${message})`;
}
