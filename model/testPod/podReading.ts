import type { PodProbe } from "./podProbes";

/** What of a pod's state is read; as the API server gives it. */
export interface ObservedPod {
    readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
    readonly spec?: {
        readonly nodeName?: string;
        readonly schedulingGates?: readonly { readonly name: string }[];
    };
    readonly status?: {
        readonly phase?: string;
        readonly reason?: string;
        readonly message?: string;
        readonly conditions?: readonly {
            readonly type: string;
            readonly status: string;
            readonly reason?: string;
            readonly message?: string;
        }[];
        readonly containerStatuses?: readonly ContainerStatus[];
    };
}

interface ContainerStatus {
    readonly name: string;
    readonly state?: {
        readonly waiting?: { readonly reason?: string; readonly message?: string };
        readonly running?: object;
        readonly terminated?: { readonly exitCode: number; readonly message?: string };
    };
}

export interface PodAnswer {
    readonly question: string;
    readonly answer: boolean;
    readonly because: string;
}

export interface PodReading {
    /** Every answer is hoped to be yes; what is not known yet is no. */
    readonly answers: readonly PodAnswer[];
    /** Whether waiting on will change nothing. */
    readonly settled: boolean;
}

/** https://kueue.sigs.k8s.io/docs/tasks/run/plain_pods/ */
const kueueGate = "kueue.x-k8s.io/admission";
const kueueMark = "kueue.x-k8s.io/managed";

/** Where trying again will not help; a pull that fails once may yet succeed. */
const hopeless = [
    "ImagePullBackOff",
    "InvalidImageName",
    "ErrImageNeverPull",
    "CreateContainerConfigError",
    "CreateContainerError",
    "RunContainerError",
];

export interface Observation {
    readonly pod: ObservedPod;
    /** What Kueue says of the pod's workload. */
    readonly workloadSays?: string;
    /** What containers wrote, by name, as far as it was asked for and could be read. */
    readonly logs: ReadonlyMap<string, string>;
}

/** How far the pod came, and what its commands found. */
export function readPod(
    observation: Observation,
    probes: readonly PodProbe[],
    queueName: string,
): PodReading {
    const { pod, workloadSays } = observation;
    const answers: PodAnswer[] = [];
    const open = (questions: readonly string[], because: string): readonly PodAnswer[] =>
        questions.map((question) => ({ question, answer: false, because }));
    const asked = [
        `does Kueue admit it to queue "${queueName}"?`,
        "does a node take it?",
        "does its image start?",
        ...probes.map(({ question }) => question),
    ] as const;
    const stages = [admission(pod, workloadSays), placement(pod), start(pod)];
    for (const [index, stage] of stages.entries()) {
        answers.push({ question: asked[index] ?? "", ...stage });
        if (!stage.answer) {
            return {
                answers: [...answers, ...open(asked.slice(index + 1), "it did not come so far")],
                settled: ended(pod) || isHopeless(pod),
            };
        }
    }
    const ends = probes.map((probe) => ({
        question: probe.question,
        ...endOf(probe, observation),
    }));
    const settled =
        ended(pod) ||
        isHopeless(pod) ||
        probes.every((probe) => statusOf(pod, probe.container)?.state?.terminated !== undefined);
    return { answers: [...answers, ...ends], settled };
}

type Stage = Omit<PodAnswer, "question">;

function admission({ metadata, spec }: ObservedPod, workloadSays: string | undefined): Stage {
    if (spec?.schedulingGates?.some(({ name }) => name === kueueGate) === true) {
        const reason =
            workloadSays ?? "Kueue has not said why; there may be no quota left, or no such queue";
        return { answer: false, because: `it waits in the queue: ${reason}` };
    }
    return {
        answer: true,
        because:
            metadata?.labels?.[kueueMark] === undefined
                ? `nothing held it back; without the label "${kueueMark}" it is not known whether the quota counts it`
                : "Kueue opened its gate",
    };
}

