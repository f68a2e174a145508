import { readPolicyDocument } from "../policypack/iam/document";
import type { Placements } from "./placement";
import { asObject, text, texts } from "./properties";
import type { Registration } from "./registration";
import type { Policy } from "./statement";

/** What is registered about a KMS key: its policy and its grants. */
export interface RegisteredKey {
    readonly arn: string;
    readonly policies: readonly Policy[];
    readonly grants: readonly RegisteredGrant[];
}

export interface RegisteredGrant {
    readonly grantee: string;
    readonly operations: readonly string[];
    /** Pairs that the encryption context has to contain. */
    readonly context: Readonly<Record<string, unknown>>;
    /** Whether it has to hold nothing else. */
    readonly exactly: boolean;
}

/** By ARN; a key of which nothing is registered is somebody else's to open. */
export function keysOf(
    registrations: readonly Registration[],
    placements: Placements,
): ReadonlyMap<string, RegisteredKey> {
    const keys = new Map<string, RegisteredKey>();
    const add = (arn: string, part: Partial<RegisteredKey>) => {
        const { policies = [], grants = [] } = keys.get(arn) ?? {};
        keys.set(arn, {
            arn,
            policies: [...policies, ...(part.policies ?? [])],
            grants: [...grants, ...(part.grants ?? [])],
        });
    };
    for (const registration of registrations) {
        const arn = arnOf(registration, placements);
        if (arn !== undefined && registration.type === "aws:kms/keyPolicy:KeyPolicy") {
            const reading = readPolicyDocument(registration.inputs.policy);
            add(arn, {
                policies: [{ label: `policy of key "${arn}"`, kind: "resource", reading }],
            });
        }
        if (arn !== undefined && registration.type === "aws:kms/grant:Grant") {
            add(arn, { grants: [grantOf(registration)] });
        }
    }
    return keys;
}

/** A key is named by its ARN, or in its own account and region by its id. */
function arnOf(registration: Registration, placements: Placements): string | undefined {
    const keyId = text(registration, "keyId");
    const { accountId, region } = placements(registration);
    const place = text(registration, "region") ?? region;
    return keyId === undefined || keyId.startsWith("arn:")
        ? keyId
        : accountId === undefined || place === undefined
          ? undefined
          : `arn:aws:kms:${place}:${accountId}:key/${keyId}`;
}

function grantOf(registration: Registration): RegisteredGrant {
    const { constraints } = registration.inputs;
    const [first, ...more] = (Array.isArray(constraints) ? constraints : []).map(asObject);
    const exact = asObject(first?.encryptionContextEquals);
    const part = asObject(first?.encryptionContextSubset);
    return {
        grantee: text(registration, "granteePrincipal") ?? "",
        // KMS takes one constraint; with several nothing is certain, and so nothing is granted.
        operations: more.length > 0 ? [] : texts(registration, "operations"),
        context: { ...exact, ...part },
        exactly: Object.keys(exact).length > 0,
    };
}
