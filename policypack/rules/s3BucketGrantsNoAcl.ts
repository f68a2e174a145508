import type { ResourceValidationPolicy } from "@pulumi/policy";
import { aclPlaces, ownershipType } from "../aws/publicAccess";
import type { AclPlace } from "../aws/publicAccess";
import { mayBe, registeredIn } from "../aws/registered";
import { needs } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

const facts = needs({});
const types = new Set([...aclPlaces.keys(), ownershipType]);
const enforced = "BucketOwnerEnforced";

export const s3BucketGrantsNoAcl: ResourceValidationPolicy = {
    name: "s3-bucket-grants-no-acl",
    description: "No access control list lets anybody but the owner into a bucket or an object.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps: `Leave access control lists out and set the bucket's object ownership to "${enforced}".`,
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(types), (resource) =>
        registeredIn(resource).flatMap((each) => {
            if (each.type === ownershipType) {
                return ownershipFindings(each);
            }
            const place = aclPlaces.get(each.type);
            return place === undefined ? [] : aclFindings(each, place);
        }),
    ),
};

function aclFindings(resource: Resource, place: AclPlace): readonly Finding[] {
    const subject = `${place.noun} "${resource.name}"`;
    const judged = (path: string, wanted: string, isHarmless: (value: unknown) => boolean) => {
        const input = inputAt(resource.props, path);
        if (input.state === "unknown") {
            return [unknownAtPreview(undefined, subject, input.path, wanted)];
        }
        const finding: Finding = {
            subject,
            problem: "lets others in by an access control list",
            found: input.state === "known" ? `"${path}" ${shown(input.value)}` : "nothing",
            wanted,
            fix: "let a policy name who may come in",
        };
        return input.state === "absent" || isHarmless(input.value) ? [] : [finding];
    };
    const { canned, grants, owners } = place;
    return [
        ...canned.flatMap((path) =>
            judged(path, anyOf(owners), (value) => owners.some((owner) => owner === value)),
        ),
        ...grants.flatMap((path) =>
            judged(path, "no grants", (value) => Array.isArray(value) && value.length === 0),
        ),
    ];
}

function ownershipFindings(resource: Resource): readonly Finding[] {
    const subject = `bucket "${resource.name}"`;
    const input = inputAt(resource.props, "rule.objectOwnership");
    const wanted = `"${enforced}"`;
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, wanted)];
    }
    const value = input.state === "known" ? input.value : undefined;
    const finding: Finding = {
        subject,
        problem: "lets access control lists count",
        found: `object ownership ${shown(value)}`,
        wanted,
        fix: "switch the lists off",
    };
    return value === enforced ? [] : [finding];
}