function placement({ spec, status }: ObservedPod): Stage {
    if (spec?.nodeName !== undefined) {
        return { answer: true, because: `node "${spec.nodeName}"` };
    }
    const condition = status?.conditions?.find(({ type }) => type === "PodScheduled");
    return {
        answer: false,
        because: condition?.message ?? "no scheduler has looked at it yet",
    };
}

function start(pod: ObservedPod): Stage {
    const waiting = (pod.status?.containerStatuses ?? []).flatMap(({ state }) =>
        state?.waiting === undefined ? [] : [state.waiting],
    );
    const stuck = waiting.find(({ reason = "" }) => hopeless.includes(reason)) ?? waiting[0];
    if (stuck === undefined && (pod.status?.containerStatuses ?? []).length > 0) {
        return { answer: true, because: "every container started" };
    }
    if ((stuck?.reason ?? "").includes("Image")) {
        return {
            answer: false,
            because: `the image cannot be pulled: ${said(stuck)}; give one that the nodes reach with "--image"`,
        };
    }
    const why = stuck === undefined ? pod.status?.message : said(stuck);
    return { answer: false, because: why ?? "no container has started yet" };
}

function said(waiting: { readonly reason?: string; readonly message?: string } | undefined) {
    return [waiting?.reason, waiting?.message].filter((part) => part !== undefined).join(": ");
}

function endOf(probe: PodProbe, { pod, logs }: Observation): Stage {
    const end = statusOf(pod, probe.container)?.state?.terminated;
    if (end === undefined) {
        const why = pod.status?.message ?? "its command has not ended yet";
        return { answer: false, because: why };
    }
    const words = lastLine(end.message ?? "");
    const refused = /AccessDenied|not authorized/i.test(words);
    if (probe.expected === "refusal") {
        return end.exitCode === 0
            ? { answer: false, because: "it was let through" }
            : refused
              ? { answer: true, because: words }
              : { answer: false, because: `it failed without being refused: ${failure(words)}` };
    }
    if (end.exitCode !== 0) {
        return { answer: false, because: refused ? `it was refused: ${words}` : failure(words) };
    }
    return probe.shows === undefined
        ? { answer: true, because: "the command succeeded" }
        : shown(probe.shows, logs.get(probe.container));
}

function shown(wanted: string, log: string | undefined): Stage {
    const words = lastLine(log ?? "");
    if (words === "") {
        return {
            answer: false,
            because: "what it wrote cannot be read, so whose they are is open",
        };
    }
    return words.includes(wanted)
        ? { answer: true, because: words }
        : { answer: false, because: `they are of somebody else: ${words}` };
}

/** In the order in which a pod meets them. */
const failures: readonly (readonly [RegExp, string])[] = [
    [
        /Unable to locate credentials|NoCredentials|retrieving credentials/i,
        'the pod has no credentials: the add-on "eks-pod-identity-agent", the association of its service account and the nodes\' right "eks-auth:AssumeRoleForPodIdentity" give them',
    ],
    [
        /Could not connect|timed out|EndpointConnection|Name or service not known/i,
        "the service cannot be reached from the pod: the network or a network policy is in the way",
    ],
    [/NoSuchAccessPoint|NoSuchBucket/i, "there is no such access point"],
];

function failure(words: string): string {
    const known = failures.find(([pattern]) => pattern.test(words))?.[1];
    const heard = words === "" ? "the command failed and said nothing" : words;
    return known === undefined ? heard : `${known} (${heard})`;
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1)?.trim() ?? "";
}

function statusOf(pod: ObservedPod, container: string): ContainerStatus | undefined {
    return pod.status?.containerStatuses?.find(({ name }) => name === container);
}

function ended({ status }: ObservedPod): boolean {
    return status?.phase === "Succeeded" || status?.phase === "Failed";
}

function isHopeless({ status }: ObservedPod): boolean {
    return (status?.containerStatuses ?? []).some(({ state }) =>
        hopeless.includes(state?.waiting?.reason ?? ""),
    );
}
