import type { ObjectRequest } from "../../../../../sandbox/aws/authorizeObject";
import { bucketArn, organizations } from "../randomEstate";
import type { Request } from "../requests";
import { accessPointArns, roleArns, vpcId } from "./drawn";
import type { Draw } from "./drawn";

/** One question in the accounts' words. */
export function randomRequest(draw: Draw): ObjectRequest {
    const sourceVpc = draw.one([undefined, vpcId, "vpc-0fedcba9876543210"]);
    const team = draw.one([undefined, "vision", "speech"]);
    return {
        roleArn: draw.one(roleArns),
        action: draw.one(["s3:GetObject", "s3:GetObject", "s3:PutObject"] as const),
        accessPointArn: draw.one(accessPointArns),
        key: draw.one(["vision/raw", "vision/raw", "speech/raw"]),
        context: {
            ...(sourceVpc && { "aws:SourceVpc": sourceVpc }),
            ...(team && { "aws:PrincipalTag/team": team }),
        },
    };
}

/** The same question in the graph's words. */
export function inTheGraph({
    roleArn,
    action,
    accessPointArn,
    key,
    context,
}: ObjectRequest): Request {
    const account = accountOf(roleArn);
    return {
        principal: roleArn,
        action,
        resource: `${accessPointArn}/object/${key}`,
        resourceAccount: accountOf(accessPointArn),
        context: {
            ...context,
            "aws:PrincipalArn": roleArn,
            "aws:PrincipalAccount": account,
            "aws:PrincipalOrgID": organizations[account] ?? "",
            "aws:SecureTransport": "true",
        },
        edge: { kind: "data", to: bucketArn, via: accessPointArn, on: `object/${key}` },
    };
}

function accountOf(arn: string): string {
    return arn.split(":")[4] ?? "";
}
