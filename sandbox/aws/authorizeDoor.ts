import type { AccessPoint, Bucket } from "./accountState";
import { parsePolicyDocument } from "./policyDocument";
import { isPublic } from "./s3PublicAccess";
import type { Asker, Weight } from "./weighPolicy";

/** One of the two resources that a read through an access point has to pass. */
export interface Door {
    readonly name: string;
    readonly accountId: string;
    readonly weight: Weight;
    readonly closedToOthers: boolean;
}

export function whyClosed(door: Door, asker: Asker, own: Weight): string | undefined {
    const foreign = asker.accountId !== door.accountId;
    if (door.weight.denied) {
        return `the policy of ${door.name} denies it`;
    }
    if (foreign && door.closedToOthers) {
        return `the policy of ${door.name} is public, and its public access block lets nobody of another account in`;
    }
    if (foreign && door.weight.allowedBy === undefined) {
        return `the policy of ${door.name} does not allow it`;
    }
    const ownNeeded = foreign || door.weight.allowedBy !== "name";
    return ownNeeded && own.allowedBy === undefined
        ? `no identity policy of "${asker.name}" allows it at ${door.name}`
        : undefined;
}

/** With RestrictPublicBuckets, one public statement costs every other account its access. */
export function closedToOthers(
    place: AccessPoint | Bucket,
    kind: "access point" | "bucket",
): boolean {
    return (
        place.publicAccessBlock.restrictPublicBuckets &&
        place.policy !== undefined &&
        isPublic(parsePolicyDocument(place.policy.text), kind)
    );
}

/** Before any policy is asked: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html */
export function whyOtherNetwork(
    { name, vpcId }: AccessPoint,
    context: Readonly<Record<string, string>>,
): string | undefined {
    const from = context["aws:SourceVpc"] ?? "the internet";
    return vpcId === undefined || vpcId === from
        ? undefined
        : `access point "${name}" takes requests from VPC "${vpcId}" alone, and this one comes from "${from}"`;
}
