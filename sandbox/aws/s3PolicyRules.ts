import type { PinnedDocument } from "./accountState";
import type { PolicyDocument, PolicyStatement } from "./policyDocument";
import { duplicateSid, pinPrincipals, readPolicy, strangers, unknownOperator } from "./policyRules";
import { RefusedRequest } from "./refusals";
import { actionReach } from "./s3Actions";
import type { Session } from "./session";

const sizeLimitBytes = 20480;

/** What a policy is about: the resource itself, and the objects in it by prefix. */
export interface PolicySubject {
    readonly arn: string;
    readonly objectPrefix: string;
}

export function bucketSubject(name: string): PolicySubject {
    return { arn: `arn:aws:s3:::${name}`, objectPrefix: `arn:aws:s3:::${name}/` };
}

export function accessPointSubject(arn: string): PolicySubject {
    return { arn, objectPrefix: `${arn}/object/` };
}

/** Everything S3 checks of a bucket's or an access point's policy but whether it is public. */
export function checkS3Policy(
    session: Session,
    operation: string,
    text: string,
    subject: PolicySubject,
): { readonly document: PolicyDocument; readonly pinned: PinnedDocument } {
    if (Buffer.byteLength(text) > sizeLimitBytes) {
        throw new RefusedRequest("s3-policy-size", operation);
    }
    const document = readPolicy(operation, text, {
        json: "s3-policy-json",
        syntax: "s3-policy-syntax",
    });
    if (duplicateSid(document) !== undefined) {
        throw new RefusedRequest("s3-policy-duplicate-sid", operation);
    }
    for (const statement of document.statements) {
        checkStatement(operation, statement, subject);
    }
    if (strangers(session, document).length > 0) {
        throw new RefusedRequest("s3-policy-principal", operation);
    }
    return { document, pinned: pinPrincipals(session, text, document) };
}

function checkStatement(
    operation: string,
    statement: PolicyStatement,
    subject: PolicySubject,
): void {
    if (statement.principals === undefined && statement.notPrincipals === undefined) {
        throw new RefusedRequest("s3-policy-no-principal", operation);
    }
    const actions = [...(statement.actions ?? []), ...(statement.notActions ?? [])];
    if (actions.length === 0) {
        throw new RefusedRequest("s3-policy-no-action", operation);
    }
    const resources = [...(statement.resources ?? []), ...(statement.notResources ?? [])];
    if (resources.length === 0) {
        throw new RefusedRequest("s3-policy-no-resource", operation);
    }
    const operator = unknownOperator(statement);
    if (operator !== undefined) {
        throw new RefusedRequest("s3-policy-condition", operation, { operator });
    }
    const reaches = actions.map(actionReach);
    if (reaches.includes(undefined)) {
        throw new RefusedRequest("s3-policy-action", operation);
    }
    const ownsObjects = resources.some((one) => one.startsWith(subject.objectPrefix));
    const ownsItself = resources.includes(subject.arn);
    const foreign = (one: string): boolean =>
        one !== subject.arn && !one.startsWith(subject.objectPrefix);
    if (resources.some(foreign)) {
        throw new RefusedRequest("s3-policy-resource", operation);
    }
    const applies = (reach: string | undefined): boolean =>
        reach === "both" || (reach === "object" ? ownsObjects : ownsItself);
    if (statement.actions !== undefined && !reaches.every(applies)) {
        throw new RefusedRequest("s3-policy-action-resource", operation);
    }
}
