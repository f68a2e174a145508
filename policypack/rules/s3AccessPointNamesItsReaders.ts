import type { ResourceValidationPolicy } from "@pulumi/policy";
import { judgeDocument } from "../documentRule";
import type { DocumentPlace } from "../documentRule";
import { needs } from "../facts";
import { inputAt } from "../inputs";
import { judge } from "../judge";
import { teamIn } from "../naming";

const facts = needs("teamAccessPoints", "roles", "wholeAccounts", "wholeOrganizations");

interface AccessPointPlace extends DocumentPlace {
    /** The input that names the access point, by its name or its ARN. */
    readonly namedBy: string;
}

const place = { subject: "access point", path: "policy", required: false };
const places: readonly AccessPointPlace[] = [
    { ...place, type: "aws:s3/accessPoint:AccessPoint", namedBy: "name" },
    {
        ...place,
        type: "aws:s3control/accessPointPolicy:AccessPointPolicy",
        namedBy: "accessPointArn",
        required: true,
    },
    {
        ...place,
        type: "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
        namedBy: "name",
        required: true,
    },
    {
        ...place,
        type: "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
        path: "details.policy",
        namedBy: "details.name",
        required: true,
    },
];

export const s3AccessPointNamesItsReaders: ResourceValidationPolicy = {
    name: "s3-access-point-names-its-readers",
    description: "An access point's policy names its readers, known roles of its own team.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps: "Name the data role of the access point's team as the only principal.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        (resource) => places.some(({ type }) => type === resource.type),
        (resource, known) =>
            places
                .filter(({ type }) => type === resource.type)
                .flatMap((each) => {
                    const input = inputAt(resource.props, each.namedBy);
                    const value =
                        input.state === "known" && typeof input.value === "string"
                            ? input.value
                            : undefined;
                    const name = value?.split(":accesspoint/").at(-1);
                    const team =
                        name === undefined ? undefined : teamIn(known.teamAccessPoints, name);
                    return judgeDocument(resource, each, known, {
                        name: name ?? resource.name,
                        team,
                    });
                }),
    ),
};
