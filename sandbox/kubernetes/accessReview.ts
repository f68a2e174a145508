import type { Sandbox } from "../sandbox";
import { askAsAdministrator } from "./adminApi";

export interface ReviewedIdentity {
    readonly user: string;
    readonly groups: readonly string[];
}

export interface ReviewedResource {
    readonly verb: string;
    readonly group: string;
    readonly resource: string;
    readonly namespace: string;
}

export interface NamespaceReviewer {
    may(who: ReviewedIdentity, what: ReviewedResource): Promise<boolean>;
}

/** Lets the API server itself say who may do what, by SubjectAccessReview. */
export function namespaceReviewer(sandbox: Sandbox): NamespaceReviewer {
    return {
        async may(who, what) {
            const { status } = await askAsAdministrator(sandbox, {
                method: "POST",
                path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
                body: {
                    apiVersion: "authorization.k8s.io/v1",
                    kind: "SubjectAccessReview",
                    spec: {
                        user: who.user,
                        // Every request that names its user has this group, without asking for it.
                        groups: [...who.groups, "system:authenticated"],
                        resourceAttributes: what,
                    },
                },
            });
            return (status as { allowed?: boolean } | undefined)?.allowed === true;
        },
    };
}
