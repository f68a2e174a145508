import { isObject } from "../../inputs";
import type { Evidence, Grant } from "../graph";
import { accessPolicyRules } from "./accessPolicyRules";
import { evidenceOf, labelsOf, objectText } from "./objects";
import type { PlacedObject, PlacedObjects } from "./objects";
import { anything, namedRule, ruleGrants } from "./ruleGrants";

export type Reach = "cluster" | "namespace";

/** What a role in a cluster allows, in whichever reach a binding gives it. */
export interface Roles {
    grants(role: RoleReference, reach: Reach): readonly Grant[];
}

export interface RoleReference {
    readonly clusterArn: string;
    /** Of a Role; a ClusterRole has none. */
    readonly namespace?: string;
    readonly name: string;
}

const clusterRole = "rbac.authorization.k8s.io/ClusterRole";
const aggregation = "rbac.authorization.k8s.io/aggregate-to-";

/**
 * Kubernetes' own roles for people. The API server's are a little larger than what EKS says of its
 * access policies; and whoever installs a custom kind adds to them, which makes both the same.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
const builtIn: Readonly<Record<string, string>> = {
    admin: "AmazonEKSAdminPolicy",
    edit: "AmazonEKSEditPolicy",
    view: "AmazonEKSViewPolicy",
};

export function rolesOf(objects: PlacedObjects): Roles {
    const byKey = new Map<string, PlacedObject[]>();
    const clusterRoles = objects.of(clusterRole);
    for (const role of [...objects.of("rbac.authorization.k8s.io/Role"), ...clusterRoles]) {
        const isNamespaced = role.object.key !== clusterRole;
        for (const { arn } of role.clusters) {
            const name = objectText(role, "metadata.name") ?? "*";
            const key = keyOf({
                clusterArn: arn,
                name,
                ...(isNamespaced ? { namespace: role.namespace } : {}),
            });
            byKey.set(key, [...(byKey.get(key) ?? []), role]);
        }
    }
    const computed = new Map<string, readonly Grant[]>();
    return {
        grants: (reference, reach) => {
            const key = `${keyOf(reference)}\n${reach}`;
            const grants =
                computed.get(key) ??
                grantsOf(reference, reach, byKey.get(keyOf(reference)) ?? [], clusterRoles);
            computed.set(key, grants);
            return grants;
        },
    };
}

function keyOf({ clusterArn, namespace, name }: RoleReference): string {
    return JSON.stringify([clusterArn, namespace ?? null, name]);
}

function grantsOf(
    { clusterArn, namespace, name }: RoleReference,
    reach: Reach,
    registered: readonly PlacedObject[],
    clusterRoles: readonly PlacedObject[],
): readonly Grant[] {
    const kind = namespace === undefined ? "ClusterRole" : "Role";
    const elsewhere: readonly Evidence[] = [{ urn: "", document: `${kind} "${name}"` }];
    const here = ({ clusters }: PlacedObject) => clusters.some(({ arn }) => arn === clusterArn);
    if (namespace === undefined && name === "cluster-admin") {
        return (accessPolicyRules.AmazonEKSClusterAdminPolicy ?? []).flatMap((rule) =>
            ruleGrants(rule, elsewhere, reach),
        );
    }
    const policy = namespace === undefined ? builtIn[name] : undefined;
    if (policy !== undefined) {
        const added = clusterRoles.filter(
            (role) => here(role) && String(labelsOf(role)[`${aggregation}${name}`]) === "true",
        );
        return [
            ...(accessPolicyRules[policy] ?? []).flatMap((rule) =>
                ruleGrants(rule, elsewhere, reach),
            ),
            ...[...registered, ...added].flatMap((role) => written(role, reach)),
            anything(elsewhere, `what other programs add to ClusterRole "${name}" is not known`),
        ];
    }
    return registered.length === 0
        ? [anything(elsewhere, `${kind} "${name}" is registered elsewhere, or nowhere`)]
        : registered.flatMap((role) => [
              ...written(role, reach),
              ...aggregated(role, clusterRoles.filter(here), reach),
          ]);
}

/** What a role says itself. */
function written(role: PlacedObject, reach: Reach): readonly Grant[] {
    const { object, undecided } = role;
    const input = object.at("rules");
    const whole = evidenceOf(role);
    const patched = object.patch
        ? [
              anything(
                  [whole],
                  ...undecided,
                  "it is changed and not made here; the rest is not known",
              ),
          ]
        : [];
    if (input.state === "absent") {
        return patched;
    }
    if (input.state === "unknown" || !Array.isArray(input.value)) {
        return [anything([whole], ...undecided, "its rules are not known before the rollout")];
    }
    const rules: readonly unknown[] = input.value;
    return [
        ...patched,
        ...rules.flatMap((value, index) => {
            const rule = namedRule(value);
            const because = [evidenceOf(role, String(index + 1))];
            return rule === undefined
                ? [anything(because, ...undecided, "it is no rule that can be read")]
                : ruleGrants(rule, because, reach, undecided);
        }),
    ];
}

/** What a ClusterRole gathers from others by their labels; those of other programs as well. */
function aggregated(
    role: PlacedObject,
    clusterRoles: readonly PlacedObject[],
    reach: Reach,
): readonly Grant[] {
    const input = role.object.at("aggregationRule");
    if (input.state === "absent") {
        return [];
    }
    const selectors =
        input.state === "known" && isObject(input.value)
            ? input.value.clusterRoleSelectors
            : undefined;
    const gathered = clusterRoles.filter(
        (each) =>
            each !== role &&
            (Array.isArray(selectors) ? (selectors as unknown[]) : []).some((selector) =>
                selects(selector, labelsOf(each)),
            ),
    );
    return [
        ...gathered.flatMap((each) => written(each, reach)),
        anything(
            [evidenceOf(role)],
            "it gathers what roles of other programs say, which is not known",
        ),
    ];
}

/** By labels alone; where expressions choose as well, what they choose is among the unknown. */
function selects(selector: unknown, labels: Readonly<Record<string, unknown>>): boolean {
    const wanted = isObject(selector) ? selector.matchLabels : undefined;
    return (
        isObject(wanted) && Object.entries(wanted).every(([key, value]) => labels[key] === value)
    );
}
