import { accountIds, readAccount, type AccountState, type Bucket } from "./accountState";
import { RefusedRequest } from "./refusals";
import type { Session } from "./session";

/** Bucket names are one space over all accounts: another account's bucket is denied, not missing. */
export function requireBucket(
    state: AccountState,
    session: Session,
    operation: string,
    name: string,
): Bucket {
    const own = bucket(state, name);
    if (own !== undefined) {
        return own;
    }
    const elsewhere = accountIds(session.sandbox).some((accountId) => {
        const other = readAccount(session.sandbox, accountId);
        return other !== undefined && bucket(other, name) !== undefined;
    });
    throw new RefusedRequest(elsewhere ? "s3-foreign-bucket" : "s3-no-such-bucket", operation);
}

export function bucket(state: AccountState, name: string): Bucket | undefined {
    return state.buckets.find((one) => one.name === name);
}

export function withBucket(state: AccountState, changed: Bucket): AccountState {
    return {
        ...state,
        buckets: state.buckets.map((one) => (one.name === changed.name ? changed : one)),
    };
}
