import { ProviderError, unknown, type CheckFailure, type Properties } from "../provider/server";
import type { Sandbox } from "../sandbox";
import { readAccount, type Role, type Tags } from "./accountState";
import { checkArguments, type Arguments } from "./arguments";
import { authorizeAssumeRole } from "./authorizeRole";
import { readCallers } from "./callers";
import { members, optionalText, tags, text, texts } from "./inputValues";
import { permissionsOf } from "./permissions";
import { recordAction } from "./recordedActions";
import { RefusedRequest } from "./refusals";
import type { ClusterSide, Session } from "./session";

const providerArguments: Arguments = {
    region: { kind: "string", required: true },
    allowedAccountIds: { kind: "strings", required: true },
    defaultTags: { kind: { tags: { kind: "tags" } } },
    // The SDK sends these two with each provider: what it says unasked is all that is simulated.
    skipCredentialsValidation: { kind: "boolean", values: [false] },
    skipRegionValidation: { kind: "boolean", values: [true] },
};
const assumeRoleArguments: Arguments = {
    roleArn: { kind: "string", required: true },
    sessionName: { kind: "string" },
};

export function checkConfiguration(config: Properties): readonly CheckFailure[] {
    const { assumeRoles, ...others } = decoded(config);
    const failures = checkArguments(providerArguments, others);
    if (assumeRoles === undefined) {
        return [
            ...failures,
            { property: "assumeRoles", reason: 'argument "assumeRoles" is missing' },
        ];
    }
    if (assumeRoles === unknown) {
        return failures;
    }
    if (!Array.isArray(assumeRoles) || assumeRoles.length !== 1) {
        const reason = 'argument "assumeRoles" names no role or several; expected one';
        return [...failures, { property: "assumeRoles", reason }];
    }
    const role: unknown = assumeRoles[0];
    const roleFailures =
        typeof role === "object" && role !== null
            ? checkArguments(assumeRoleArguments, role as Properties, "assumeRoles[0].")
            : [{ property: "assumeRoles", reason: "a role to assume is no object" }];
    return [...failures, ...roleFailures];
}

/** What the real provider does when it starts: assume the role, then look in whose account it is. */
export function openSession(sandbox: Sandbox, cluster: ClusterSide, config: Properties): Session {
    const failures = checkConfiguration(config);
    if (failures.length > 0) {
        throw new ProviderError(failures.map(({ reason }) => reason).join("; "));
    }
    const values = decoded(config);
    const role = (values.assumeRoles as readonly Properties[])[0] ?? {};
    const roleArn = text(role, "roleArn");
    const accountId = /^arn:aws:iam::(\d{12}):role\/./.exec(roleArn)?.[1] ?? "";
    const allowed = texts(values, "allowedAccountIds");
    const assumed = requireRole(sandbox, accountId, roleArn);
    if (!allowed.includes(accountId)) {
        throw new ProviderError(`AWS account ID not allowed: ${accountId}`);
    }
    const caller = `arn:aws:sts::${accountId}:assumed-role/${assumed.name}/${optionalText(role, "sessionName") ?? "pulumi"}`;
    return {
        sandbox,
        accountId,
        region: text(values, "region"),
        caller,
        defaultTags: defaultTagsOf(values),
        permissions: permissionsOf(sandbox, accountId, assumed, caller),
        cluster,
    };
}

export function defaultTagsOf(config: Properties): Tags {
    return tags(members(decoded(config), "defaultTags"));
}

function requireRole(sandbox: Sandbox, accountId: string, roleArn: string): Role {
    const account = accountId === "" ? undefined : readAccount(sandbox, accountId);
    const assumed = account?.roles[account.roleIdsByArn[roleArn] ?? ""];
    if (assumed === undefined) {
        const refused = new RefusedRequest("sts-role-missing", "AssumeRole", {
            caller: "arn:aws:iam::000000000000:user/sandbox",
            role: roleArn,
        });
        throw new ProviderError(
            `Cannot assume IAM Role. IAM Role (${roleArn}) cannot be assumed: ${refused.message}`,
            { cause: refused },
        );
    }
    requireTrust(sandbox, roleArn);
    return assumed;
}

/** The role's trust policy and the caller's own policies decide, as for anybody else. */
function requireTrust(sandbox: Sandbox, roleArn: string): void {
    const callers = readCallers(sandbox);
    const answers = (callers ?? []).map((principal) => ({
        principal,
        ...authorizeAssumeRole(sandbox, {
            principal,
            roleArn,
            actions: ["sts:AssumeRole"],
            context: {},
        }),
    }));
    const caller = answers.find(({ allowed }) => allowed)?.principal;
    if (caller !== undefined) {
        const [, accountId = "", name = ""] = /::(\d{12}):role\/(?:.*\/)?(.+)$/.exec(caller) ?? [];
        recordAction(sandbox, accountId, name, "sts:AssumeRole");
    } else if (callers !== undefined) {
        throw new ProviderError(
            `Cannot assume IAM Role. IAM Role (${roleArn}) cannot be assumed: ${answers.map(({ because }) => because).join("; ")}`,
        );
    }
}

/** The engine hands over every provider argument that is no text as JSON text. */
function decoded(config: Properties): Properties {
    return Object.fromEntries(
        Object.entries(config).map(([name, value]) => [
            name,
            name === "region" ? value : decodedValue(value),
        ]),
    );
}

function decodedValue(value: unknown): unknown {
    if (typeof value !== "string") {
        return value;
    }
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
