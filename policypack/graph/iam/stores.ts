import { textAt } from "../../aws/stackForms";
import { inputAt } from "../../inputs";
import type { GraphEstate } from "../estate";
import { asRegistered } from "../resource";
import type { GraphResource } from "../resource";
import { documentAt, unreadable } from "./clause";
import type { Clause, RegisteredDocument } from "./clause";
import { accountOfArn, output, partitionOf } from "./roles";

/** A bucket, as far as anything of it is registered. */
export interface RegisteredBucket {
    readonly arn: string;
    readonly name: string;
    readonly account?: string;
    readonly urn?: string;
    readonly team?: string;
    readonly clauses: readonly Clause[];
    /** Whether nothing says what its policy is. */
    readonly isStrange: boolean;
    readonly restrictsPublic: boolean;
}

export interface RegisteredAccessPoint {
    readonly arn: string;
    readonly name: string;
    readonly account?: string;
    readonly urn: string;
    readonly team?: string;
    readonly bucketArn: string;
    readonly clauses: readonly Clause[];
    readonly restrictsPublic: boolean;
    readonly network?: "VPC" | "Internet";
}

export interface Stores {
    readonly buckets: ReadonlyMap<string, RegisteredBucket>;
    readonly accessPoints: readonly RegisteredAccessPoint[];
}

const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const policyTypes = ["aws:s3/bucketPolicy:BucketPolicy", "aws:s3control/bucketPolicy:BucketPolicy"];
const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const accountBlockType = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const accessPointType = "aws:s3/accessPoint:AccessPoint";
const accessPointPolicyType = "aws:s3control/accessPointPolicy:AccessPointPolicy";

export function registeredStores(estate: GraphEstate): Stores {
    const restrictedAccounts = new Set(
        estate
            .ofType(accountBlockType)
            .filter((resource) => restricts(resource, ""))
            .map(({ placement }) => placement.accountId),
    );
    const accessPoints = accessPointsOf(estate, restrictedAccounts);
    const buckets = new Map<string, RegisteredBucket>();
    const say = (arn: string, more: Partial<RegisteredBucket>) => {
        const known = buckets.get(arn);
        buckets.set(arn, {
            arn,
            name: arn.slice(arn.lastIndexOf(":") + 1),
            ...known,
            ...more,
            clauses: [...(known?.clauses ?? []), ...(more.clauses ?? [])],
            isStrange: (known?.isStrange ?? true) && (more.isStrange ?? true),
            restrictsPublic: (known?.restrictsPublic ?? false) || (more.restrictsPublic ?? false),
        });
    };
    for (const { bucketArn } of accessPoints) {
        say(bucketArn, {});
    }
    for (const resource of estate.ofType(...bucketTypes, ...policyTypes, blockType)) {
        const arn = bucketArnOf(resource);
        const { accountId } = resource.placement;
        const team = estate.teamOf(resource);
        const isBucket = bucketTypes.includes(resource.type);
        const source = {
            urn: resource.urn,
            label: `policy of bucket "${arn.slice(arn.lastIndexOf(":") + 1)}"`,
        };
        const document =
            resource.type === blockType ? undefined : documentAt(resource.inputs, "policy", source);
        say(arn, {
            ...(accountId === undefined ? {} : { account: accountId }),
            ...(isBucket ? { urn: resource.urn } : {}),
            ...(isBucket && team !== undefined ? { team } : {}),
            ...(document === undefined ? {} : { clauses: document.clauses }),
            isStrange: resource.type === blockType,
            restrictsPublic:
                restrictedAccounts.has(accountId) ||
                (resource.type === blockType && restricts(resource, "")),
        });
    }
    return { buckets, accessPoints };
}

/** A bucket's name, or its ARN, however the type calls it. */
function bucketArnOf(resource: GraphResource): string {
    const partition = partitionOf(resource.placement.region ?? "");
    const input = inputAt(resource.inputs, "bucket");
    const written =
        input.state === "known" && typeof input.value === "string" ? input.value : undefined;
    const name =
        written ??
        output(resource, "bucket") ??
        (input.state === "unknown" ? "*" : `${resource.name}-*`);
    return name.startsWith("arn:") ? name : `arn:${partition}:s3:::${name}`;
}

function restricts(resource: GraphResource, path: string): boolean {
    const input = inputAt(resource.inputs, `${path}restrictPublicBuckets`);
    return input.state === "known" && String(input.value) === "true";
}

function accessPointsOf(
    estate: GraphEstate,
    restrictedAccounts: ReadonlySet<string | undefined>,
): readonly RegisteredAccessPoint[] {
    const policies = new Map<string, RegisteredDocument[]>();
    for (const resource of estate.ofType(accessPointPolicyType)) {
        const arn = textAt(asRegistered(resource), "accessPointArn") ?? "*";
        const source = { urn: resource.urn, label: `policy of access point "${lastPart(arn)}"` };
        const document =
            documentAt(resource.inputs, "policy", source) ??
            unreadable(source, "is not registered");
        policies.set(arn, [...(policies.get(arn) ?? []), document]);
    }
    return estate.ofType(accessPointType).map((resource) => {
        const arn = accessPointArn(resource);
        const name = lastPart(arn);
        const account = accountOfArn(arn);
        const team = estate.teamOf(resource);
        const own = documentAt(resource.inputs, "policy", {
            urn: resource.urn,
            label: `policy of access point "${name}"`,
        });
        const block = "publicAccessBlockConfiguration";
        const vpc = inputAt(resource.inputs, "vpcConfiguration");
        return {
            arn,
            name,
            urn: resource.urn,
            ...(account === undefined ? {} : { account }),
            ...(team === undefined ? {} : { team }),
            bucketArn: bucketArnOf(resource),
            clauses: [
                ...(own === undefined ? [] : [own]),
                ...(policies.get(arn) ?? []),
                ...(policies.get("*") ?? []),
            ].flatMap(({ clauses }) => clauses),
            // An access point's block is on where nothing is said.
            restrictsPublic:
                restrictedAccounts.has(account) ||
                inputAt(resource.inputs, block).state === "absent" ||
                restricts(resource, `${block}.`),
            ...(vpc.state === "unknown"
                ? {}
                : { network: vpc.state === "known" ? ("VPC" as const) : ("Internet" as const) }),
        };
    });
}

function accessPointArn(resource: GraphResource): string {
    const registered = asRegistered(resource);
    const made = output(resource, "arn");
    if (made?.includes(":accesspoint/") === true) {
        return made;
    }
    const { accountId = "*", region = "*" } = resource.placement;
    const place = textAt(registered, "region") ?? region;
    const owner = textAt(registered, "accountId") ?? accountId;
    const name = textAt(registered, "name") ?? "*";
    return `arn:${partitionOf(place)}:s3:${place}:${owner}:accesspoint/${name}`;
}

function lastPart(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

/** Whether a policy is public beyond doubt: it lets in everybody, whatever they come with. */
export function isSurelyPublic(clauses: readonly Clause[]): boolean {
    return clauses.some(
        ({ effect, principals, tests, undecided }) =>
            effect === "Allow" &&
            tests.length === 0 &&
            undecided.length === 0 &&
            principals?.some(
                ({ type, value }) =>
                    type === "*" || (type.toLowerCase() === "aws" && value === "*"),
            ) === true,
    );
}
