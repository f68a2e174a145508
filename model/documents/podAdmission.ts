import { namespaceName } from "../names";
import type { Team } from "../team";
import { podRules } from "./podRules";

/**
 * The admission policy that keeps a team's pods inside their namespace: Kubernetes' baseline for
 * pods, tailored to training. Why each rule is as it is stands in docs/guardRails.md.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export function podAdmissionSpec(team: Team) {
    const rules = podRules(team.serviceAccounts);
    return {
        // Where the policy cannot be evaluated, no pod comes in.
        failurePolicy: "Fail",
        matchConstraints: {
            // The API server itself sets this label and keeps it true; nobody can take it off.
            namespaceSelector: {
                matchLabels: { "kubernetes.io/metadata.name": namespaceName(team.physicalName) },
            },
            resourceRules: [
                {
                    apiGroups: [""],
                    apiVersions: ["v1"],
                    operations: ["CREATE", "UPDATE"],
                    resources: ["pods", "pods/ephemeralcontainers"],
                    scope: "Namespaced",
                },
            ],
        },
        // Else a pod older than the policy could not lose its finalizers, and would stay for good.
        matchConditions: [
            {
                name: "the-specification-is-new",
                expression: "request.operation == 'CREATE' || object.spec != oldObject.spec",
            },
        ],
        variables: [
            {
                name: "containers",
                expression:
                    "object.spec.containers + object.spec.?initContainers.orValue([]) + object.spec.?ephemeralContainers.orValue([])",
            },
            ...rules.flatMap(({ variables }) => variables),
        ],
        validations: rules.map(({ validation }) => validation),
    };
}

/** A policy does nothing by itself. */
export function podAdmissionBindingSpec(policyName: string) {
    return { policyName, validationActions: ["Deny"] };
}
