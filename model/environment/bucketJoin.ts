import { isReservedSid } from "../documents/bucketDocuments";
import { pascalCase } from "../documents/dataDocuments";
import type { Path, Report } from "../issue";
import type { Account, Bucket, Environment, Key } from "./environment";
import type { Named } from "./environmentJoin";
import type { EnvironmentInput } from "./environmentSchema";

export function joinBuckets(
    input: EnvironmentInput,
    { accounts, keys }: Pick<Environment, "accounts" | "keys">,
    named: Named,
    report: Report,
): ReadonlyMap<string, Bucket> {
    const buckets = new Map<string, Bucket>();
    for (const [alias, entry] of Object.entries(input.buckets)) {
        const path = ["buckets", alias];
        const { name, bucketKey, networkOrigin, foreignStatements } = entry;
        const account = named("account", accounts, entry.account, [...path, "account"]);
        const twin = [...buckets.values()].find((bucket) => bucket.name === name);
        if (twin !== undefined) {
            // Two names for one bucket would be two policies for one bucket: the last one wins.
            report.error(
                [...path, "name"],
                `bucket "${name}" is named "${twin.alias}" already; use that name`,
            );
        }
        const sid = pascalCase(alias);
        const namesake = [...buckets.keys()].find((other) => pascalCase(other) === sid);
        if (namesake !== undefined) {
            report.error(
                path,
                `policies would name the statements of this bucket and of "${namesake}" alike, by "${sid}"; choose a name that differs in more than hyphens`,
                "key",
            );
        }
        if (account === undefined) {
            continue;
        }
        checkForeignStatements(entry, account, [...path, "foreignStatements"], report);
        const region = entry.region ?? account.region;
        const key =
            entry.key === undefined ? undefined : named("key", keys, entry.key, [...path, "key"]);
        if (key !== undefined) {
            checkKey(key, { bucketKey, region, partition: account.partition }, path, report);
        }
        buckets.set(alias, {
            alias,
            account,
            name,
            region,
            foreignStatements,
            bucketKey,
            networkOrigin,
            ...(key === undefined ? {} : { key }),
        });
    }
    return buckets;
}

/** Sids tell statements apart, and a bucket's policy may speak of that bucket alone. */
function checkForeignStatements(
    { name, foreignStatements }: EnvironmentInput["buckets"][string],
    { partition }: Account,
    path: Path,
    report: Report,
): void {
    const arn = `arn:${partition}:s3:::${name}`;
    for (const [index, { Sid, Resource, NotResource }] of foreignStatements.entries()) {
        const at = [...path, index];
        if (isReservedSid(Sid)) {
            report.error(
                [...at, "Sid"],
                `"${Sid}" is a statement of the program; choose another name`,
            );
        }
        if (foreignStatements.findIndex((each) => each.Sid === Sid) < index) {
            report.error([...at, "Sid"], `statement "${Sid}" is listed twice; choose another name`);
        }
        const element = Resource === undefined ? "NotResource" : "Resource";
        const stranger = [Resource ?? NotResource ?? []]
            .flat()
            .find((each) => each !== arn && !each.startsWith(`${arn}/`));
        if (stranger !== undefined) {
            report.error(
                [...at, element],
                `got "${stranger}"; expected "${arn}" or what is in it, "${arn}/…"`,
            );
        }
    }
}

/** The key may be another account's, but S3 takes none of another region. */
function checkKey(
    { alias, arn, access }: Key,
    bucket: { readonly bucketKey: boolean; readonly region: string; readonly partition: string },
    path: Path,
    report: Report,
): void {
    const [, partition = "", , region = ""] = arn.split(":");
    const at = [...path, "key"];
    if (region !== bucket.region) {
        report.error(
            at,
            `key "${alias}" is in region "${region}"; expected one in the bucket's region, "${bucket.region}"`,
        );
    } else if (partition !== bucket.partition) {
        report.error(
            at,
            `key "${alias}" is in partition "${partition}"; expected one in the bucket's, "${bucket.partition}"`,
        );
    }
    if (access === "grants" && !bucket.bucketKey) {
        // Without, each object has a context of its own, and a grant compares a context as a whole.
        report.error(
            at,
            `key "${alias}" is used by grants, which can be fenced to a bucket under an S3 Bucket Key alone; say "bucketKey: true" if the objects were written so, or let "access" of the key be "key-policy"`,
        );
    }
}
