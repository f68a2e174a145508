import { teamAccessPointArn } from "../documents/dataDocuments";
import { dataRoleNameOf } from "../documents/podDocuments";
import type { DataGrant, Team } from "../team";

/** One command in the test pod, and what it is to show. */
export interface PodProbe {
    readonly container: string;
    readonly question: string;
    /** What `aws` is told. */
    readonly words: readonly string[];
    /** Whether the data's owner should let the command through, or refuse it. */
    readonly expected: "success" | "refusal";
    /** What it has to have written: without this, a node's own credentials would pass. */
    readonly shows?: string;
}

/**
 * The pod's credentials, each prefix of the team's through its own access point, and a prefix of
 * another team's, which has to be refused through both teams' doors.
 */
export function podProbes(team: Team, others: readonly Team[]): readonly PodProbe[] {
    if (team.data.length === 0) {
        return [
            {
                container: "starts",
                question: "does a container run?",
                words: ["--version"],
                expected: "success",
            },
        ];
    }
    return [
        {
            container: "credentials",
            question: `does it get the credentials of role "${dataRoleNameOf(team)}"?`,
            words: [
                ...["sts", "get-caller-identity", "--query", "Arn", "--output", "text"],
                ...["--region", team.cluster.region],
            ],
            expected: "success",
            shows: `:assumed-role/${dataRoleNameOf(team)}/`,
        },
        ...team.data.map((grant, index) => ({
            container: `own-${index + 1}`,
            question: `does it reach ${place(grant)} through access point "${door(team, grant)}"?`,
            words: listing(team, grant, grant.prefix),
            expected: "success" as const,
        })),
        ...foreignProbes(team, others),
    ];
}

/** One other team stands for all: the walk asks of each. */
function foreignProbes(team: Team, others: readonly Team[]): readonly PodProbe[] {
    const foreign = others.flatMap((other) => other.data.map((grant) => ({ other, grant })));
    const near = foreign.find(({ grant }) => team.data.some(sharesBucket(grant)));
    const own = near === undefined ? undefined : team.data.find(sharesBucket(near.grant));
    const { other, grant } = near ?? foreign[0] ?? {};
    if (other === undefined || grant === undefined) {
        return [];
    }
    const refused = { expected: "refusal" as const };
    return [
        ...(own === undefined
            ? []
            : [
                  {
                      ...refused,
                      container: "foreign-own-door",
                      question: `is it refused ${place(grant)} of team "${other.name}" through its own access point?`,
                      words: listing(team, own, grant.prefix),
                  },
              ]),
        {
            ...refused,
            container: "foreign-their-door",
            question: `is it refused ${place(grant)} of team "${other.name}" through access point "${door(other, grant)}"?`,
            words: listing(other, grant, grant.prefix),
        },
    ];
}

function sharesBucket(grant: DataGrant) {
    return ({ bucket }: DataGrant) => bucket.name === grant.bucket.name;
}

/**
 * What `aws s3 ls` asks S3 for; but that one fails for a prefix without objects, as if it were refused.
 * https://docs.aws.amazon.com/cli/latest/reference/s3api/list-objects-v2.html
 */
function listing(team: Team, { bucket }: DataGrant, prefix: string): readonly string[] {
    return [
        ...["s3api", "list-objects-v2", "--bucket", teamAccessPointArn(team, bucket)],
        ...["--prefix", prefix, "--max-keys", "1", "--region", bucket.region],
    ];
}

function place({ bucket, prefix }: DataGrant): string {
    return `"s3://${bucket.name}/${prefix}"`;
}

function door(team: Team, { bucket }: DataGrant): string {
    return teamAccessPointArn(team, bucket).replace(/^.*\//, "");
}
