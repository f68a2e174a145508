import { unknown, type Properties } from "../provider/server";
import {
    readAccount,
    updateAccount,
    type GrantConstraint,
    type KmsGrant,
    type KmsKey,
} from "./accountState";
import { kmsGrantCalls } from "./calls/kmsGrant";
import { ownRegion } from "./arguments";
import { newGrantId, now } from "./identifiers";
import { optionalText, text, texts } from "./inputValues";
import { kmsKey, requireKmsKey, withKmsKey } from "./kmsKeys";
import { roleByArn, roleByUniqueId } from "./pinnedPrincipals";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";

const operations = [
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "CreateGrant",
    "RetireGrant",
    "DescribeKey",
];
const grantsPerKey = 50_000;

/** Nothing of a grant changes: whatever differs makes another one, which gets an id of its own. */
export const kmsGrant: ResourceType = {
    token: "aws:kms/grant:Grant",
    label: "KMS Grant for Key",
    calls: kmsGrantCalls,
    arguments: {
        name: { kind: "string", required: true, replaces: true },
        keyId: { kind: "string", required: true, replaces: true },
        granteePrincipal: { kind: "string", required: true, replaces: true },
        operations: { kind: "strings", required: true, replaces: true },
        constraints: {
            kind: {
                each: {
                    encryptionContextEquals: { kind: "tags", default: {} },
                    encryptionContextSubset: { kind: "tags", default: {} },
                },
            },
            replaces: true,
            default: [],
        },
        retireOnDelete: { kind: "boolean", values: [false], replaces: true, default: false },
        region: { kind: "string", replaces: true, default: ownRegion },
    },
    displayName: (inputs) => String(inputs.keyId),
    preview: (_session, inputs) => ({ ...inputs, grantId: unknown, grantToken: unknown }),

    create(session, inputs) {
        const operation = "CreateGrant";
        const keyId = text(inputs, "keyId");
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const key = requireKmsKey(state, session, operation, keyId);
            const made = grantOf(session, operation, inputs);
            if (key.grants.length >= grantsPerKey) {
                throw new RefusedRequest("kms-grant-limit", operation, { key: key.arn });
            }
            // The same request under one name is answered with the grant that it made.
            const twin = key.grants.find((grant) => isSame(grant, made));
            const grant = twin ?? made;
            return {
                state:
                    twin === undefined
                        ? withKmsKey(state, { ...key, grants: [...key.grants, made] })
                        : state,
                result: { id: `${keyId}:${grant.id}`, outputs: outputsOf(session, keyId, grant) },
            };
        });
    },

    read(session, id) {
        const { keyId, grant } = located(session, id);
        if (grant === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, keyId, grant);
        return { id, outputs, inputs: outputs };
    },

    update: () => Promise.reject(new Error("nothing of a grant can be updated")),

    async delete(session, id) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const { keyId, grant } = located(session, id);
            if (grant === undefined) {
                return { state, result: undefined };
            }
            const key = requireKmsKey(state, session, "RevokeGrant", keyId);
            const grants = key.grants.filter(({ id: other }) => other !== grant.id);
            return { state: withKmsKey(state, { ...key, grants }), result: undefined };
        });
    },

    find(session, inputs) {
        const keyId = text(inputs, "keyId");
        const key = kmsKey(readAccount(session.sandbox, session.accountId), session, keyId);
        const grant = key?.grants.find(
            ({ name, granteeArn }) =>
                name === inputs.name && granteeArn === inputs.granteePrincipal,
        );
        return grant && `${keyId}:${grant.id}`;
    },
};

function grantOf(session: Session, operation: string, inputs: Properties): KmsGrant {
    const granteeArn = text(inputs, "granteePrincipal");
    const role = roleByArn(session.sandbox, granteeArn);
    if (role === undefined) {
        throw new RefusedRequest("kms-grant-principal", operation, { principal: granteeArn });
    }
    const asked = texts(inputs, "operations");
    const wrong = asked.find((one) => !operations.includes(one));
    if (wrong !== undefined) {
        throw new RefusedRequest("kms-grant-operation", operation, { operation: wrong });
    }
    const [constraint, ...more] = constraintsOf(inputs);
    if (more.length > 0) {
        throw new RefusedRequest("kms-grant-constraint", operation);
    }
    return {
        id: newGrantId(),
        name: optionalText(inputs, "name") ?? "",
        granteeArn,
        granteeId: role.uniqueId,
        operations: [...asked].sort(),
        ...(constraint === undefined ? {} : { constraint }),
        createdAt: now(),
    };
}

function constraintsOf({ constraints = [] }: Properties): readonly GrantConstraint[] {
    const contexts = (value: unknown) => (value ?? {}) as Readonly<Record<string, string>>;
    return (constraints as readonly Properties[])
        .flatMap(({ encryptionContextEquals, encryptionContextSubset }): GrantConstraint[] => [
            { kind: "equals", context: contexts(encryptionContextEquals) },
            { kind: "subset", context: contexts(encryptionContextSubset) },
        ])
        .filter(({ context }) => Object.keys(context).length > 0);
}

function isSame(one: KmsGrant, other: KmsGrant): boolean {
    const identity = ({ name, granteeId, operations: of, constraint }: KmsGrant) =>
        JSON.stringify([name, granteeId, of, constraint]);
    return one.name !== "" && identity(one) === identity(other);
}

function located(
    session: Session,
    id: string,
): { readonly keyId: string; readonly grant?: KmsGrant | undefined } {
    const at = id.lastIndexOf(":");
    const keyId = id.slice(0, at);
    const key: KmsKey | undefined = kmsKey(
        readAccount(session.sandbox, session.accountId),
        session,
        keyId,
    );
    return { keyId, grant: key?.grants.find((grant) => grant.id === id.slice(at + 1)) };
}

/** A grantee that is gone, or was made again since, is shown as the unique id that the grant means. */
function outputsOf(session: Session, keyId: string, grant: KmsGrant): Properties {
    const { id, name, granteeArn, granteeId, operations: of, constraint } = grant;
    const stands = roleByUniqueId(session.sandbox, granteeId)?.arn === granteeArn;
    return {
        id: `${keyId}:${id}`,
        grantId: id,
        grantToken: `token-of-${id}`,
        name,
        keyId,
        granteePrincipal: stands ? granteeArn : granteeId,
        operations: of,
        constraints:
            constraint === undefined
                ? []
                : [
                      constraint.kind === "equals"
                          ? { encryptionContextEquals: constraint.context }
                          : { encryptionContextSubset: constraint.context },
                  ],
        retireOnDelete: false,
        region: session.region,
    };
}
