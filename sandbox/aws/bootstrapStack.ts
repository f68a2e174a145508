import type { RenderedResource } from "../cloudFormation/render";
import type { Sandbox } from "../sandbox";
import type { AccountState, InlinePolicy, Role } from "./accountState";
import { accessEntry, withAccessEntry } from "./eksAccessEntries";
import { newAccessEntrySuffix, newRoleUniqueId, now } from "./identifiers";
import { optionalText, text, texts } from "./inputValues";
import { pinDocument } from "./pinnedPrincipals";
import { roleByName, withRole } from "./roles";

/** A CloudFormation stack as the sandbox deploys it: its resources by their logical names. */
export type Stack = ReadonlyMap<string, RenderedResource>;

/**
 * The account with the stack's roles and policies as the template has them now. Like an update of a
 * stack it keeps what is there: a role keeps its unique id, so that nothing that names it goes stale.
 */
export function withStack(sandbox: Sandbox, state: AccountState, stack: Stack): AccountState {
    const of = (type: string) => propertiesOf(stack, type);
    const unknown = [...stack.values()].find(({ type }) => !known.has(type));
    if (unknown !== undefined) {
        throw new Error(`a stack with a ${unknown.type} cannot be deployed here`);
    }
    const managed = managedPolicies(state.accountId, stack);
    const policies = of("AWS::IAM::RolePolicy");
    return of("AWS::IAM::Role").reduce<AccountState>(
        (account, properties) => {
            const name = String(properties.RoleName);
            const inline = policies
                .filter(({ RoleName }) => RoleName === name)
                .map(({ PolicyName, PolicyDocument }): InlinePolicy => ({
                    name: String(PolicyName),
                    text: JSON.stringify(PolicyDocument),
                }));
            return withRole(account, stackRole(sandbox, account, properties, inline));
        },
        { ...state, managedPolicies: { ...state.managedPolicies, ...Object.fromEntries(managed) } },
    );
}

/** The access entries that a cluster's stack makes. */
export function accessEntriesOf(stack: Stack = new Map()): readonly StackEntry[] {
    return propertiesOf(stack, "AWS::EKS::AccessEntry").map((properties) => ({
        clusterName: text(properties, "ClusterName"),
        principalArn: text(properties, "PrincipalArn"),
        kubernetesGroups: texts(properties, "KubernetesGroups"),
    }));
}

export interface StackEntry {
    readonly clusterName: string;
    readonly principalArn: string;
    readonly kubernetesGroups: readonly string[];
}

/** The account's clusters with these entries, whose roles are there already. */
export function withEntries(
    state: AccountState,
    region: string,
    entries: readonly StackEntry[],
): AccountState {
    return entries.reduce((account, { clusterName, principalArn, kubernetesGroups }) => {
        const cluster = account.eksClusters.find(
            (one) => one.name === clusterName && one.region === region,
        );
        const role = account.roles[account.roleIdsByArn[principalArn] ?? ""];
        if (cluster === undefined || role === undefined) {
            throw new Error(
                `an access entry needs cluster "${clusterName}" and role "${principalArn}"`,
            );
        }
        const standing = accessEntry(cluster, principalArn);
        const time = now();
        return withAccessEntry(account, cluster, {
            arn: `arn:aws:eks:${region}:${account.accountId}:access-entry/${clusterName}/role/${account.accountId}/${role.name}/${newAccessEntrySuffix()}`,
            userName: `arn:aws:sts::${account.accountId}:assumed-role/${role.name}/{{SessionName}}`,
            type: "STANDARD",
            createdAt: time,
            modifiedAt: time,
            accessPolicies: [],
            tags: {},
            ...standing,
            principalArn,
            principalId: role.uniqueId,
            kubernetesGroups,
        });
    }, state);
}

/** The managed policies that the stack makes, by ARN. */
export function managedPolicies(
    accountId: string,
    stack: Stack,
): readonly (readonly [string, string])[] {
    return propertiesOf(stack, "AWS::IAM::ManagedPolicy").map(
        ({ ManagedPolicyName, PolicyDocument }) => [
            `arn:aws:iam::${accountId}:policy/${String(ManagedPolicyName)}`,
            JSON.stringify(PolicyDocument),
        ],
    );
}

function propertiesOf(stack: Stack, type: string): readonly RenderedResource["properties"][] {
    return [...stack.values()]
        .filter((one) => one.type === type)
        .map(({ properties }) => properties);
}

/** An OIDC provider lets in sessions from outside, and in a sandbox nobody comes from there. */
const known = new Set([
    "AWS::IAM::Role",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::OIDCProvider",
]);

function stackRole(
    sandbox: Sandbox,
    state: AccountState,
    properties: RenderedResource["properties"],
    inlinePolicies: readonly InlinePolicy[],
): Role {
    const name = text(properties, "RoleName");
    const path = optionalText(properties, "Path") ?? "/";
    const standing = roleByName(state, name);
    return {
        uniqueId: standing?.uniqueId ?? newRoleUniqueId(),
        arn: `arn:aws:iam::${state.accountId}:role${path}${name}`,
        name,
        path,
        createDate: standing?.createDate ?? now(),
        description: optionalText(properties, "Description") ?? "",
        maxSessionDuration: 3600,
        trustPolicy: pinDocument(sandbox, JSON.stringify(properties.AssumeRolePolicyDocument), []),
        inlinePolicies,
        tags: {},
    };
}
