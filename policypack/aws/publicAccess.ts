export interface PublicAccessBlock {
    /** The input that holds the block; absent where the resource is the block. */
    readonly path?: string;
    readonly noun: string;
}

/**
 * Where S3's public access blocks stand. A bucket's or an account's own resource switches off
 * whatever it does not name, an access point's block is on when it is left out.
 */
export const publicAccessBlocks: ReadonlyMap<string, PublicAccessBlock> = new Map([
    [
        "aws:s3/accessPoint:AccessPoint",
        { path: "publicAccessBlockConfiguration", noun: "access point" },
    ],
    [
        "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint",
        {
            path: "details.publicAccessBlock",
            noun: "multi-region access point",
        },
    ],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { noun: "bucket" }],
    ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", { noun: "account" }],
]);

export interface AclPlace {
    readonly noun: string;
    /** Inputs that name a ready-made list. */
    readonly canned: readonly string[];
    /** Inputs that hold grants. */
    readonly grants: readonly string[];
    /** The ready-made lists that let nobody in but the owner. */
    readonly owners: readonly string[];
}

// A writer of another account gives its object to the bucket's owner with the second one.
const ownersOfObjects = ["private", "bucket-owner-full-control"];

/** Access control lists let in whom no policy names: the oldest way into S3, and still open. */
export const aclPlaces: ReadonlyMap<string, AclPlace> = new Map(
    [
        ["aws:s3/bucketAcl:BucketAcl", "bucket", ["acl"], ["accessControlPolicy"]],
        ["aws:s3/bucketAclV2:BucketAclV2", "bucket", ["acl"], ["accessControlPolicy"]],
        ["aws:s3/bucket:Bucket", "bucket", ["acl"], ["grants"]],
        ["aws:s3/bucketV2:BucketV2", "bucket", ["acl"], ["grants"]],
        ["aws:s3/bucketLogging:BucketLogging", "bucket", [], ["targetGrants"]],
        ["aws:s3/bucketLoggingV2:BucketLoggingV2", "bucket", [], ["targetGrants"]],
        ["aws:s3/bucketObject:BucketObject", "object", ["acl"], []],
        ["aws:s3/bucketObjectv2:BucketObjectv2", "object", ["acl"], []],
        ["aws:s3/objectCopy:ObjectCopy", "object", ["acl"], ["grants"]],
    ].map(([type, noun, canned, grants]) => [
        type as string,
        {
            noun: noun as string,
            canned: canned as readonly string[],
            grants: grants as readonly string[],
            owners: noun === "object" ? ownersOfObjects : ["private"],
        },
    ]),
);

export const ownershipType = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
