import { execFile } from "node:child_process";

export type Version = readonly [major: number, minor: number, patch: number];

/** The first thing in a text that reads as a version: "v3.248.0", "go1.26.8", "etcd Version: 3.5". */
export function versionIn(text: string): Version | undefined {
    const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
    return found === null
        ? undefined
        : [Number(found[1]), Number(found[2]), Number(found[3] ?? "0")];
}

export function isOlder(version: Version, than: Version): boolean {
    const differing = version.findIndex((part, index) => part !== than[index]);
    return differing !== -1 && (version[differing] ?? 0) < (than[differing] ?? 0);
}

export function formatVersion(version: Version): string {
    return version.join(".");
}

/** Asks a tool for its version; undefined when it does not run, hangs, or answers without one. */
export function toolVersion(
    file: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
): Promise<Version | undefined> {
    return new Promise((resolve) => {
        execFile(file, args, { env, cwd: "/", timeout: 15_000 }, (error, stdout) => {
            resolve(error === null ? versionIn(stdout) : undefined);
        });
    });
}
