import type { ResourceValidationPolicy } from "@pulumi/policy";
import { documentAt, nameOf, notKnown } from "../aws/documentAt";
import { placesByType } from "../aws/documents";
import type { DocumentPlace } from "../aws/documents";
import { actionFindings } from "../aws/grants";
import { knownPrincipals } from "../aws/principals";
import { mayBe, registeredIn } from "../aws/registered";
import { onlyStatement, strangerFindings, withoutStatement } from "../aws/strangers";
import { buckets } from "../fact/aws";
import type { KnownBucket } from "../fact/aws";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import type { PolicyDocument } from "../iam/document";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { match } from "../naming";

const facts = needs({ buckets });
const places = placesByType("bucket");

export const s3BucketPolicyLetsInNoStranger: ResourceValidationPolicy = {
    name: "s3-bucket-policy-lets-in-no-stranger",
    description:
        "A bucket's policy lets in its known access points and principals alone, with the actions they need.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        'Delegate to access points: Principal "*" with "s3:DataAccessPointArn" fixed to those of the bucket.',
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(places), (resource, known) =>
        registeredIn(resource).flatMap((each) =>
            (places.get(each.type) ?? []).flatMap((place) => bucketFindings(each, place, known)),
        ),
    ),
};

function bucketFindings(
    resource: Resource,
    place: DocumentPlace,
    { buckets: known }: Known<typeof facts>,
): readonly Finding[] {
    const { name, known: isNamed, unknownAt } = nameOf(resource, place);
    const about = { team: undefined, subject: `the policy of bucket "${name}"` };
    const { document, findings = [] } = documentAt(resource, place, about);
    if (document === undefined) {
        return findings;
    }
    const wanted = anyOf(known.map(({ bucket }) => bucket));
    if (unknownAt !== undefined) {
        return [unknownAtPreview(undefined, about.subject, unknownAt, wanted)];
    }
    // A bucket on an Outpost is named by its ARN, which is then what the configuration has.
    const bucket = isNamed ? known.find((each) => match(each.bucket, name)) : undefined;
    if (bucket === undefined) {
        return document.statements.length === 0
            ? []
            : [
                  notKnown(
                      { team: undefined, subject: `bucket "${name}"` },
                      isNamed
                          ? `a policy on ${shown(name)}`
                          : "a policy on a bucket without a fixed name",
                      wanted,
                  ),
              ];
    }
    const judged = document.statements.reduce(
        (rest, _, index) =>
            isGranted(document, index, bucket) ? withoutStatement(rest, index) : rest,
        document,
    );
    return [
        ...strangerFindings(
            judged,
            {
                ...knownPrincipals(bucket.principals),
                accessPointAccounts: bucket.accessPointAccounts,
                accessPoints: bucket.accessPoints,
            },
            about,
        ),
        ...actionFindings(judged, bucket.actions, about),
    ];
}

/** Whether one grant has all that the statement allows: whom, what and where. */
function isGranted(document: PolicyDocument, index: number, { grants = [] }: KnownBucket): boolean {
    const alone = onlyStatement(document, index);
    const { effect, resources, notResources } = document.statements[index] ?? {};
    const about = { team: undefined, subject: "" };
    return (
        effect === "Allow" &&
        resources !== undefined &&
        notResources === undefined &&
        grants.some(
            (grant) =>
                strangerFindings(alone, knownPrincipals(grant.principals), about).length === 0 &&
                actionFindings(alone, grant.actions, about).length === 0 &&
                resources.every((resource) =>
                    grant.resources.some((each) => match(each, resource) !== undefined),
                ),
        )
    );
}
