import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { formsIn, namesOf, stackTypes, textAt } from "../aws/stackForms";
import { groupedBy } from "../groupedBy";
import { needs } from "../facts";
import { inputAt } from "../inputs";
import { judge, judgeStack } from "../judge";

const facts = needs({});
const buckets = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/**
 * The last writer wins: S3 keeps one policy a bucket and replaces it as a whole. A policy in the
 * bucket's own inputs is refused where it is registered, since at the end of a run the provider
 * reports the bucket's policy there, whoever wrote it.
 */
export const stackBucketHasOnePolicy: ResourceValidationPolicy & StackValidationPolicy = {
    name: "stack-bucket-has-one-policy",
    description: "A bucket has one policy in the whole program, as a resource of its own.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps: "Compose all statements about a bucket into one bucket policy resource.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        ({ type }) => buckets.includes(type),
        (resource) =>
            inputAt(resource.props, "policy").state === "known"
                ? [
                      {
                          subject: `bucket "${textAt(resource, "bucket") ?? resource.name}"`,
                          problem: "carries its policy in itself, where another one replaces it",
                          found: `a document at "policy"`,
                          wanted: "one bucket policy resource",
                          fix: "move the document there",
                      },
                  ]
                : [],
    ),
    validateStack: judgeStack(facts, (resources) =>
        [
            ...groupedBy(formsIn(resources, stackTypes.bucketPolicies), (resource) =>
                textAt(resource, "bucket")?.replace(/^arn:aws[a-z-]*:s3:::/, ""),
            ),
        ]
            .filter(([, policies]) => policies.length > 1)
            .map(([bucket, policies]) => ({
                subject: `bucket "${bucket}"`,
                problem: "has several policies, of which the last one written stays",
                found: namesOf(policies),
                wanted: "one bucket policy resource",
                fix: "compose their statements into one",
                urn: policies.at(-1)?.urn,
            })),
    ),
};
