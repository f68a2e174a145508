import type { Sandbox } from "../sandbox";
import { readAccount, type Role } from "./accountState";
import type { Asked, AwsCall, CallContext } from "./awsCall";
import { parsePolicyDocument, type PolicyStatement } from "./policyDocument";
import { recordAction } from "./recordedActions";
import { RefusedRequest, type RefusalId } from "./refusals";
import { weighStatements, type Context } from "./weighPolicy";

/** What the role that a provider has assumed may do; a request beyond it is refused as AWS refuses it. */
export interface Permissions {
    /** Asks IAM about each call that is made in this case, and notes that it was needed. */
    require(calls: readonly AwsCall[], asked: Asked): void;
}

/** The words for a denial differ by service; everything else about it is IAM's. */
const denials: Readonly<Record<string, RefusalId>> = {
    iam: "iam-access-denied",
    eks: "eks-access-denied",
    s3: "s3-access-denied",
    fsx: "fsx-access-denied",
    kms: "kms-access-denied",
    cloudformation: "cloudcontrol-access-denied",
};

/**
 * Read once: a provider lives for one operation of the engine, and AWS itself takes a while until a
 * changed policy counts.
 */
export function permissionsOf(
    sandbox: Sandbox,
    accountId: string,
    role: Role,
    caller: string,
): Permissions {
    const account = readAccount(sandbox, accountId);
    const identity = role.inlinePolicies.map(({ text }) => parsePolicyDocument(text).statements);
    const boundary =
        role.permissionsBoundary === undefined
            ? undefined
            : boundaryStatements(account?.managedPolicies?.[role.permissionsBoundary]);
    const own: CallContext = {
        "aws:PrincipalArn": role.arn,
        "aws:PrincipalAccount": accountId,
        "aws:PrincipalOrgID": account?.organizationId,
    };
    return {
        require(calls, asked) {
            for (const call of calls.filter(({ when }) => when?.(asked) ?? true)) {
                const said = contextOf({ ...call.context?.(asked), ...own });
                const resources = [call.on(asked)].flat();
                for (const resource of resources) {
                    const subject = {
                        asker: { name: role.arn, role, accountId },
                        action: call.action,
                        resource,
                        context: said,
                    };
                    const weights = identity.map((one) => weighStatements(one, subject, true));
                    const limit = boundary && weighStatements(boundary, subject, true);
                    const because = weights.some(({ denied }) => denied)
                        ? "with an explicit deny in an identity-based policy"
                        : !weights.some(({ allowedBy }) => allowedBy !== undefined)
                          ? `because no identity-based policy allows the ${call.action} action`
                          : limit?.denied === true
                            ? "with an explicit deny in a permissions boundary"
                            : limit !== undefined && limit.allowedBy === undefined
                              ? `because no permissions boundary allows the ${call.action} action`
                              : undefined;
                    if (because !== undefined) {
                        throw denied(call, { caller, resource, because });
                    }
                }
                recordAction(sandbox, accountId, role.name, call.action);
            }
        },
    };
}

/** A boundary that is gone allows nothing. */
function boundaryStatements(text: string | undefined): readonly PolicyStatement[] {
    return text === undefined ? [] : parsePolicyDocument(text).statements;
}

function denied(call: AwsCall, values: Readonly<Record<string, string>>): RefusedRequest {
    const [service = "", operation = ""] = (call.within ?? call.action).split(":");
    const id = denials[service];
    if (id === undefined) {
        throw new TypeError(`no words are known for a denial by "${service}"`);
    }
    return new RefusedRequest(id, operation, { ...values, action: call.action });
}

function contextOf(keys: CallContext): Context {
    return new Map(
        Object.entries(keys).flatMap(([key, value]) =>
            value === undefined ? [] : [[key.toLowerCase(), value] as const],
        ),
    );
}
