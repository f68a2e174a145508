import type { AccountState, Role } from "./accountState";

export function roleByName(state: AccountState, name: string): Role | undefined {
    return Object.values(state.roles).find((role) => role.name === name);
}

/** The account with this role in it, found by unique id and by ARN. */
export function withRole(state: AccountState, role: Role): AccountState {
    return {
        ...state,
        roles: { ...state.roles, [role.uniqueId]: role },
        roleIdsByArn: { ...state.roleIdsByArn, [role.arn]: role.uniqueId },
    };
}

/** The account without it. What named the role elsewhere keeps the unique id, which is now stale. */
export function withoutRole(state: AccountState, role: Role): AccountState {
    return {
        ...state,
        roles: without(state.roles, role.uniqueId),
        roleIdsByArn: without(state.roleIdsByArn, role.arn),
    };
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string) {
    return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
