import type { PolicyConfigSchema } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";

/**
 * The facts that policies may ask of their configuration. The engine hands each policy its own
 * configuration alone ("all" carries nothing but an enforcement level), so a fact that two policies
 * need stands in the file twice.
 */
export interface Facts {
    /** The names of the roles that belong to a team, each with `{team}`. */
    readonly teamRoles: readonly string[];
    /** The names of the access points that belong to a team, each with `{team}`. */
    readonly teamAccessPoints: readonly string[];
    /** ARNs of the roles that a document may name or fix; one with `{team}` for that team alone. */
    readonly roles: readonly string[];
    /** The service principals that a document may name. */
    readonly services: readonly string[];
    /** The accounts to which a document may grant as a whole. */
    readonly wholeAccounts: readonly string[];
    /** The organizations to which a document may grant as a whole. */
    readonly wholeOrganizations: readonly string[];
    /** The accounts whose access points a bucket may delegate to: the owners', not the readers'. */
    readonly accessPointAccounts: readonly string[];
    readonly clusterName: string;
    /** The ARN of a team's cluster access role, with `{team}`. */
    readonly clusterAccessRole: string;
    /** The name of a team's namespace, with `{team}`. */
    readonly namespace: string;
    /** The name of a team's Kubernetes group, with `{team}`. */
    readonly group: string;
    /** The EKS access policies that may be associated with a namespace, by name. */
    readonly namespacePolicies: readonly string[];
    /** The EKS access policies that may be associated with the whole cluster, by name. */
    readonly clusterPolicies: readonly string[];
    /** The ClusterRoles that a RoleBinding may bind inside a team's namespace. */
    readonly clusterRoles: readonly string[];
    /** The ClusterRoles, read-only ones, that a ClusterRoleBinding may bind to teams' groups. */
    readonly readOnlyClusterRoles: readonly string[];
}

const listOf = (items: PolicyConfigJSONSchema): PolicyConfigJSONSchema => ({
    type: "array",
    items,
    uniqueItems: true,
});
const name: PolicyConfigJSONSchema = { type: "string", minLength: 1 };
const teamPattern: PolicyConfigJSONSchema = { type: "string", pattern: "\\{team\\}" };
const accountId: PolicyConfigJSONSchema = { type: "string", pattern: "^[0-9]{12}$" };
const roleArn: PolicyConfigJSONSchema = {
    type: "string",
    pattern: "^arn:aws[a-z-]*:iam::[0-9]{12}:role/",
};
const accessPolicyName: PolicyConfigJSONSchema = { type: "string", pattern: "^[A-Za-z0-9]+$" };

const schemas: Readonly<Record<keyof Facts, PolicyConfigJSONSchema>> = {
    teamRoles: listOf(teamPattern),
    teamAccessPoints: listOf(teamPattern),
    roles: listOf(roleArn),
    services: listOf({ type: "string", pattern: "^[a-z0-9.-]+$" }),
    wholeAccounts: listOf(accountId),
    wholeOrganizations: listOf({ type: "string", pattern: "^o-[a-z0-9]{10,32}$" }),
    accessPointAccounts: listOf(accountId),
    clusterName: name,
    clusterAccessRole: { type: "string", pattern: `${roleArn.pattern ?? ""}.*\\{team\\}` },
    namespace: teamPattern,
    group: teamPattern,
    namespacePolicies: listOf(accessPolicyName),
    clusterPolicies: listOf(accessPolicyName),
    clusterRoles: listOf(name),
    readOnlyClusterRoles: listOf(name),
};

export interface Needed<Key extends keyof Facts> {
    readonly keys: readonly Key[];
    readonly schema: PolicyConfigSchema;
}

/** The facts a policy needs, all of them required: a pack without its facts must not pass weaker. */
export function needs<const Key extends keyof Facts>(...keys: readonly Key[]): Needed<Key> {
    const properties = Object.fromEntries(keys.map((key) => [key, schemas[key]]));
    return { keys, schema: { properties, required: [...keys] } };
}

export type FactsReading<Key extends keyof Facts> =
    | { readonly ok: true; readonly facts: Pick<Facts, Key> }
    | { readonly ok: false; readonly missing: readonly Key[] };

/**
 * The engine checks the configuration against the schema before it asks anything. This second look
 * is for a host that does not: without it, a missing list would read as "nothing is forbidden".
 */
export function factsOf<Key extends keyof Facts>(
    needed: Needed<Key>,
    config: Readonly<Record<string, unknown>>,
): FactsReading<Key> {
    const missing = needed.keys.filter((key) => {
        const value = config[key];
        return schemas[key].type === "array"
            ? !Array.isArray(value) || value.some((each) => typeof each !== "string")
            : typeof value !== "string";
    });
    return missing.length === 0
        ? { ok: true, facts: config as unknown as Pick<Facts, Key> }
        : { ok: false, missing };
}
