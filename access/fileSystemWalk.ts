import { contextOf } from "./condition";
import type { ObjectAction } from "./crossCheck";
import type { ClaimedData, RegisteredFileSystem, RegisteredLink } from "./fileSystem";
import { fileSystemRole } from "./fileSystem";
import { decide } from "./evaluate";
import { no, yes } from "./finding";
import type { Finding } from "./finding";
import { stepOf } from "./step";
import type { Probe, Step } from "./step";
import type { Ground } from "./walk";

/**
 * What a team reaches through the file systems that it mounts. A mount is one of the whole file
 * system, with all that is linked to it: no access point and no role of the team is asked, only
 * whether the bucket lets FSx in.
 */
export async function fileSystemSteps(ground: Ground): Promise<readonly Step[]> {
    const { team, others, estate } = ground;
    const steps: Step[] = [];
    for (const handle of new Set(team.volumes.map((volume) => volume.handle))) {
        const fileSystem = estate.fileSystems.get(handle);
        const sharers = others
            .filter(({ volumes }) => volumes.some((volume) => volume.handle === handle))
            .map(({ name }) => `"${name}"`);
        steps.push(...mountSteps(handle, fileSystem, sharers));
        if (fileSystem !== undefined) {
            for (const link of fileSystem.links) {
                steps.push(...(await linkSteps(ground, fileSystem, link)));
            }
        }
    }
    return steps;
}

/** Who else sees the team's files: nobody where it is the team's own, otherwise all who mount it. */
function mountSteps(
    handle: string,
    fileSystem: RegisteredFileSystem | undefined,
    sharers: readonly string[],
): readonly Step[] {
    const named = fileSystem === undefined ? `"${handle}"` : `"${fileSystem.name}" (${handle})`;
    if (fileSystem?.team !== undefined) {
        const finding =
            sharers.length === 0
                ? no("no volume of another team is of it")
                : yes(`volumes of ${sharers.join(", ")} are of it`);
        return [stepOf(`does any other team mount file system ${named}?`, false, [{ finding }])];
    }
    const question = `do ${sharers.join(" and ")} see the team's files on file system ${named}, which they share?`;
    const finding = yes(
        "every volume is the whole file system; POSIX rights alone keep files apart",
    );
    return sharers.length === 0 ? [] : [stepOf(question, true, [{ finding }])];
}

async function linkSteps(
    ground: Ground,
    fileSystem: RegisteredFileSystem,
    link: RegisteredLink,
): Promise<readonly Step[]> {
    const { team } = ground;
    const place = `"s3://${link.bucket}/${link.prefix}" below "${link.path}" of file system "${fileSystem.name}"`;
    const claim = team.data.find(
        ({ bucket, prefix }) => bucket === link.bucket && link.prefix.startsWith(prefix),
    );
    return [
        stepOf(`was the team given ${place}?`, true, [{ finding: given(claim) }]),
        stepOf(`may FSx read ${place} for it?`, true, [
            await probe(ground, fileSystem, link, "s3:GetObject"),
        ]),
        ...(await writeSteps(ground, fileSystem, link, place, claim?.writes ?? false)),
    ];
}

/** A team that may write need not be able to do it here, unless the link exports. */
async function writeSteps(
    ground: Ground,
    fileSystem: RegisteredFileSystem,
    link: RegisteredLink,
    place: string,
    mayWrite: boolean,
): Promise<readonly Step[]> {
    return mayWrite && !link.exports
        ? []
        : [
              stepOf(`may FSx write ${place} for it?`, mayWrite, [
                  await probe(ground, fileSystem, link, "s3:PutObject"),
              ]),
          ];
}

function given(claim: ClaimedData | undefined): Finding {
    return claim === undefined
        ? no("the roster gives the team no such prefix")
        : yes(`the roster gives the team "${claim.prefix}" of the bucket`);
}

/** The bucket's side: what FSx's own role may do is FSx's to say, and it may all that FSx needs. */
async function probe(
    { estate, context, crossCheck }: Ground,
    fileSystem: RegisteredFileSystem,
    { bucket: name, prefix }: RegisteredLink,
    action: ObjectAction,
): Promise<Probe> {
    const key = `${prefix}walk-probe`;
    const question = { fileSystemId: fileSystem.id, action, bucket: name, key };
    const secondOpinion = await crossCheck?.accessThroughFileSystem(question);
    const bucket = estate.buckets.get(name);
    const arn = fileSystemRole(fileSystem);
    const finding =
        bucket === undefined
            ? no(`no policy of bucket "${name}" is registered`)
            : decide({
                  request: {
                      caller: { kind: "role", arn },
                      action,
                      resource: `arn:aws:s3:::${name}/${key}`,
                      context: contextOf(context, {
                          "aws:PrincipalArn": arn,
                          "aws:PrincipalAccount": fileSystem.accountId,
                          "aws:SecureTransport": "true",
                      }),
                  },
                  identity: "agreed elsewhere",
                  unread: [],
                  resource: bucket.policies,
                  resourceAccount: bucket.accountId ?? "",
              });
    return { finding, ...(secondOpinion === undefined ? {} : { secondOpinion }) };
}
