import type { RegisteredAccessPoint } from "./bucket";
import { contextOf } from "./condition";
import type { Context } from "./condition";
import type { ObjectAction, ObjectQuestion } from "./crossCheck";
import type { Estate } from "./estate";
import { decide } from "./evaluate";
import { all, no, undecided, yes } from "./finding";
import type { Finding } from "./finding";
import { accountOfArn } from "./pattern";
import type { RegisteredRole } from "./role";

/**
 * Whether the registered documents let a role read, or write, an object through an access point.
 *
 * S3 asks twice: at the access point, where the caller's policy and the access point's policy
 * decide on the access point's ARN, and at the bucket, whose policy must let the same caller
 * through, see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function mayAccessObject(
    estate: Estate,
    accessPoint: RegisteredAccessPoint,
    question: ObjectQuestion,
): Finding {
    const { action } = question;
    const role = estate.roles.get(question.roleArn);
    if (role === undefined) {
        return no(`role "${question.roleArn}" is not registered in this stack`);
    }
    const context = contextOf(question.context, {
        "aws:PrincipalArn": role.arn,
        "aws:PrincipalAccount": role.accountId,
        // Access points take HTTPS alone.
        "aws:SecureTransport": "true",
        "s3:DataAccessPointArn": accessPoint.arn,
        "s3:DataAccessPointAccount": accessPoint.accountId,
        "s3:AccessPointNetworkOrigin": accessPoint.vpcId === undefined ? "Internet" : "VPC",
    });
    const atAccessPoint = decide({
        request: {
            caller: { ...role, kind: "role" },
            action,
            resource: `${accessPoint.arn}/object/${question.key}`,
            context,
        },
        identity: role.identity,
        boundary: role.boundary,
        unread: role.unread,
        resource: accessPoint.policies,
        resourceAccount: accessPoint.accountId,
    });
    return all([
        fromItsNetwork(accessPoint, question),
        atAccessPoint,
        atBucket(estate, accessPoint, question, role, context),
    ]);
}

/**
 * S3 asks no policy of an access point about requests from another network than its own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
 */
function fromItsNetwork(
    { name, vpcId }: RegisteredAccessPoint,
    { context }: ObjectQuestion,
): Finding {
    const from = context["aws:SourceVpc"];
    if (vpcId === undefined || vpcId === from) {
        return yes("");
    }
    return from === undefined
        ? undecided(
              `the VPC of the pods is not known, and access point "${name}" takes requests from "${vpcId}" alone`,
          )
        : no(`access point "${name}" takes requests from VPC "${vpcId}" alone, not from "${from}"`);
}

function atBucket(
    estate: Estate,
    accessPoint: RegisteredAccessPoint,
    { action, key }: { readonly action: ObjectAction; readonly key: string },
    role: RegisteredRole,
    context: Context,
): Finding {
    const bucket = estate.buckets.get(accessPoint.bucket);
    if (bucket === undefined) {
        return no(`no policy of bucket "${accessPoint.bucket}" is registered`);
    }
    return decide({
        request: {
            caller: { ...role, kind: "role" },
            action,
            resource: `arn:aws:s3:::${bucket.name}/${key}`,
            context,
        },
        // The caller's own policy speaks of the access point's ARN and was asked there.
        identity: "agreed elsewhere",
        unread: [],
        resource: bucket.policies,
        resourceAccount: bucket.accountId ?? accountOfArn(accessPoint.arn) ?? "",
    });
}
