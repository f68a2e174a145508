import { bucketArn, eksClusterArn, permissionSetRoleArns, roleArn } from "../arns";
import { fileSystemName, namespaceName } from "../names";
import type { Member, Team } from "../team";

/**
 * What an entry of the roster gives a team, in AWS's own terms: a claim, which grants nothing. Whoever
 * reads the registered documents holds what they allow against it.
 */
export function declaredAccess(team: Team) {
    const keys = team.data.flatMap(({ bucket }) =>
        bucket.key === undefined ? [] : [bucket.key.arn],
    );
    return {
        members: team.audiences.flatMap(({ members }) => members.flatMap(memberArns)),
        clusterArn: eksClusterArn(team.cluster),
        namespaces: [namespaceName(team.physicalName)],
        data: team.data.map(({ bucket, prefix, mode }) => ({
            bucketArn: bucketArn(bucket),
            prefix,
            writes: mode === "read-write",
        })),
        keys: [...new Set(keys)],
        // One that is made has no id before the rollout; its name is its own.
        fileSystems: team.fileSystems.map((fileSystem) =>
            fileSystem.kind === "existing"
                ? fileSystem.id
                : fileSystemName(
                      fileSystem.alias,
                      fileSystem.perTeam ? team.physicalName : undefined,
                  ),
        ),
    };
}

function memberArns(member: Member): readonly string[] {
    return "permissionSet" in member
        ? permissionSetRoleArns(member.account, member.permissionSet)
        : [roleArn(member.account, member.role)];
}
