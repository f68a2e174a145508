import type { Sandbox } from "../sandbox";
import { askAsAdministrator } from "./adminApi";
import type { ReviewedIdentity } from "./accessReview";
import { ApiRefusal } from "./apiRequest";

export type { ReviewedIdentity } from "./accessReview";

export interface PodAdmission {
    /** In the administrator's name, where RBAC is not the question, or in somebody's. */
    refusal(namespace: string, pod: object, who?: ReviewedIdentity): Promise<string | undefined>;
}

/** Lets the API server itself say whether it would let a pod in; no pod is made. */
export function podAdmission(sandbox: Sandbox): PodAdmission {
    return {
        async refusal(namespace, pod, who) {
            const request = {
                method: "POST",
                path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`,
                query: { dryRun: "All" },
                body: pod,
            } as const;
            try {
                await askAsAdministrator(sandbox, request, who);
                return undefined;
            } catch (error) {
                if (error instanceof ApiRefusal) {
                    return error.message;
                }
                throw error;
            }
        },
    };
}
