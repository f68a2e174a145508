import type { AccountState, LustreFileSystem } from "./accountState";
import { RefusedRequest } from "./refusals";
import type { Session } from "./session";

export function fileSystem(
    state: AccountState,
    session: Session,
    id: string,
): LustreFileSystem | undefined {
    return state.fileSystems?.find((one) => one.id === id && one.region === session.region);
}

export function requireFileSystem(
    state: AccountState,
    session: Session,
    operation: string,
    id: string,
): LustreFileSystem {
    const found = fileSystem(state, session, id);
    if (found === undefined) {
        throw new RefusedRequest("fsx-no-file-system", operation, { id });
    }
    return found;
}

export function withFileSystem(state: AccountState, changed: LustreFileSystem): AccountState {
    const others = (state.fileSystems ?? []).filter(({ id }) => id !== changed.id);
    return { ...state, fileSystems: [...others, changed] };
}
