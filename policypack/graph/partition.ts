/** The partition that a region is in; ARNs of buckets name nothing else of where they are. */
export function partitionOf(region: string | undefined): string {
    if (region?.startsWith("cn-") === true) {
        return "aws-cn";
    }
    return region?.startsWith("us-gov-") === true ? "aws-us-gov" : "aws";
}
