import { isReservedKeySid } from "../documents/keyDocuments";
import type { Path, Report } from "../issue";
import type { Account, Key, KeyAccess } from "./environment";
import type { Named } from "./environmentJoin";
import type { EnvironmentInput } from "./environmentSchema";

type KeyInput = EnvironmentInput["keys"][string];

export function joinKeys(
    input: EnvironmentInput,
    accounts: ReadonlyMap<string, Account>,
    named: Named,
    report: Report,
): ReadonlyMap<string, Key> {
    const keys = new Map<string, Key>();
    for (const [alias, entry] of Object.entries(input.keys)) {
        const path = ["keys", alias];
        const { arn } = entry;
        const twin = [...keys.values()].find((key) => key.arn === arn);
        if (twin !== undefined) {
            // Two names for one key would be two policies for one key: the last one wins.
            report.error(
                [...path, "arn"],
                `this key is named "${twin.alias}" already; use that name`,
            );
        }
        const account =
            entry.account === undefined
                ? undefined
                : named("account", accounts, entry.account, [...path, "account"]);
        checkOwner(entry, account, path, report);
        // What is wrong with it has been told; buckets that name it are not told that it is unknown.
        const access = accessOf(entry, account, path, report) ?? { access: "owner" };
        keys.set(alias, { alias, arn, ...access });
    }
    return keys;
}

function checkOwner(
    { arn }: KeyInput,
    account: Account | undefined,
    path: Path,
    report: Report,
): void {
    const owner = arn.split(":")[4];
    if (account !== undefined && account.id !== owner) {
        report.error(
            [...path, "arn"],
            `got a key of account "${owner ?? ""}"; expected one of account "${account.alias}", "${account.id}"`,
        );
    }
}

/** What each way needs, and what only one of them means something for. */
function accessOf(
    entry: KeyInput,
    account: Account | undefined,
    path: Path,
    report: Report,
): KeyAccess | undefined {
    const { access, administrators, foreignStatements } = entry;
    if (access !== "key-policy") {
        for (const field of ["administrators", "foreignStatements"] as const) {
            if (entry[field] !== undefined) {
                report.error(
                    [...path, field],
                    `only means something with "access: key-policy"; with "${access}" the program leaves the key's policy alone`,
                    "key",
                );
            }
        }
    }
    if (access === "owner") {
        return { access };
    }
    if (account === undefined) {
        if (entry.account === undefined) {
            report.error(
                path,
                `with "access: ${access}" the program works in the key's account; name it under "account"`,
            );
        }
        return undefined;
    }
    if (access === "grants") {
        return { access, account };
    }
    if (administrators === undefined || administrators.length === 0) {
        report.error(
            path,
            `with "access: key-policy" the program writes the whole policy; name the key's administrators under "administrators"`,
        );
    }
    for (const [index, { Sid }] of (foreignStatements ?? []).entries()) {
        if (isReservedKeySid(Sid)) {
            report.error(
                [...path, "foreignStatements", index, "Sid"],
                `"${Sid}" is a statement of the program; choose another name`,
            );
        }
    }
    return {
        access,
        account,
        administrators: administrators ?? [],
        foreignStatements: foreignStatements ?? [],
    };
}
