import { readPolicyDocument } from "../policypack/iam/document";
import { accountOfArn, arnParts } from "./pattern";
import type { Placements } from "./placement";
import { object, output, text } from "./properties";
import type { Registration } from "./registration";
import type { Policy } from "./statement";

/** A registered S3 access point with its policy. */
export interface RegisteredAccessPoint {
    readonly urn: string;
    readonly arn: string;
    readonly name: string;
    readonly accountId: string;
    readonly bucket: string;
    /** The only network that it takes requests from; absent where any is. */
    readonly vpcId?: string;
    readonly policies: readonly Policy[];
}

/** What is registered about a bucket: its owner and what its policy says. */
export interface RegisteredBucket {
    readonly name: string;
    readonly accountId?: string;
    readonly policies: readonly Policy[];
}

export function accessPointsOf(
    registrations: readonly Registration[],
    placements: Placements,
): readonly RegisteredAccessPoint[] {
    return registrations
        .filter(({ type }) => type === "aws:s3/accessPoint:AccessPoint")
        .map((registration) => accessPointOf(registration, placements))
        .filter((accessPoint) => accessPoint !== undefined);
}

export function bucketsOf(
    registrations: readonly Registration[],
    placements: Placements,
): ReadonlyMap<string, RegisteredBucket> {
    const buckets = new Map<string, RegisteredBucket>();
    for (const registration of registrations) {
        const name = text(registration, "bucket");
        if (registration.type === "aws:s3/bucketPolicy:BucketPolicy" && name !== undefined) {
            const policy = policyOf(registration, `policy of bucket "${name}"`);
            buckets.set(name, {
                name,
                ...placed(placements(registration).accountId),
                policies: [...(buckets.get(name)?.policies ?? []), ...policy],
            });
        }
    }
    return buckets;
}

/** The object keys below an access point that a document speaks of, wildcards and all. */
export function keyPatternsBelow(accessPointArn: string, policy: Policy): readonly string[] {
    const root = `${accessPointArn}/object/`;
    const statements = policy.reading.ok ? policy.reading.document.statements : [];
    return [
        ...new Set(
            statements
                .filter(({ effect }) => effect === "Allow")
                .flatMap(({ resources }) => resources ?? [])
                .filter((resource) => resource.startsWith(root))
                .map((resource) => resource.slice(root.length)),
        ),
    ];
}

function accessPointOf(
    registration: Registration,
    placements: Placements,
): RegisteredAccessPoint | undefined {
    const name = text(registration, "name");
    const bucket = text(registration, "bucket");
    const { accountId, region } = placements(registration);
    const owner = text(registration, "accountId") ?? accountId;
    const planned =
        name === undefined || owner === undefined || region === undefined
            ? undefined
            : `arn:aws:s3:${region}:${owner}:accesspoint/${name}`;
    const arn = output(registration, "arn") ?? planned;
    const arnAccount = arn === undefined ? undefined : accountOfArn(arn);
    if (arn === undefined || arnAccount === undefined || bucket === undefined) {
        return undefined;
    }
    const { vpcId } = object(registration, "vpcConfiguration");
    const readable = name ?? (arnParts(arn)?.[5] ?? arn).replace("accesspoint/", "");
    return {
        urn: registration.urn,
        arn,
        name: readable,
        accountId: arnAccount,
        bucket,
        ...(typeof vpcId === "string" ? { vpcId } : {}),
        policies: policyOf(registration, `policy of access point "${readable}"`),
    };
}

function policyOf(registration: Registration, label: string): readonly Policy[] {
    const policy = registration.inputs.policy ?? registration.outputs.policy;
    return policy === undefined || policy === null
        ? []
        : [{ label, kind: "resource", reading: readPolicyDocument(policy) }];
}

function placed(accountId: string | undefined): { accountId?: string } {
    return accountId === undefined ? {} : { accountId };
}
