import type { Path, Report } from "../issue";
import type { Account, Bucket } from "./environment";
import type { Named } from "./environmentJoin";
import { mostRepositories } from "./fileSystem";
import type { DataRepository } from "./fileSystem";
import type { DataRepositoryInput } from "./fileSystemSchema";

interface Place {
    readonly account: Account;
    readonly region: string;
    readonly perTeam: boolean;
    readonly buckets: ReadonlyMap<string, Bucket>;
}

/**
 * What FSx asks of the repositories of one file system: at most 8, apart from each other in the file
 * system and in S3. Of a team's own file systems the roster decides how many there are.
 * https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html
 */
export function joinDataRepositories(
    path: Path,
    inputs: readonly DataRepositoryInput[],
    place: Place,
    named: Named,
    report: Report,
): readonly DataRepository[] {
    if (inputs.length > mostRepositories) {
        report.error(
            path,
            `got ${inputs.length} data repositories; FSx links at most ${mostRepositories} to a file system`,
        );
    }
    return inputs.flatMap((input, index) => {
        const at = [...path, index];
        const bucket = named("bucket", place.buckets, input.bucket, [...at, "bucket"]);
        checkPrefix(at, input, place, report);
        checkOverlap(at, input, inputs.slice(0, index), place, report);
        if (bucket === undefined) {
            return [];
        }
        checkBucket(at, input, bucket, place, report);
        const { prefix, access } = input;
        return [
            {
                path: input.path,
                bucket,
                ...(prefix === undefined ? {} : { prefix }),
                import: input.import,
                export: input.export,
                ...(access === undefined ? {} : { access }),
            },
        ];
    });
}

function checkPrefix(
    at: Path,
    { prefix, access, export: exported }: DataRepositoryInput,
    { perTeam }: Place,
    report: Report,
): void {
    if (perTeam && prefix !== undefined) {
        report.error(
            [...at, "prefix"],
            `a file system "perTeam" links each team's own prefixes of the bucket; remove this one`,
            "key",
        );
    }
    if (!perTeam && prefix === undefined) {
        report.error(
            [...at, "prefix"],
            'missing; expected the prefix that all teams of the file system get, such as "shared/"',
        );
    }
    if (access === "read" && exported.length > 0) {
        report.error(
            [...at, "access"],
            'got "read", and "export" writes; expected "read-write", or no export',
        );
    }
}

function checkOverlap(
    at: Path,
    { path, bucket, prefix }: DataRepositoryInput,
    earlier: readonly DataRepositoryInput[],
    { perTeam }: Place,
    report: Report,
): void {
    const around = (outer: string, inner: string) => inner.startsWith(outer);
    const samePath = earlier.find(
        (other) => around(`${other.path}/`, `${path}/`) || around(`${path}/`, `${other.path}/`),
    );
    if (samePath !== undefined) {
        report.error(
            [...at, "path"],
            `directory "${path}" overlaps with "${samePath.path}"; FSx keeps the directories of repositories apart`,
        );
    }
    const sameBucket = earlier.filter((other) => other.bucket === bucket);
    if (perTeam && sameBucket.length > 0) {
        report.error(
            [...at, "bucket"],
            `bucket "${bucket}" is linked twice; each team's prefixes can be linked once`,
        );
    }
    const sameData =
        perTeam || prefix === undefined
            ? undefined
            : sameBucket
                  .flatMap((other) => other.prefix ?? [])
                  .find((other) => around(other, prefix) || around(prefix, other));
    if (sameData !== undefined) {
        report.error(
            [...at, "prefix"],
            `prefix "${prefix ?? ""}" overlaps with "${sameData}"; FSx keeps what is linked to one file system apart`,
        );
    }
}

function checkBucket(
    at: Path,
    input: DataRepositoryInput,
    bucket: Bucket,
    { account, region }: Place,
    report: Report,
): void {
    if (bucket.account.partition !== account.partition) {
        report.error(
            [...at, "bucket"],
            `bucket "${bucket.alias}" is in partition "${bucket.account.partition}", the file system in "${account.partition}"; nothing links one to the other`,
        );
    } else if (input.import.length > 0 && bucket.region !== region) {
        report.error(
            [...at, "import"],
            `bucket "${bucket.alias}" is in region "${bucket.region}", the file system in "${region}"; FSx imports by itself within a region alone: "import: []" links for export`,
        );
    }
    if (bucket.key !== undefined && input.keyGrant === undefined) {
        report.error(
            [...at, "bucket"],
            `bucket "${bucket.alias}" is encrypted with a customer's key, which FSx's role may not use by itself; let the key's owner grant it and say "keyGrant: given" (docs/fileSystems.md)`,
        );
    }
}
