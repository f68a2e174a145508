import assert from "node:assert/strict";
import { audienceTrust, memberPermissions } from "../../../model/documents/accessDocuments";
import { awsProfiles, profilesText } from "../../../model/documents/awsProfiles";
import { jobLabels } from "../../../model/documents/jobLabels";
import { exampleEnvironment, exampleRoster, readProjectFile } from "../../support/example";
import { audience, existingRole, permissionSet, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const research = permissionSet(environment, "research", "VisionScientist").account;

describe("the AWS profiles of a member", () => {
    it("lead from the sign-in over the audience's role to the cluster access role", () => {
        const team = teamFixture({}, environment);
        const [scientists] = team.audiences;
        assert.ok(scientists !== undefined);

        assert.equal(
            profilesText(awsProfiles(team, scientists, research)),
            `# YOUR-SSO-SESSION: make one with "aws configure sso-session"
[profile hyperpod-vision-scientist-VisionScientist]
sso_session = YOUR-SSO-SESSION
sso_account_id = 444455556666
sso_role_name = VisionScientist
region = us-west-2

# AccessDenied here: the policy of permission set "VisionScientist" needs to allow it, in account 444455556666:
# {"Version":"2012-10-17","Statement":[{"Sid":"AssumeHyperPodTeamRole","Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Resource":"arn:aws:iam::444455556666:role/hyperpod-vision-scientist"}]}
[profile hyperpod-vision-scientist]
role_arn = arn:aws:iam::444455556666:role/hyperpod-vision-scientist
source_profile = hyperpod-vision-scientist-VisionScientist
role_session_name = YOUR-NAME
region = us-west-2

[profile hyperpod-vision-cluster-access]
role_arn = arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access
source_profile = hyperpod-vision-scientist
role_session_name = YOUR-NAME
region = us-west-2`,
        );
    });

    it("begin with every member of the account, and say that one has to be chosen", () => {
        const robots = audience(
            "robot",
            existingRole(environment, "research", "nightly"),
            existingRole(environment, "platform", "elsewhere"),
            permissionSet(environment, "research", "Operator"),
        );
        const team = teamFixture({ audiences: [robots] }, environment);

        assert.deepEqual(
            awsProfiles(team, robots, research).map(({ name, settings, notes }) => [
                name,
                settings.source_profile,
                notes,
            ]),
            [
                [
                    "hyperpod-vision-robot-nightly",
                    undefined,
                    [
                        'credentials of role "nightly" in account 444455556666: add credential_source, credential_process or web_identity_token_file',
                    ],
                ],
                [
                    "hyperpod-vision-robot-Operator",
                    undefined,
                    ['YOUR-SSO-SESSION: make one with "aws configure sso-session"'],
                ],
                [
                    "hyperpod-vision-robot",
                    "hyperpod-vision-robot-nightly",
                    [
                        'AccessDenied here: the policy of role "nightly" and of permission set "Operator" needs to allow it, in account 444455556666:',
                        '{"Version":"2012-10-17","Statement":[{"Sid":"AssumeHyperPodTeamRole","Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Resource":"arn:aws:iam::444455556666:role/hyperpod-vision-robot"}]}',
                        'source_profile: the one that you sign in with; else "hyperpod-vision-robot-Operator"',
                    ],
                ],
                ["hyperpod-vision-robot-access", "hyperpod-vision-robot", []],
            ],
        );
    });
});

describe("what a member's own policy needs", () => {
    const { Statement: statements } = memberPermissions(teamFixture(), "scientist", research);

    it("are the actions that the role's trust lets through, on that role alone", () => {
        const [trusted] = audienceTrust(
            [permissionSet(environment, "research", "VisionScientist")],
            "o-exampleorg1",
        ).Statement;

        assert.deepEqual(
            statements.map(({ Effect, Action, Resource }) => [Effect, Action, Resource]),
            [
                [
                    "Allow",
                    trusted?.Action,
                    "arn:aws:iam::444455556666:role/hyperpod-vision-scientist",
                ],
            ],
        );
    });

    it("is what the quick start says, for all teams of an account", () => {
        const [, written = ""] =
            /```json\n(\{\n {4}"Sid": "AssumeHyperPodTeamRole"[^]*?)```/.exec(
                readProjectFile("docs/quickStart.md"),
            ) ?? [];

        assert.deepEqual(
            [JSON.parse(written)],
            statements.map((statement) => ({
                ...statement,
                Resource: "arn:aws:iam::444455556666:role/hyperpod-*-scientist",
            })),
        );
    });
});

describe("the labels of a job", () => {
    it("are the team's queue and the cluster's priority classes, the highest first", () => {
        const { teams, schedules } = exampleRoster(environment);

        assert.deepEqual(
            teams.map((team) => jobLabels(team, schedules)),
            ["vision", "speech", "robotics", "forecast"].map((team) => ({
                queueName: `hyperpod-ns-${team}-localqueue`,
                priorityClasses: ["inference-priority", "training-priority"],
            })),
        );
    });

    it("know no priority class of a cluster whose policy somebody else owns", () => {
        assert.deepEqual(jobLabels(teamFixture(), []).priorityClasses, []);
    });
});
