/** Inputs by which objects of a bucket go where its policies and its prefixes do not reach. */
export const copiesOut: ReadonlyMap<string, readonly string[]> = new Map([
    ["aws:s3/bucket:Bucket", ["replicationConfiguration"]],
    ["aws:s3/bucketV2:BucketV2", ["replicationConfigurations"]],
    ["aws:s3/objectCopy:ObjectCopy", ["source"]],
]);
