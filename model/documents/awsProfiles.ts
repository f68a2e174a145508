import { accessRoleName, audienceRoleName } from "../names";
import type { Account } from "../environment/environment";
import type { Audience, Member, Team } from "../team";
import { accessRoleArn, audienceRoleArn, memberPermissions, membersIn } from "./accessDocuments";
import { policyText } from "./policyDocument";

/** One section of ~/.aws/config. */
export interface AwsProfile {
    readonly name: string;
    readonly settings: Readonly<Record<string, string>>;
    /** What only its reader knows, or has to decide. */
    readonly notes: readonly string[];
}

/** Replaced by whoever pastes it. */
export const yourSession = "YOUR-SSO-SESSION";
export const yourName = "YOUR-NAME";

/**
 * A session of a role that was reached from another role's session ends after one hour, whatever the
 * roles allow; the AWS CLI renews it by itself as long as the first sign-in lasts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export const chainedSessionSeconds = 3600;

/**
 * The chain of profiles that leads a member to the cluster: sign-in, the audience's role, the cluster
 * access role. The last one is named as its role, and is the one to work with.
 */
export function awsProfiles(
    team: Team,
    audience: Audience,
    account: Account,
): readonly AwsProfile[] {
    const { kind } = audience;
    const members = membersIn(audience, account);
    const sources = members.map((member) => sourceProfile(team, kind, member));
    const [source] = sources;
    if (source === undefined) {
        throw new Error(`no ${kind} of team "${team.name}" is in account "${account.alias}"`);
    }
    const others = sources.slice(1).map(({ name }) => `"${name}"`);
    const middle = audienceRoleName(team.physicalName, kind);
    return [
        ...sources,
        {
            name: middle,
            settings: {
                role_arn: audienceRoleArn(team, kind, account),
                source_profile: source.name,
                role_session_name: yourName,
                region: account.region,
            },
            notes: [
                `AccessDenied here: the policy of ${members.map(memberInWords).join(" and of ")} needs to allow it, in account ${account.id}:`,
                policyText(memberPermissions(team, kind, account)),
                ...(others.length === 0
                    ? []
                    : [`source_profile: the one that you sign in with; else ${others.join(", ")}`]),
            ],
        },
        {
            name: workProfileName(team, audience),
            settings: {
                role_arn: accessRoleArn(team, kind),
                source_profile: middle,
                // The cluster's audit log knows people by this name.
                role_session_name: yourName,
                region: team.cluster.region,
            },
            notes: [],
        },
    ];
}

/** The profile that `aws` and kubectl use. */
export function workProfileName(team: Team, { kind }: Audience): string {
    return accessRoleName(team.physicalName, kind);
}

function sourceProfile(team: Team, kind: Audience["kind"], member: Member): AwsProfile {
    const { account } = member;
    const name = (ending: string) => `${audienceRoleName(team.physicalName, kind)}-${ending}`;
    return "permissionSet" in member
        ? {
              name: name(member.permissionSet),
              settings: {
                  sso_session: yourSession,
                  sso_account_id: account.id,
                  sso_role_name: member.permissionSet,
                  region: account.region,
              },
              notes: [`${yourSession}: make one with "aws configure sso-session"`],
          }
        : {
              name: name(member.role),
              settings: { region: account.region },
              notes: [
                  `credentials of role "${member.role}" in account ${account.id}: add credential_source, credential_process or web_identity_token_file`,
              ],
          };
}

function memberInWords(member: Member): string {
    return "permissionSet" in member
        ? `permission set "${member.permissionSet}"`
        : `role "${member.role}"`;
}

/** As the AWS CLI reads it. */
export function profilesText(profiles: readonly AwsProfile[]): string {
    return profiles
        .map(({ name, settings, notes }) =>
            [
                ...notes.map((note) => `# ${note}`),
                `[profile ${name}]`,
                ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
            ].join("\n"),
        )
        .join("\n\n");
}
