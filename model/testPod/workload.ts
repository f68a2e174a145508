/** A Kueue workload, as the API server gives it, as far as it is read. */
export interface ObservedWorkload {
    readonly metadata?: {
        readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
    };
    readonly status?: {
        readonly conditions?: readonly {
            readonly type: string;
            readonly status: string;
            readonly message?: string;
        }[];
    };
}

/** What Kueue says of the pod's workload while it holds it back, such as which quota lacks what. */
export function whyQueued(
    workloads: readonly ObservedWorkload[],
    podName: string,
): string | undefined {
    const own = workloads.find(({ metadata }) =>
        metadata?.ownerReferences?.some(({ kind, name }) => kind === "Pod" && name === podName),
    );
    return own?.status?.conditions?.find(
        ({ type, status }) => type === "QuotaReserved" && status === "False",
    )?.message;
}
