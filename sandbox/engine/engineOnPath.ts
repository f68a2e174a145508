import * as fs from "node:fs";
import * as path from "node:path";
import { findAllOnPath, isExecutable } from "../process/findOnPath";
import { isSandbox } from "../sandbox";
import { formatVersion, isOlder, toolVersion, versionIn } from "./toolVersion";

export const languageHostName = "pulumi-language-nodejs";

/** In every launcher of ours, so that we never take one for the official program. */
export const standInMark = "stand-in of the hyperpod-teams sandbox";

/** Either the engine, or why what is on PATH is passed over. */
export type EngineOnPath =
    | { readonly found: true; readonly pulumi: string; readonly version: string }
    | { readonly found: false; readonly reason: string };

/**
 * The oldest engine we take: the SDK's own version. Pulumi keeps newer engines working with older
 * programs, so upwards is safe within the major version; an older engine may lack what the SDK
 * and the policy pack ask of it, and nobody tried.
 */
export function oldestEngine(): string {
    const sdk = require.resolve("@pulumi/pulumi/package.json");
    return (JSON.parse(fs.readFileSync(sdk, "utf8")) as { version: string }).version;
}

export async function engineOnPath(env: NodeJS.ProcessEnv): Promise<EngineOnPath> {
    const candidates = findAllOnPath("pulumi", env.PATH).filter(isNotOurs);
    const reasons: string[] = [];
    for (const pulumi of candidates) {
        const judged = await judgeEngine(pulumi, env);
        if (judged.found) {
            return judged;
        }
        reasons.push(judged.reason);
    }
    return { found: false, reason: reasons.join("; ") || 'there is no "pulumi" on PATH' };
}

/** An engine is of use only with its language host and in a version that fits the SDK. */
export async function judgeEngine(pulumi: string, env: NodeJS.ProcessEnv): Promise<EngineOnPath> {
    const quiet = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const version = await toolVersion(pulumi, ["version"], quiet);
    const oldest = versionIn(oldestEngine());
    if (version === undefined || oldest === undefined) {
        return { found: false, reason: `"${pulumi} version" gives no version` };
    }
    if (version[0] !== oldest[0] || isOlder(version, oldest)) {
        const fits = `${formatVersion(oldest)} or newer within ${oldest[0]}.x`;
        return {
            found: false,
            reason: `"${pulumi}" is version ${formatVersion(version)}, expected ${fits}`,
        };
    }
    if (!hasLanguageHost(pulumi, env)) {
        return { found: false, reason: `"${pulumi}" comes without "${languageHostName}"` };
    }
    return { found: true, pulumi, version: `v${formatVersion(version)}` };
}

/** The engine looks on PATH, then beside its own executable. */
function hasLanguageHost(pulumi: string, env: NodeJS.ProcessEnv): boolean {
    const beside = [path.dirname(pulumi), path.dirname(fs.realpathSync(pulumi))].map((folder) =>
        path.join(folder, languageHostName),
    );
    return [...findAllOnPath(languageHostName, env.PATH), ...beside.filter(isExecutable)].some(
        isNotOurs,
    );
}

/** A sandbox's own bin folder may be on PATH, and our stand-in must never count as the real one. */
function isNotOurs(file: string): boolean {
    return !isSandbox(path.dirname(path.dirname(file))) && !beginning(file).includes(standInMark);
}

function beginning(file: string): string {
    const handle = fs.openSync(file, "r");
    try {
        const buffer = Buffer.alloc(1024);
        return buffer.toString("latin1", 0, fs.readSync(handle, buffer));
    } finally {
        fs.closeSync(handle);
    }
}
