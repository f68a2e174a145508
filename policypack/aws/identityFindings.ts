import type { KnownRole } from "../fact/aws";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt, isObject } from "../inputs";
import type { Input } from "../inputs";
import { unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { match } from "../naming";
import { notKnown } from "./documentAt";
import { documentFindings } from "./grants";
import type { Subject } from "./documentAt";
import { managedPolicyType, neverFor, roleAttachments } from "./identityPolicies";
import type { RoleAttachments } from "./identityPolicies";
import { filled, nameWithPath, purposesOf, wantedRoleNames, withoutPath } from "./knownRoles";
import { managedPolicyFindings } from "./managedPolicies";
import type { Purpose } from "./knownRoles";

/** What a resource gives to roles beyond their purpose, or to anybody else at all. */
export function identityFindings(
    resource: Resource,
    roles: readonly KnownRole[],
): readonly Finding[] {
    const never = neverFor.get(resource.type);
    if (never !== undefined) {
        const finding: Finding = {
            subject: `resource "${resource.name}"`,
            problem: "gives rights outside of any role's purpose",
            found: never,
            wanted: "roles alone",
            fix: "give the rights to a role with a known purpose",
        };
        return [finding];
    }
    if (resource.type === managedPolicyType) {
        return managedPolicyFindings(resource, roles);
    }
    const attachments = roleAttachments.get(resource.type);
    return attachments === undefined ? [] : attachmentFindings(resource, attachments, roles);
}

function attachmentFindings(
    resource: Resource,
    attachments: RoleAttachments,
    roles: readonly KnownRole[],
): readonly Finding[] {
    const others = ["users", "groups"].filter(
        (path) => attachments.role === "roles" && isGiven(inputAt(resource.props, path)),
    );
    const findings: Finding[] = others.map((path) => ({
        subject: `resource "${resource.name}"`,
        problem: "gives rights outside of any role's purpose",
        found: path,
        wanted: "roles alone",
        fix: "attach the policy to roles with a known purpose",
    }));
    const input = roleNames(resource, attachments);
    if (input.state === "unknown") {
        const subject = `resource "${resource.name}"`;
        return [unknownAtPreview(undefined, subject, input.path, wantedRoleNames(roles))];
    }
    const names = input.state === "known" ? listOf(input.value) : [];
    for (const name of names) {
        findings.push(...roleFindings(resource, attachments, name, roles));
    }
    return findings;
}

function isGiven(input: Input): boolean {
    return input.state === "known" && !(Array.isArray(input.value) && input.value.length === 0);
}

function roleNames({ type, props }: Resource, { role }: RoleAttachments): Input {
    return type === "aws:iam/role:Role" ? nameWithPath(props) : inputAt(props, role);
}

/** The findings about one role that the resource gives rights to. */
function roleFindings(
    resource: Resource,
    attachments: RoleAttachments,
    name: unknown,
    roles: readonly KnownRole[],
): readonly Finding[] {
    const ofItself = resource.type === "aws:iam/role:Role";
    // An attachment names its role without the path.
    const purposes =
        typeof name !== "string"
            ? []
            : ofItself
              ? purposesOf(resource, name, roles)
              : purposesOf(resource, name, roles.map(withoutPath));
    const subject = typeof name === "string" ? `role "${name}"` : `the role of "${resource.name}"`;
    if (purposes.length === 0) {
        // That a role itself is not known is said by the policy about its trust.
        return ofItself
            ? []
            : [notKnown({ team: undefined, subject }, shown(name), wantedRoleNames(roles))];
    }
    for (const purpose of purposes) {
        const findings = purposeFindings(resource, attachments, purpose, subject);
        if (findings.length > 0) {
            return findings;
        }
    }
    return [];
}

function purposeFindings(
    { props }: Resource,
    { document, documents, managed }: RoleAttachments,
    { role, team }: Purpose,
    subject: string,
): readonly Finding[] {
    const about = { team, subject };
    const findings: Finding[] = [];
    const read = (path: string, judged: (value: unknown) => readonly Finding[]): void => {
        const input = inputAt(props, path);
        if (input.state === "unknown") {
            findings.push(unknownAtPreview(team, subject, input.path, "what the role is given"));
        } else if (input.state === "known") {
            findings.push(...judged(input.value));
        } else if (path === document) {
            findings.push(...documentFindings(undefined, role, about));
        }
    };
    if (document !== undefined) {
        read(document, (value) => documentFindings(value, role, about));
    }
    if (documents !== undefined) {
        read(documents, (value) =>
            listOf(value).flatMap((each) => inlineFindings(each, role, about)),
        );
    }
    if (managed !== undefined) {
        read(managed, (value) => listOf(value).flatMap((arn) => managedFindings(arn, role, about)));
    }
    return findings;
}

/** An empty inline policy is how the provider spells "remove all others": it gives nothing. */
function inlineFindings(value: unknown, role: KnownRole, about: Subject): readonly Finding[] {
    const policy = isObject(value) ? value.policy : value;
    return isObject(value) && Object.keys(value).length === 0
        ? []
        : documentFindings(policy, role, about);
}

function managedFindings(
    arn: unknown,
    { managedPolicies }: KnownRole,
    about: Subject,
): readonly Finding[] {
    const known =
        typeof arn === "string" &&
        managedPolicies.some((each) => match(each, arn, about.team) !== undefined);
    const finding: Finding = {
        ...about,
        problem: "is given a managed policy that is not known",
        found: shown(arn),
        wanted: anyOf(filled(managedPolicies, about.team)),
        fix: "detach it, or have the configuration name it among the role's managed policies",
    };
    return known ? [] : [finding];
}

function listOf(value: unknown): readonly unknown[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
