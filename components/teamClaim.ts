import { declaredAccess } from "../model/documents/declaredAccess";
import type { Member, Team } from "../model/team";

/**
 * What the Team component registers as its inputs: the entry in the roster's own words, so that a
 * preview shows what was asked for beside what follows from it. The entry's name is not part of it:
 * a rename changes nothing.
 */
export function teamClaim(team: Team) {
    const { compute, data, description, owners, contact, expires, tags } = team;
    return {
        physicalName: team.physicalName,
        description,
        owners: [...owners],
        contact,
        expires,
        tags,
        cluster: team.cluster.alias,
        audiences: team.audiences.map(({ kind, members }) => ({
            kind,
            members: members.map(memberClaim),
        })),
        compute,
        quotas: team.cluster.taskGovernance.quotas,
        data: data.map(({ bucket, prefix, mode }) => ({
            bucket: bucket.alias,
            bucketName: bucket.name,
            prefix,
            mode,
            ...(bucket.key === undefined
                ? {}
                : { keyArn: bucket.key.arn, bucketKey: bucket.bucketKey }),
        })),
        dataRole: team.dataRole,
        fileSystems: team.fileSystems.map(({ alias }) => alias),
        serviceAccounts: [...team.serviceAccounts],
        clusterAccess: team.clusterAccess,
        guardRails: [...team.guardRails],
        extraRights: [...team.extraRights],
        declared: declaredAccess(team),
    };
}

/** The accounts that any member of the team works in, by alias. */
export function memberAccounts({ audiences }: Team): readonly string[] {
    const members = audiences.flatMap((audience) => audience.members);
    return [...new Set(members.map(({ account }) => account.alias))].sort();
}

function memberClaim(member: Member) {
    const account = member.account.alias;
    return "permissionSet" in member
        ? { account, permissionSet: member.permissionSet }
        : { account, role: member.role };
}
