import type { ApiException, KubeConfig } from "@kubernetes/client-node";
import type { ObservedPod } from "../model/testPod/podReading";
import type { TestPod } from "../model/testPod/testPod";
import type { ObservedWorkload } from "../model/testPod/workload";
import { CommandError } from "./commandError";

/** The API server said no. */
export class PodRefused extends Error {
    readonly code: number;

    constructor(code: number, message: string) {
        super(message);
        this.code = code;
    }
}

/** What a test pod needs of a cluster. */
export interface PodApi {
    create(pod: TestPod): Promise<void>;
    /** Nothing where somebody deleted it. */
    read(pod: TestPod): Promise<ObservedPod | undefined>;
    /** Nothing where Kueue is not there, or does not let it be read. */
    workloads(namespace: string): Promise<readonly ObservedWorkload[]>;
    log(pod: TestPod, container: string): Promise<string | undefined>;
    /** Whether there was one to delete makes no difference. */
    remove(pod: TestPod): Promise<void>;
}

/** A cluster as a kubeconfig file describes it, in the name of the context's user. */
export function podApiOf(file: string, context: string | undefined): PodApi {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- half a second, for one command
    const client = require("@kubernetes/client-node") as typeof import("@kubernetes/client-node");
    const config = kubeConfigOf(new client.KubeConfig(), file, context);
    const core = config.makeApiClient(client.CoreV1Api);
    const custom = config.makeApiClient(client.CustomObjectsApi);
    const at = ({ metadata: { name, namespace } }: TestPod) => ({ name, namespace });
    return {
        async create(pod) {
            const body = Object.assign(new client.V1Pod(), pod);
            await orRefused(core.createNamespacedPod({ namespace: pod.metadata.namespace, body }));
        },
        async read(pod) {
            const answer = orRefused(core.readNamespacedPod(at(pod)));
            return await unless404(answer);
        },
        async workloads(namespace) {
            const answer = custom.listNamespacedCustomObject({
                group: "kueue.x-k8s.io",
                version: "v1beta1",
                namespace,
                plural: "workloads",
            });
            const list = (await answer.catch(() => undefined)) as
                { readonly items?: readonly ObservedWorkload[] } | undefined;
            return list?.items ?? [];
        },
        log: (pod, container) =>
            core.readNamespacedPodLog({ ...at(pod), container }).catch(() => undefined),
        async remove(pod) {
            await unless404(orRefused(core.deleteNamespacedPod(at(pod))));
        },
    };
}

function kubeConfigOf(config: KubeConfig, file: string, context: string | undefined): KubeConfig {
    try {
        config.loadFromFile(file);
    } catch (error) {
        throw new CommandError(
            `kubeconfig "${file}" cannot be read: ${(error as Error).message}`,
            2,
        );
    }
    const known = config.getContexts().map(({ name }) => name);
    const wanted = context ?? config.getCurrentContext();
    if (!known.includes(wanted)) {
        throw new CommandError(
            `kubeconfig "${file}" has no context "${wanted}"; expected one of ${known.map((name) => `"${name}"`).join(", ")}`,
            2,
        );
    }
    config.setCurrentContext(wanted);
    return config;
}

async function orRefused<T>(answer: Promise<T>): Promise<T> {
    try {
        return await answer;
    } catch (error) {
        const { code, body } = error as ApiException<unknown>;
        if (typeof code === "number") {
            throw new PodRefused(code, messageIn(body));
        }
        throw new CommandError(
            `the cluster cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
            2,
        );
    }
}

async function unless404<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (error instanceof PodRefused && error.code === 404) {
            return undefined;
        }
        throw error;
    }
}

/** The API server's own words, which the client hands on as text. */
function messageIn(body: unknown): string {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    try {
        const { message } = JSON.parse(text) as { message?: unknown };
        return typeof message === "string" ? message : text;
    } catch {
        return text;
    }
}
