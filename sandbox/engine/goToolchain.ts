import { findOnPath } from "../process/findOnPath";
import { formatVersion, isOlder, toolVersion, versionIn } from "./toolVersion";

export interface GoToolchain {
    readonly go: string;
    readonly env: NodeJS.ProcessEnv;
}

/** Oldest Go that any of our builds is made for. */
const oldestGo = "1.25";

/** The Go on PATH, or a sentence about what to install. */
export async function requireGo(
    tool: string,
    neededByModule: string,
    env: NodeJS.ProcessEnv,
): Promise<GoToolchain> {
    const needed = newer(neededByModule, oldestGo);
    const go = findOnPath("go", env.PATH);
    if (go === undefined) {
        throw new Error(
            `building "${tool}" needs Go ${needed} or newer, and there is no "go" on PATH; install Go, or put "${tool}" itself on PATH`,
        );
    }
    const found = await toolVersion(go, ["version"], goEnvironment(env));
    if (found === undefined) {
        throw new Error(
            `building "${tool}" needs Go ${needed} or newer, and "${go} version" gives no version; reinstall Go`,
        );
    }
    if (isOlder(found, versionIn(needed) ?? found)) {
        throw new Error(
            `building "${tool}" needs Go ${needed} or newer, and "${go}" is ${formatVersion(found)}; install a newer Go`,
        );
    }
    return { go, env: goEnvironment(env) };
}

/**
 * The user's proxies and caches count; what would change the build does not.
 *
 * GOTOOLCHAIN is local because a toolchain that Go fetches by itself is neither on the machine nor
 * pinned by us; GOFLAGS is set, not emptied, because an empty one lets `go env -w` speak again.
 */
export function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const changesTheBuild = ["GOOS", "GOARCH", "GOBIN", "GO111MODULE", "GOEXPERIMENT", "GODEBUG"];
    const kept = Object.entries(env).filter(([name]) => !changesTheBuild.includes(name));
    return {
        ...Object.fromEntries(kept),
        CGO_ENABLED: "0",
        GOFLAGS: "-mod=readonly -buildvcs=false",
        GOTOOLCHAIN: "local",
        GOWORK: "off",
    };
}

function newer(one: string, other: string): string {
    const [first, second] = [versionIn(one), versionIn(other)];
    return first === undefined || (second !== undefined && isOlder(first, second)) ? other : one;
}
