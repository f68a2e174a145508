import type { PinnedDocument } from "./accountState";
import { pinDocument } from "./pinnedPrincipals";
import {
    parsePolicyDocument,
    PolicyProblemError,
    type PolicyDocument,
    type PolicyPrincipal,
    type PolicyStatement,
} from "./policyDocument";
import { principalExists } from "./principalExists";
import { RefusedRequest, type RefusalId } from "./refusals";
import type { Session } from "./session";

const conditionOperator =
    /^(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals(IgnoreCase)?|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$|^Null$/;
const vendorPrefixed = /^[a-zA-Z0-9-]+:\S+$/;
const roleTrustAction = /^sts:(AssumeRole\w*|TagSession|SetSourceIdentity|SetContext|\*)$/i;

/** A role's trust policy: characters that count against its quota leave white space out. */
export function checkTrustPolicy(
    session: Session,
    operation: string,
    text: string,
): PinnedDocument {
    const document = readForIam(operation, text);
    for (const statement of document.statements) {
        checkIamStatement(operation, statement);
        if (statement.resources !== undefined || statement.notResources !== undefined) {
            throw new RefusedRequest("iam-trust-policy-resource", operation);
        }
        if (statement.principals === undefined && statement.notPrincipals === undefined) {
            throw new RefusedRequest("iam-trust-policy-principal", operation);
        }
        if (!(statement.actions ?? []).every((action) => roleTrustAction.test(action))) {
            throw new RefusedRequest("iam-trust-policy-action", operation);
        }
    }
    const stranger = strangers(session, document)[0];
    if (stranger !== undefined) {
        const type = stranger.type === "Service" ? "SERVICE" : stranger.type;
        throw new RefusedRequest("iam-invalid-principal", operation, {
            type,
            value: stranger.value,
        });
    }
    if (lengthWithoutWhiteSpace(text) > 2048) {
        throw new RefusedRequest("iam-trust-policy-size", operation);
    }
    return pinPrincipals(session, text, document);
}

/** An inline policy of a role. The quota over all of them is the caller's to check. */
export function checkIdentityPolicy(operation: string, text: string): void {
    for (const statement of readForIam(operation, text).statements) {
        checkIamStatement(operation, statement);
        if (statement.principals !== undefined || statement.notPrincipals !== undefined) {
            throw new RefusedRequest("iam-identity-policy-principal", operation);
        }
        const resources = [...(statement.resources ?? []), ...(statement.notResources ?? [])];
        if (resources.length === 0) {
            throw new RefusedRequest("iam-no-resources", operation);
        }
        const resource = resources.find((one) => one !== "*" && !/^arn:[^:]*:[^:]+:/.test(one));
        if (resource !== undefined) {
            throw new RefusedRequest("iam-resource-format", operation, { resource });
        }
    }
}

export function lengthWithoutWhiteSpace(text: string): number {
    return text.replace(/\s/g, "").length;
}

/** The principals that AWS would not find. */
export function strangers(session: Session, document: PolicyDocument): PolicyPrincipal[] {
    return principalsOf(document).filter(
        (principal) => !principalExists(session.sandbox, principal),
    );
}

export function pinPrincipals(
    session: Session,
    text: string,
    document: PolicyDocument,
): PinnedDocument {
    const named = principalsOf(document).map(({ value }) => value);
    return pinDocument(session.sandbox, text, named);
}

export function duplicateSid(document: PolicyDocument): string | undefined {
    const sids = document.statements.flatMap(({ sid }) => sid ?? []);
    return sids.find((sid, index) => sids.indexOf(sid) !== index);
}

export function unknownOperator(statement: PolicyStatement): string | undefined {
    return statement.conditions.find(({ operator }) => !conditionOperator.test(operator))?.operator;
}

/** Parses, with the two refusals for a text that is no policy worded as one service words them. */
export function readPolicy(
    operation: string,
    text: string,
    refusals: { readonly json: RefusalId; readonly syntax: RefusalId },
): PolicyDocument {
    try {
        return parsePolicyDocument(text);
    } catch (error) {
        if (!(error instanceof PolicyProblemError)) {
            throw error;
        }
        throw error.problem.kind === "json"
            ? new RefusedRequest(refusals.json, operation)
            : new RefusedRequest(refusals.syntax, operation, { what: error.problem.what });
    }
}

function readForIam(operation: string, text: string): PolicyDocument {
    const document = readPolicy(operation, text, {
        json: "iam-invalid-json",
        syntax: "iam-policy-syntax",
    });
    if (duplicateSid(document) !== undefined) {
        throw new RefusedRequest("iam-duplicate-sid", operation);
    }
    return document;
}

function checkIamStatement(operation: string, statement: PolicyStatement): void {
    if (statement.sid !== undefined && !/^[0-9A-Za-z]*$/.test(statement.sid)) {
        throw new RefusedRequest("iam-sid-characters", operation);
    }
    const actions = [...(statement.actions ?? []), ...(statement.notActions ?? [])];
    if (actions.length === 0) {
        throw new RefusedRequest("iam-no-actions", operation);
    }
    const operator = unknownOperator(statement);
    if (operator !== undefined) {
        throw new RefusedRequest("iam-condition-type", operation, { operator });
    }
    const keys = statement.conditions.map(({ key }) => key);
    const prefixed = (name: string): boolean => vendorPrefixed.test(name);
    if (!actions.every((action) => action === "*" || prefixed(action)) || !keys.every(prefixed)) {
        throw new RefusedRequest("iam-action-vendor", operation);
    }
}

function principalsOf(document: PolicyDocument): PolicyPrincipal[] {
    return document.statements.flatMap(({ principals, notPrincipals }) => [
        ...(principals ?? []),
        ...(notPrincipals ?? []),
    ]);
}
