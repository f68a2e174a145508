import type { Report } from "../../issue";
import type { PlacedTeam } from "./placedTeam";

/**
 * A bucket that lets in a VPC alone lets in that of the reader's cluster. A VPC's endpoint for S3 takes
 * requests to its own region.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
 */
export function checkNetworkOrigins({ team, at }: PlacedTeam, report: Report): void {
    const { cluster } = team;
    for (const [index, { bucket }] of team.data.entries()) {
        if (bucket.networkOrigin === "internet") {
            continue;
        }
        if (cluster.vpcId === undefined) {
            report.error(
                at("data", index, "bucket"),
                `bucket "${bucket.alias}" lets in its readers' VPC alone, and nothing says which that is of cluster "${cluster.alias}"; give the cluster its "vpcId" in Pulumi.<stack>.yaml`,
            );
        } else if (bucket.region !== cluster.region) {
            report.error(
                at("data", index, "bucket"),
                `bucket "${bucket.alias}" is in region "${bucket.region}" and lets in its readers' VPC alone, and that of cluster "${cluster.alias}" is in "${cluster.region}"; expected a bucket there, or "networkOrigin: internet"`,
            );
        }
    }
}
