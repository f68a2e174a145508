import { isEscalatingVerb } from "../../kubernetes/escalations";
import type { RbacRule } from "../../kubernetes/rbac";

interface Takeover {
    readonly apiGroup: string;
    readonly resources: readonly string[] | "all";
    readonly verbs: readonly string[];
}

const changes = ["create", "update", "patch"];

/**
 * Rights over the whole cluster that make all others: whoever holds one can come to anything in it,
 * by a way that no document shows.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
const takeovers: readonly Takeover[] = [
    {
        apiGroup: "certificates.k8s.io",
        resources: "all",
        verbs: [...changes, "approve", "sign", "attest"],
    },
    { apiGroup: "admissionregistration.k8s.io", resources: "all", verbs: changes },
    { apiGroup: "apiregistration.k8s.io", resources: "all", verbs: changes },
    { apiGroup: "apiextensions.k8s.io", resources: "all", verbs: changes },
    { apiGroup: "", resources: ["nodes/proxy"], verbs: ["get", ...changes] },
    { apiGroup: "", resources: ["nodes", "persistentvolumes"], verbs: changes },
];

/** Why a rule may give everything in its scope; nothing where it gives what it says alone. */
export function takeoversOf(rule: RbacRule, reach: "cluster" | "namespace"): readonly string[] {
    const { apiGroups, resources, verbs } = rule;
    if (isEverything(rule) || resources.length === 0) {
        return [];
    }
    const escalating = verbs.filter(
        (verb) => isEscalatingVerb(verb) && !isImpersonationOfAccounts(verb, rule),
    );
    const every = verbs.includes("*");
    const onRoles =
        every && apiGroups.some((group) => group === "*" || group === "rbac.authorization.k8s.io");
    const means = [
        ...escalating.map((verb) => `verb "${verb}" on "${resources.join('", "')}"`),
        ...(onRoles ? [`every verb on "${resources.join('", "')}"`] : []),
        ...(reach === "cluster"
            ? takeovers
                  .filter((each) => isHeld(each, rule))
                  .map(({ apiGroup, resources: of }) =>
                      of === "all"
                          ? `changes to group "${apiGroup}"`
                          : `rights on "${of.join('", "')}"`,
                  )
            : []),
    ];
    return means.map((mean) => `${mean} may lead to anything there`);
}

/** Then the grant says all there is to say. */
function isEverything({ apiGroups, resources, verbs }: RbacRule): boolean {
    return [apiGroups, resources, verbs].every((list) => list.includes("*"));
}

/** A service account is a node of its own, and whoever may be it goes on from there. */
function isImpersonationOfAccounts(verb: string, { resources }: RbacRule): boolean {
    return verb === "impersonate" && resources.every((each) => each === "serviceaccounts");
}

function isHeld({ apiGroup, resources, verbs }: Takeover, rule: RbacRule): boolean {
    const isGroup = rule.apiGroups.some((each) => each === "*" || each === apiGroup);
    const isResource = rule.resources.some(
        (each) => each === "*" || resources === "all" || resources.includes(each),
    );
    return isGroup && isResource && rule.verbs.some((each) => each === "*" || verbs.includes(each));
}
