import type { KnownRole } from "../fact/aws";
import { anyOf } from "../finding";
import { inputAt } from "../inputs";
import type { Input, Inputs } from "../inputs";
import type { Resource } from "../judge";
import { fill, match } from "../naming";

/** One purpose that a role may have, by its name. */
export interface Purpose {
    readonly role: KnownRole;
    readonly team: string | undefined;
}

/**
 * The purposes of a role of this name. An ARN holds an account too, which a role's inputs do not:
 * where the provider says which it is, it decides; where it does not, a role that has several
 * purposes must be right for each of them.
 */
export function purposesOf(
    resource: Resource,
    name: string,
    roles: readonly KnownRole[],
): readonly Purpose[] {
    const named = roles.flatMap((role) => {
        const found = match(afterAccount(role.role), `role/${name}`);
        return found === undefined ? [] : [{ role, team: found.team }];
    });
    const account = accountOf(resource);
    const inAccount = named.filter(({ role }) => role.role.split(":")[4] === account);
    return inAccount.length > 0 ? inAccount : named;
}

/** The names, with paths, that the facts know. */
export function wantedRoleNames(roles: readonly KnownRole[]): string {
    return anyOf(roles.map(({ role }) => afterAccount(role).slice("role/".length)));
}

export function afterAccount(arn: string): string {
    return arn.split(":").slice(5).join(":");
}

/** The name of a role, policy or the like with its path, without the first slash. */
export function nameWithPath(props: Inputs): Input {
    const name = inputAt(props, "name");
    const path = inputAt(props, "path");
    if (path.state === "unknown" || name.state !== "known") {
        return path.state === "unknown" ? path : name;
    }
    const before = path.state === "known" ? path.value : "/";
    return typeof before === "string" && typeof name.value === "string"
        ? { state: "known", value: `${before.replace(/^\//, "")}${name.value}` }
        : { state: "absent" };
}

/** The one account in which the resource's provider works, if it says so. */
function accountOf({ provider }: Resource): string | undefined {
    const allowed =
        provider === undefined ? undefined : inputAt(provider.props, "allowedAccountIds");
    if (allowed?.state !== "known") {
        return undefined;
    }
    // A provider's inputs are registered as JSON text.
    const ids: unknown =
        typeof allowed.value === "string" ? safelyParsed(allowed.value) : allowed.value;
    return Array.isArray(ids) && ids.length === 1 && typeof ids[0] === "string"
        ? ids[0]
        : undefined;
}

function safelyParsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** A grant's resources, a role's managed policies: the pattern for one team. */
export function filled(patterns: readonly string[], team: string | undefined): readonly string[] {
    return patterns.map((pattern) => fill(pattern, team));
}

/** A role as attachments name it: they leave its path out. */
export function withoutPath(role: KnownRole): KnownRole {
    return { ...role, role: role.role.replace(/:role\/.*\/([^/]*)$/, ":role/$1") };
}
