/**
 * What `hyperpod-teams init` writes for a first-time user: examples that check clean and roll out in
 * the sandbox at once. A line with a value to replace ends in a comment that begins with "# yours".
 */

/** The names of the environment that the first team uses. */
export interface StarterNames {
    readonly account: string;
    readonly cluster: string;
    readonly instanceType: string;
    /** Undefined where the environment has no bucket. */
    readonly bucket: string | undefined;
}

export const starterNames: StarterNames = {
    account: "research",
    cluster: "training",
    instanceType: "ml.p5.48xlarge",
    bucket: "curated",
};

export function starterRoster({ account, cluster, instanceType, bucket }: StarterNames): string {
    return `# yaml-language-server: $schema=./teams.schema.json
#
# The roster: one entry a team, the only file that a team edits. The line above tells an editor which
# fields there are: it completes, explains and checks them (in VS Code with the YAML extension).
# Every field, with its default and an example: docs/teams.md.
#
# "hyperpod-teams check" tells every mistake with its place, and needs nothing but these files.
# Names of accounts, clusters and buckets are those of Pulumi.<stack>.yaml.
teams:
  # The team's namespace is called by its name, hyperpod-ns-vision. To rename one later: "formerly".
  vision: # yours: 1 to 40 lower-case letters, digits and hyphens
    description: Perception models # yours

    # Which cluster the team trains on.
    cluster: ${cluster}

    # Who may submit: a permission set of Identity Center, in the account that the people work in.
    scientists:
      - { account: ${account}, permissionSet: VisionScientist } # yours: the permission set

    # What of the cluster is guaranteed to the team.
    compute:
      instances:
        - { instanceType: ${instanceType}, count: 1 } # yours: 1 to 15 lines, one an instance type
${starterData(bucket)}
    # All of these may be left out, too:
    #
    # owners: [ada@example.com]
    # contact: "#vision-help"
    # tags: { cost-center: "4711" }
    # expires: "2099-03-31"
    # viewers:
    #   - { account: ${account}, permissionSet: VisionViewer }
    # robots:
    #   - { account: ${account}, role: gitlab-runner }
    # serviceAccounts: [training, evaluation]

# A further team: "hyperpod-teams team add speech --help". To remove one:
# "hyperpod-teams team remove speech", and a rollout before its entry goes.
`;
}

function starterData(bucket: string | undefined): string {
    return bucket === undefined
        ? ""
        : `
    # What the team's pods may read. A prefix ends with a slash; "mode: read-write" lets them write.
    data:
      - { bucket: ${bucket}, prefix: vision/ } # yours: the prefix
`;
}

/** The facts of one environment. */
export function starterEnvironment(stack: string): string {
    return `# Facts of the environment "${stack}": what differs between environments, and nothing else. Pulumi.yaml
# describes each key. No secrets. Another environment is another file with the same keys.
config:
  # Every resource names its account itself; none runs with whatever credentials are at hand.
  pulumi:disable-default-providers:
    - aws
    - kubernetes

  # AWS Organizations: the trust policies demand it of everyone.
  hyperpod-teams:organizationId: o-exampleorg1 # yours

  # Accounts, by names of your choice. Ids are in quotes: without them YAML reads a number, and a
  # leading zero is lost. The deploy role is the one that the program assumes there.
  hyperpod-teams:accounts:
    platform: # the cluster's account
      id: "111122223333" # yours
      region: us-west-2 # yours
      deployRoleArn: arn:aws:iam::111122223333:role/hyperpod-teams-deploy # yours
    research: # the account that the scientists work in
      id: "444455556666" # yours
      region: us-west-2 # yours
      deployRoleArn: arn:aws:iam::444455556666:role/hyperpod-teams-deploy # yours
    data: # the account that owns the buckets; one account may have several of these names
      id: "777788889999" # yours
      region: us-west-2 # yours
      deployRoleArn: arn:aws:iam::777788889999:role/hyperpod-teams-deploy # yours

  # A HyperPod cluster has two names: that of its EKS cluster, and its own ARN (SageMaker's).
  hyperpod-teams:clusters:
    training:
      account: platform
      eksClusterName: hyperpod-${stack} # yours
      hyperPodClusterArn: arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345 # yours
      # With the instances that it has, the teams' shares are added up and compared:
      # capacity: { ml.p5.48xlarge: 8 }

  hyperpod-teams:buckets:
    curated:
      account: data
      name: acme-curated-${stack} # yours
      # For a bucket that is encrypted with a key of "hyperpod-teams:keys":
      # key: lake
`;
}

/** The lines of a starter that hold a value to replace, without their comments. */
export function valuesToReplace(
    text: string,
): readonly { readonly line: number; readonly value: string }[] {
    return text.split("\n").flatMap((content, index) => {
        const [, value] = /^\s*(?:- )?([^#\s].*?) # yours\b/.exec(content) ?? [];
        return value === undefined ? [] : [{ line: index + 1, value }];
    });
}
