import type { AccountState, KmsKey } from "./accountState";
import { documentAsRead } from "./pinnedPrincipals";
import { RefusedRequest } from "./refusals";
import { roleByName } from "./roles";
import type { Session } from "./session";
import { weigh } from "./weighPolicy";

export function kmsKey(
    state: AccountState | undefined,
    session: Session,
    keyId: string,
): KmsKey | undefined {
    return state?.kmsKeys?.find(
        ({ id, arn, region }) => region === session.region && (keyId === id || keyId === arn),
    );
}

export function withKmsKey(state: AccountState, changed: KmsKey): AccountState {
    const keys = state.kmsKeys ?? [];
    return { ...state, kmsKeys: keys.map((one) => (one.arn === changed.arn ? changed : one)) };
}

/** The key, if its policy lets the caller ask for this. Nothing else lets anybody use a key. */
export function requireKmsKey(
    state: AccountState,
    session: Session,
    operation: string,
    keyId: string,
): KmsKey {
    const key = kmsKey(state, session, keyId);
    if (key === undefined) {
        throw new RefusedRequest("kms-no-such-key", operation, { key: keyId });
    }
    if (!allowsCaller(state, session, documentAsRead(session.sandbox, key.policy), operation)) {
        throw new RefusedRequest("kms-denied", operation, {
            caller: session.caller,
            operation,
            key: key.arn,
        });
    }
    return key;
}

/** What a deploy role may do by its own policies is not simulated, so its account's root is enough. */
export function allowsCaller(
    state: AccountState,
    session: Session,
    policy: string,
    operation: string,
): boolean {
    const name = /:assumed-role\/([^/]+)\//.exec(session.caller)?.[1] ?? "";
    const role = roleByName(state, name);
    if (role === undefined) {
        return false;
    }
    const weight = weigh(policy, {
        asker: { name: role.arn, role, accountId: session.accountId },
        action: `kms:${operation}`,
        resource: "*",
        context: new Map([
            ["aws:principalarn", role.arn],
            ["aws:principalaccount", session.accountId],
        ]),
    });
    return !weight.denied && weight.allowedBy !== undefined;
}
