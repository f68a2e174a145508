import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    audiencePermissions,
    audienceRoleArn,
    audienceTrust,
    membersIn,
} from "../model/documents/accessDocuments";
import type { Account } from "../model/environment/environment";
import { audienceRoleName } from "../model/names";
import { policyText } from "../model/documents/policyDocument";
import { teamTags } from "../model/tags";
import type { Audience, AudienceKind, Team } from "../model/team";

export interface AudienceAccessArgs {
    readonly team: Team;
    readonly audience: Audience;
    /** One of the members' accounts: the one this component's provider works in. */
    readonly account: Account;
    readonly organizationId: string;
}

const words: Readonly<Record<AudienceKind, { readonly type: string; readonly people: string }>> = {
    scientist: { type: "ScientistAccess", people: "Scientists" },
    viewer: { type: "ViewerAccess", people: "Viewers" },
    robot: { type: "RobotAccess", people: "Robots" },
};

/**
 * One audience's role in one account of its members: it may assume one role in the cluster's account,
 * and no more.
 */
export class AudienceAccess extends pulumi.ComponentResource {
    public readonly roleArn: string;

    constructor(name: string, args: AudienceAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        const { team, audience, account, organizationId } = args;
        const { kind } = audience;
        super(`hyperpod-teams:components:${words[kind].type}`, name, {}, opts);

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: audienceRoleName(team.physicalName, kind),
                description: `${words[kind].people} of team ${team.physicalName}`,
                assumeRolePolicy: policyText(
                    audienceTrust(membersIn(audience, account), organizationId),
                ),
                permissionsBoundary: account.permissionsBoundaryArn,
                tags: teamTags(team),
            },
            { parent: this },
        );
        new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                name: "assume-cluster-access-role",
                role: role.name,
                policy: policyText(audiencePermissions(team, kind)),
            },
            { parent: this },
        );

        this.roleArn = audienceRoleArn(team, kind, account);
        this.registerOutputs({ roleArn: this.roleArn });
    }
}
