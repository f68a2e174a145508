import type { Sandbox } from "../sandbox";
import { accountIds, readAccount, type PinnedDocument, type Role } from "./accountState";

/** The role an ARN names at this moment, in whichever account; `undefined` if there is none. */
export function roleByArn(sandbox: Sandbox, arn: string): Role | undefined {
    const accountId = /^arn:aws:iam::(\d{12}):role\/./.exec(arn)?.[1];
    const account = accountId === undefined ? undefined : readAccount(sandbox, accountId);
    const uniqueId = account?.roleIdsByArn[arn];
    return uniqueId === undefined ? undefined : account?.roles[uniqueId];
}

/** The role that carries this unique id, in whichever account. */
export function roleByUniqueId(sandbox: Sandbox, uniqueId: string): Role | undefined {
    for (const accountId of accountIds(sandbox)) {
        const role = readAccount(sandbox, accountId)?.roles[uniqueId];
        if (role !== undefined) {
            return role;
        }
    }
    return undefined;
}

/** Notes for each role ARN among the principals which role it means today. */
export function pinDocument(
    sandbox: Sandbox,
    text: string,
    principals: readonly string[],
): PinnedDocument {
    const uniqueIds = principals.flatMap((arn) => {
        const role = roleByArn(sandbox, arn);
        return role === undefined ? [] : [[arn, role.uniqueId] as const];
    });
    return { text, uniqueIds: Object.fromEntries(uniqueIds) };
}

/**
 * The document as AWS shows it: a role that is gone, or was made again since, reads as the unique
 * id that the document meant.
 */
export function documentAsRead(sandbox: Sandbox, document: PinnedDocument): string {
    const stale = Object.entries(document.uniqueIds).filter(
        ([arn, uniqueId]) => roleByArn(sandbox, arn)?.uniqueId !== uniqueId,
    );
    if (stale.length === 0) {
        return document.text;
    }
    const uniqueIds = new Map(stale);
    return JSON.stringify(
        JSON.parse(document.text),
        // Only what stands under "AWS" is a principal: the same ARN may be the value of a condition,
        // which AWS leaves alone.
        (_key, value: unknown) => replacePrincipals(value, uniqueIds),
    );
}

function replacePrincipals(value: unknown, uniqueIds: ReadonlyMap<string, string>): unknown {
    if (typeof value !== "object" || value === null || !("AWS" in value)) {
        return value;
    }
    const { AWS: listed, ...others } = value;
    const rename = (one: unknown): unknown =>
        typeof one === "string" ? (uniqueIds.get(one) ?? one) : one;
    return { AWS: Array.isArray(listed) ? listed.map(rename) : rename(listed), ...others };
}
