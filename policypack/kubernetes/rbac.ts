import { isObject } from "../inputs";
import type { Kinds } from "./object";

export const roleKinds: Kinds = new Set([
    "rbac.authorization.k8s.io/Role",
    "rbac.authorization.k8s.io/ClusterRole",
]);

export const bindingKinds: Kinds = new Set([
    "rbac.authorization.k8s.io/RoleBinding",
    "rbac.authorization.k8s.io/ClusterRoleBinding",
]);

/**
 * One rule of a Role or ClusterRole, as written. Kubernetes compares each word exactly: `Secrets`
 * and ` secrets` are no resources and `pods/*` is no wildcard; `*` and, in resources, `*` before a
 * subresource are. An empty list grants nothing, since all of verbs, apiGroups and resources must
 * fit.
 *
 * `resourceNames` are left out: they are names that whoever may create such a thing can give it,
 * they are not asked when a whole list is read through a field selector, and none of what the pack
 * forbids is made harmless by them.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export interface RbacRule {
    readonly verbs: readonly string[];
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly nonResourceURLs: readonly string[];
}

/** The rule, or nothing when it is not one: then what it grants is anybody's guess. */
export function readRule(value: unknown): RbacRule | undefined {
    if (!isObject(value)) {
        return undefined;
    }
    const verbs = textsOf(value.verbs);
    const apiGroups = textsOf(value.apiGroups);
    const resources = textsOf(value.resources);
    const nonResourceURLs = textsOf(value.nonResourceURLs);
    return verbs && apiGroups && resources && nonResourceURLs
        ? { verbs, apiGroups, resources, nonResourceURLs }
        : undefined;
}

/** An absent list grants nothing; anything but a list of strings cannot be judged. */
function textsOf(value: unknown): readonly string[] | undefined {
    if (value === undefined || value === null) {
        return [];
    }
    return Array.isArray(value) && value.every((each) => typeof each === "string")
        ? value
        : undefined;
}
