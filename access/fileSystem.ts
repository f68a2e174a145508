import { accountOfArn } from "./pattern";
import { asObject, object, output, text } from "./properties";
import type { Registration } from "./registration";

/** A file system that the stack makes, with what is linked to it. */
export interface RegisteredFileSystem {
    /** What volumes and links know it by. */
    readonly id: string;
    readonly name: string;
    readonly accountId: string;
    /** Whose own it is by its tags; absent where teams share it. */
    readonly team?: string;
    readonly links: readonly RegisteredLink[];
}

/** A part of a bucket that shows below a path of the file system. */
export interface RegisteredLink {
    readonly path: string;
    readonly bucket: string;
    readonly prefix: string;
    readonly exports: boolean;
}

export function fileSystemsOf(
    registrations: readonly Registration[],
): ReadonlyMap<string, RegisteredFileSystem> {
    const links = registrations.filter(
        ({ type }) => type === "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation",
    );
    const found = registrations
        .filter(({ type }) => type === "aws:fsx/lustreFileSystem:LustreFileSystem")
        .flatMap((registration) => {
            const arn = output(registration, "arn");
            if (arn === undefined) {
                // Before the rollout no volume can be told to be of it.
                return [];
            }
            const id = arn.slice(arn.lastIndexOf("/") + 1);
            const { Name: name, team } = object(registration, "tags");
            return [
                {
                    id,
                    name: typeof name === "string" ? name : id,
                    accountId: accountOfArn(arn) ?? "",
                    ...(typeof team === "string" ? { team } : {}),
                    links: links.filter((link) => text(link, "fileSystemId") === id).map(linkOf),
                },
            ];
        });
    return new Map(found.map((each) => [each.id, each]));
}

/** FSx's role for it: FSx makes it, so that no stack registers it. */
export function fileSystemRole({ accountId, id }: RegisteredFileSystem): string {
    return `arn:aws:iam::${accountId}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${id}`;
}

function linkOf(registration: Registration): RegisteredLink {
    const [, bucket = "", prefix = ""] =
        /^s3:\/\/([^/]+)\/?(.*)$/s.exec(text(registration, "dataRepositoryPath") ?? "") ?? [];
    const exported = asObject(object(registration, "s3").autoExportPolicy).events;
    return {
        path: text(registration, "fileSystemPath") ?? "",
        bucket,
        prefix,
        exports: Array.isArray(exported) && exported.length > 0,
    };
}

/** What a team's component claims that the roster gives the team; it grants nothing. */
export interface ClaimedData {
    readonly bucket: string;
    readonly prefix: string;
    readonly writes: boolean;
}

export function claimedData({ inputs }: Registration): readonly ClaimedData[] {
    const { data } = inputs;
    return (Array.isArray(data) ? data.map(asObject) : []).map(({ bucketName, prefix, mode }) => ({
        bucket: String(bucketName),
        prefix: String(prefix),
        writes: mode === "read-write",
    }));
}
