import { readPolicyDocument } from "../policypack/iam/document";
import { accountOfArn } from "./pattern";
import type { Placements } from "./placement";
import { asObject, output, present, text } from "./properties";
import type { Registration } from "./registration";
import type { Policy } from "./statement";

/** A registered IAM role with everything that was registered about it. */
export interface RegisteredRole {
    readonly urn: string;
    readonly arn: string;
    readonly name: string;
    readonly accountId: string;
    readonly uniqueId?: string;
    readonly trust: Policy;
    readonly identity: readonly Policy[];
    /** What the role can have at most; the document stands outside of the stack. */
    readonly boundary?: Policy;
    /** What the role carries but this stack does not show, in words. */
    readonly unread: readonly string[];
}

/** Managed policies that stand outside of the stack, by ARN; for whoever knows none they are unread. */
export type ManagedPolicies = ReadonlyMap<string, string>;

/** All roles by ARN. */
export function rolesOf(
    registrations: readonly Registration[],
    placements: Placements,
    managedPolicies: ManagedPolicies = new Map(),
): ReadonlyMap<string, RegisteredRole> {
    const attached = new Map<string, Registration[]>();
    for (const registration of registrations) {
        if (/^aws:iam\/rolePolicy(?:Attachment)?:/.test(registration.type)) {
            // One name may stand in two accounts, and a policy belongs to the role in its own.
            const key = `${placements(registration).accountId ?? ""}/${roleNameOf(registration)}`;
            attached.set(key, [...(attached.get(key) ?? []), registration]);
        }
    }
    const roles = registrations
        .filter(({ type }) => type === "aws:iam/role:Role")
        .map((registration) => roleOf(registration, placements, attached, managedPolicies))
        .filter((role) => role !== undefined);
    return new Map(roles.map((role) => [role.arn, role]));
}

/** Where the resource has not been made yet, IAM's rule for ARNs says what it will be. */
function roleArnOf(role: Registration, placements: Placements): string | undefined {
    const made = output(role, "arn");
    const name = text(role, "name");
    const account = placements(role).accountId;
    if (made !== undefined || name === undefined || account === undefined) {
        return made;
    }
    return `arn:aws:iam::${account}:role${text(role, "path") ?? "/"}${name}`;
}

function roleOf(
    registration: Registration,
    placements: Placements,
    attached: ReadonlyMap<string, readonly Registration[]>,
    managedPolicies: ManagedPolicies,
): RegisteredRole | undefined {
    const arn = roleArnOf(registration, placements);
    const accountId = arn === undefined ? undefined : accountOfArn(arn);
    if (arn === undefined || accountId === undefined) {
        return undefined;
    }
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    const policies = attached.get(`${placements(registration).accountId ?? accountId}/${name}`);
    const uniqueId = output(registration, "uniqueId");
    const boundaryArn = text(registration, "permissionsBoundary") ?? "";
    const boundary = managedPolicies.get(boundaryArn);
    return {
        urn: registration.urn,
        arn,
        name,
        accountId,
        ...(uniqueId === undefined ? {} : { uniqueId }),
        trust: {
            label: `trust policy of role "${name}"`,
            kind: "trust",
            reading: readPolicyDocument(
                registration.inputs.assumeRolePolicy ?? registration.outputs.assumeRolePolicy,
            ),
        },
        identity: [
            ...inlinePoliciesOf(registration, name),
            ...(policies ?? []).filter(isInline).map((policy) => identityPolicy(policy, name)),
        ],
        ...(boundary === undefined
            ? {}
            : {
                  boundary: {
                      label: `permissions boundary "${boundaryArn}"`,
                      kind: "identity",
                      reading: readPolicyDocument(boundary),
                  },
              }),
        unread: [
            ...(policies ?? [])
                .filter((each) => !isInline(each))
                .map((each) => `the policy "${text(each, "policyArn") ?? each.name}"`),
            ...managedPoliciesOf(registration).map((each) => `the policy "${each}"`),
            ...(present(registration, "permissionsBoundary") && boundary === undefined
                ? [`the permissions boundary "${boundaryArn}"`]
                : []),
        ],
    };
}

function isInline({ type }: Registration): boolean {
    return type === "aws:iam/rolePolicy:RolePolicy";
}

function identityPolicy(registration: Registration, role: string): Policy {
    return {
        label: `policy "${text(registration, "name") ?? registration.name}" of role "${role}"`,
        kind: "identity",
        reading: readPolicyDocument(registration.inputs.policy ?? registration.outputs.policy),
    };
}

// What a role's own `inlinePolicies` and `managedPolicyArns` say is read from the inputs alone: in
// the outputs AWS repeats there what the separate policy resources attached.
function inlinePoliciesOf(role: Registration, name: string): readonly Policy[] {
    return listOf(role.inputs.inlinePolicies)
        .map(asObject)
        .filter((policy) => policy.policy !== undefined)
        .map((policy) => ({
            label: `inline policy "${typeof policy.name === "string" ? policy.name : ""}" of role "${name}"`,
            kind: "identity",
            reading: readPolicyDocument(policy.policy),
        }));
}

function managedPoliciesOf(role: Registration): readonly string[] {
    return listOf(role.inputs.managedPolicyArns).filter((each) => typeof each === "string");
}

function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

/** A policy's `role` is the role's name, which is also its id; some programs pass the ARN. */
function roleNameOf(policy: Registration): string {
    const role = text(policy, "role") ?? "";
    return role.slice(role.lastIndexOf("/") + 1);
}
