import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "../sandbox";
import { askAsAdministrator } from "./adminApi";
import { ApiRefusal, type ApiObject } from "./apiRequest";

const pollMs = 50;
const patienceMs = 60_000;

interface Namespace extends ApiObject {
    readonly metadata: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly deletionTimestamp?: string;
    };
    readonly status?: { readonly conditions?: readonly { readonly message?: string }[] };
}

/**
 * What task governance does on the cluster when a team gets its first compute allocation.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-operate-console-ui-governance-cli.html
 */
export async function createTeamNamespace(sandbox: Sandbox, team: string): Promise<void> {
    const name = namespaceOf(team);
    const existing = await readNamespace(sandbox, name);
    if (existing?.metadata.deletionTimestamp !== undefined) {
        await waitUntilGone(sandbox, name);
    } else if (existing !== undefined) {
        requireOwned(existing, name, team);
        return; // an interrupted run made it
    }
    await askAsAdministrator(sandbox, {
        method: "POST",
        path: "/api/v1/namespaces",
        body: {
            apiVersion: "v1",
            kind: "Namespace",
            metadata: { name, labels: teamLabels(team) },
        },
    });
    // Until it has its default service account nothing can run in it.
    await waitFor(
        async () => (await find(sandbox, `${pathOf(name)}/serviceaccounts/default`)) !== undefined,
        () => `namespace "${name}" got no default service account; see kube-controller-manager.log`,
    );
}

/** Takes the namespace away, with all that is in it, and returns when it is gone. */
export async function deleteTeamNamespace(sandbox: Sandbox, team: string): Promise<void> {
    const name = namespaceOf(team);
    const existing = await readNamespace(sandbox, name);
    if (existing === undefined) {
        return;
    }
    requireOwned(existing, name, team);
    await orUndefined(askAsAdministrator(sandbox, { method: "DELETE", path: pathOf(name) }));
    await waitUntilGone(sandbox, name);
}

async function waitUntilGone(sandbox: Sandbox, name: string): Promise<void> {
    let last: Namespace | undefined;
    await waitFor(
        async () => {
            last = await readNamespace(sandbox, name);
            return last === undefined;
        },
        () => {
            const reasons = (last?.status?.conditions ?? []).map(({ message }) => message);
            return `namespace "${name}" is still there; the API server says: ${reasons.join("; ")}`;
        },
    );
}

async function waitFor(done: () => Promise<boolean>, complaint: () => string): Promise<void> {
    const end = Date.now() + patienceMs;
    while (!(await done())) {
        if (Date.now() > end) {
            throw new Error(`after ${patienceMs / 1000} seconds ${complaint()}`);
        }
        await sleep(pollMs);
    }
}

function requireOwned(existing: Namespace, name: string, team: string): void {
    const owner = existing.metadata.labels?.["sagemaker.amazonaws.com/quota-allocation-id"];
    if (owner !== team) {
        throw new Error(
            `namespace "${name}" was not made by a compute allocation of team "${team}"; remove or rename it first`,
        );
    }
}

function teamLabels(team: string): Readonly<Record<string, string>> {
    return {
        "sagemaker.amazonaws.com/sagemaker-managed-queue": "true",
        "sagemaker.amazonaws.com/quota-allocation-id": team,
        "sagemaker.amazonaws.com/activate-quota": "Enabled",
    };
}

/** AWS's rule, written down here a second time on purpose: the sandbox plays AWS. */
function namespaceOf(team: string): string {
    return `hyperpod-ns-${team}`;
}

function pathOf(name: string): string {
    return `/api/v1/namespaces/${encodeURIComponent(name)}`;
}

async function readNamespace(sandbox: Sandbox, name: string): Promise<Namespace | undefined> {
    return (await find(sandbox, pathOf(name))) as Namespace | undefined;
}

function find(sandbox: Sandbox, path: string): Promise<ApiObject | undefined> {
    return orUndefined(askAsAdministrator(sandbox, { method: "GET", path }));
}

async function orUndefined(answer: Promise<ApiObject>): Promise<ApiObject | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (error instanceof ApiRefusal && error.code === 404) {
            return undefined;
        }
        throw error;
    }
}
