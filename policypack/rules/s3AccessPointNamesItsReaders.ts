import type { ResourceValidationPolicy } from "@pulumi/policy";
import { documentAt, nameOf, notKnown } from "../aws/documentAt";
import { placesByType } from "../aws/documents";
import type { DocumentPlace } from "../aws/documents";
import { beyondFindings } from "../aws/grants";
import { filled } from "../aws/knownRoles";
import { knownPrincipals } from "../aws/principals";
import { mayBe, registeredIn } from "../aws/registered";
import { strangerFindings } from "../aws/strangers";
import { accessPoints } from "../fact/aws";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { fill, match } from "../naming";

const facts = needs({ accessPoints });
const places = placesByType("accessPoint");
type AccessPoint = Known<typeof facts>["accessPoints"][number];

export const s3AccessPointNamesItsReaders: ResourceValidationPolicy = {
    name: "s3-access-point-names-its-readers",
    description:
        "An access point's policy names its own team's known readers, with their actions on it alone, and it keeps to its VPC if it has one.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Name the data role of the access point's team as the only principal, and the access point's own ARNs as the resources.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(places), (resource, known) =>
        registeredIn(resource).flatMap((each) =>
            (places.get(each.type) ?? []).flatMap((place) =>
                accessPointFindings(each, place, known.accessPoints),
            ),
        ),
    ),
};

function accessPointFindings(
    resource: Resource,
    place: DocumentPlace,
    accessPoints: readonly AccessPoint[],
): readonly Finding[] {
    const { name: value, known, unknownAt } = nameOf(resource, place);
    const name = value.split(":accesspoint/").at(-1) ?? value;
    const purposes = fitting(resource, known ? purposesOf(value, accessPoints) : []);
    const team = purposes[0]?.team;
    const subject = `${place.noun} "${name}"`;
    const wanted = anyOf(accessPoints.map(({ accessPoint }) => accessPoint));
    if (unknownAt !== undefined) {
        return [unknownAtPreview(undefined, subject, unknownAt, wanted)];
    }
    const { document, findings = [] } = documentAt(resource, place, { team, subject });
    if (purposes.length === 0) {
        // A policy that allows nothing opens nothing; an access point stands for the bucket itself.
        const opensNothing = !isAccessPoint(resource) && document?.statements.length === 0;
        return opensNothing
            ? []
            : [
                  ...findings,
                  notKnown({ team, subject }, known ? shown(value) : "no fixed name", wanted),
              ];
    }
    const verdicts = purposes.map((purpose): readonly Finding[] => {
        const about = { team: purpose.team, subject };
        const { readers, actions, bucket, vpc } = purpose.accessPoint;
        const [arn = ""] = filled([purpose.accessPoint.accessPoint], purpose.team);
        return [
            ...bucketFindings(resource, bucket, about),
            ...networkFindings(resource, vpc, about),
            // Its policy may be a resource of its own.
            ...(document === undefined
                ? []
                : [
                      ...strangerFindings(document, knownPrincipals(readers), about),
                      ...beyondFindings(
                          document,
                          [{ actions, resources: [arn, `${arn}/object/*`] }],
                          about,
                      ),
                  ]),
        ];
    });
    const wrong = verdicts.filter(({ length }) => length > 0);
    // One name may be read as two teams', of which there is one, since no two names meet. Where there
    // is no bucket to tell which, whatever one of them may is right.
    const isRight = isAccessPoint(resource) ? wrong.length === 0 : wrong.length < verdicts.length;
    return [...findings, ...(isRight ? [] : (wrong[0] ?? []))];
}

function isAccessPoint({ type }: Resource): boolean {
    return type === "aws:s3/accessPoint:AccessPoint";
}

/** Of an access point on its bucket, what it is there for; of one elsewhere, all that it could be. */
function fitting(resource: Resource, purposes: readonly Purpose[]): readonly Purpose[] {
    const onBucket = purposes.filter(
        ({ accessPoint, team }) =>
            bucketFindings(resource, accessPoint.bucket, { team, subject: "" }).length === 0,
    );
    return onBucket.length === 0 ? purposes : onBucket;
}

/** Fixed for the access point's life, where a condition in its policy may be taken out again. */
function networkFindings(
    resource: Resource,
    vpc: string | undefined,
    { team, subject }: { readonly team: string | undefined; readonly subject: string },
): readonly Finding[] {
    if (vpc === undefined || !isAccessPoint(resource)) {
        return [];
    }
    const input = inputAt(resource.props, "vpcConfiguration.vpcId");
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, `"${vpc}"`)];
    }
    const value = input.state === "known" ? input.value : undefined;
    const finding: Finding = {
        team,
        subject,
        problem: "takes requests from other networks than its own",
        found: value === undefined ? "no VPC" : shown(value),
        wanted: `"${vpc}"`,
        fix: "restrict it to the VPC that the configuration names",
    };
    return value === vpc ? [] : [finding];
}

interface Purpose {
    readonly accessPoint: AccessPoint;
    readonly team: string | undefined;
}

/** By its ARN, or by its name where the account and the region are the provider's. */
function purposesOf(value: string, accessPoints: readonly AccessPoint[]): readonly Purpose[] {
    return accessPoints.flatMap((each) => {
        const pattern = value.startsWith("arn:")
            ? each.accessPoint
            : each.accessPoint.replace(/^.*:accesspoint\//, "");
        const found = match(pattern, value);
        return found === undefined ? [] : [{ accessPoint: each, team: found.team }];
    });
}

/** A name that is known for one bucket says nothing about another one's data. */
function bucketFindings(
    resource: Resource,
    bucket: string,
    { team, subject }: { readonly team: string | undefined; readonly subject: string },
): readonly Finding[] {
    if (!isAccessPoint(resource)) {
        return [];
    }
    const input = inputAt(resource.props, "bucket");
    const wanted = `"${fill(bucket, team)}"`;
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    const value = input.state === "known" ? input.value : undefined;
    if (typeof value === "string" && match(bucket, value, team) !== undefined) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "opens another bucket than its own",
        found: shown(value),
        wanted,
        fix: "put the access point on the bucket that its name is known for",
    };
    return [finding];
}
