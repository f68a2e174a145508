import { no, undecided, yes } from "./finding";
import type { Finding } from "./finding";
import { matchesPattern } from "./pattern";
import { asObject, text } from "./properties";
import type { Registration } from "./registration";

/**
 * What EKS's access policies say about training jobs. EKS decides these beside RBAC, and no API
 * server but EKS's own knows them, so their documented contents stand here.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-studio-setup-eks.html
 */
const jobVerbs: Readonly<Record<string, readonly string[]>> = {
    AmazonEKSViewPolicy: [],
    AmazonEKSEditPolicy: [],
    AmazonSagemakerHyperpodUserClusterPolicy: [],
    AmazonSagemakerHyperpodTrainingPolicy: [
        "get",
        "list",
        "watch",
        "create",
        "update",
        "patch",
        "delete",
    ],
};

/** Those that let run commands in pods. */
const execPolicies: readonly string[] = ["AmazonEKSEditPolicy"];

/** Policies that read what belongs to no namespace, and so are given for the whole cluster. */
export const clusterWidePolicies: readonly string[] = ["AmazonSagemakerHyperpodUserClusterPolicy"];

export function policyNameOf(association: Registration): string {
    return (text(association, "policyArn") ?? "").replace(/^.*\//, "");
}

/** The namespaces of an association's scope; undefined for the whole cluster. */
export function scopeOf(association: Registration): readonly string[] | undefined {
    const { type, namespaces } = asObject(association.inputs.accessScope);
    if (type !== "namespace") {
        return undefined;
    }
    return Array.isArray(namespaces) ? namespaces.map(String) : [];
}

/** Whether one association lets its principal do this to training jobs of the namespace. */
export function letsWorkOnJobs(
    association: Registration,
    verb: string,
    namespace: string,
): Finding {
    return allows(association, namespace, (name) => jobVerbs[name]?.includes(verb) === true);
}

/** Whether one association lets its principal run commands in pods of the namespace. */
export function letsRunCommands(association: Registration, namespace: string): Finding {
    return allows(association, namespace, (name) => execPolicies.includes(name));
}

function allows(
    association: Registration,
    namespace: string,
    says: (policy: string) => boolean,
): Finding {
    const name = policyNameOf(association);
    const scope = scopeOf(association);
    if (scope?.some((pattern) => matchesPattern(pattern, namespace)) === false) {
        return no(`access policy "${name}" does not reach namespace "${namespace}"`);
    }
    if (!Object.hasOwn(jobVerbs, name)) {
        return undecided(`what access policy "${name}" allows is not known here`);
    }
    return says(name)
        ? yes(`access policy "${name}" allows it in namespace "${namespace}"`)
        : no(`access policy "${name}" does not allow it`);
}
