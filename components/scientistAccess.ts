import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { scientistPermissions, scientistRoleArn, scientistTrust } from "../model/accessDocuments";
import { scientistRoleName } from "../model/names";
import { policyText } from "../model/policyDocument";
import type { Team } from "../model/roster";

export interface ScientistAccessArgs {
    readonly team: Team;
    readonly organizationId: string;
}

/** The team's role in the scientists' account: it may assume one cluster access role, and no more. */
export class ScientistAccess extends pulumi.ComponentResource {
    public readonly roleArn: string;

    constructor(name: string, args: ScientistAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:ScientistAccess", name, {}, opts);
        const { team, organizationId } = args;

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: scientistRoleName(team.name),
                description: `Scientists of team ${team.name}`,
                assumeRolePolicy: policyText(scientistTrust(team, organizationId)),
                tags: { team: team.name },
            },
            { parent: this },
        );
        new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                name: "assume-cluster-access-role",
                role: role.name,
                policy: policyText(scientistPermissions(team)),
            },
            { parent: this },
        );

        this.roleArn = scientistRoleArn(team);
        this.registerOutputs({ roleArn: this.roleArn });
    }
}
