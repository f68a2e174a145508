import type { ResourceValidationPolicy } from "@pulumi/policy";
import { judgeDocument } from "../documentRule";
import type { DocumentPlace } from "../documentRule";
import { needs } from "../facts";
import { inputAt } from "../inputs";
import { judge } from "../judge";

const facts = needs("roles", "wholeAccounts", "wholeOrganizations", "accessPointAccounts");
const place = { subject: "the policy of bucket", path: "policy" };
const places: readonly DocumentPlace[] = [
    { ...place, type: "aws:s3/bucketPolicy:BucketPolicy", required: true },
    { ...place, type: "aws:s3control/bucketPolicy:BucketPolicy", required: true },
    { ...place, type: "aws:s3/bucket:Bucket", required: false },
    { ...place, type: "aws:s3/bucketV2:BucketV2", required: false },
];

export const s3BucketPolicyLetsInNoStranger: ResourceValidationPolicy = {
    name: "s3-bucket-policy-lets-in-no-stranger",
    description: "A bucket's policy lets in known access points and principals alone.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        'Delegate to access points: Principal "*" with "s3:DataAccessPointAccount" fixed to the account that owns them.',
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        (resource) => places.some(({ type }) => type === resource.type),
        (resource, known) =>
            places
                .filter(({ type }) => type === resource.type)
                .flatMap((each) => {
                    const bucket = inputAt(resource.props, "bucket");
                    const name =
                        bucket.state === "known" && typeof bucket.value === "string"
                            ? bucket.value
                            : resource.name;
                    return judgeDocument(resource, each, known, { name, team: undefined });
                }),
    ),
};
