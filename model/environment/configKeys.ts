import type { Issue, IssueAt, Path } from "../issue";
import { quoted } from "../printable";
import { didYouMean } from "../suggestion";

/** The keys below `config` in Pulumi.<stack>.yaml, as the engine reads them. */

export const configNamespace = "hyperpod-teams";

/**
 * The setting that a key names: `hyperpod-teams:protect`, `protect` alone, which the engine takes for
 * the project's, or its older `hyperpod-teams:config:protect`; undefined for another namespace's.
 */
export function settingOf(key: string): string | undefined {
    const [namespace, ...rest] = key.split(":");
    if (rest.length === 0) {
        return key;
    }
    const name = rest.length > 1 && rest[0] === "config" ? rest.slice(1) : rest;
    return namespace === configNamespace ? name.join(":") : undefined;
}

/** The project's own among the keys of a stack's file; of those that meet, the first one counts. */
export function ownSettings(file: unknown): Readonly<Record<string, unknown>> {
    const entries = Object.entries(configOf(file)).flatMap(([key, value]) => {
        const setting = settingOf(key);
        return setting === undefined ? [] : [[setting, value] as const];
    });
    return Object.fromEntries(entries.reverse());
}

/** What keeps a key of a stack's file from meaning what it says, without anybody being told. */
export function keyIssues(file: unknown, issueAt: IssueAt): readonly Issue[] {
    return [
        ...repeatedSettings(file, issueAt),
        ...strangeKeys(Object.keys(configOf(file)), issueAt),
    ];
}

/** Which of them the engine takes is chance: it goes through a map of Go's. */
export function repeatedSettings(file: unknown, issueAt: IssueAt): readonly Issue[] {
    const seen = new Map<string, string>();
    return Object.keys(configOf(file)).flatMap((key) => {
        const setting = settingOf(key);
        const first = setting === undefined ? undefined : seen.get(setting);
        if (setting === undefined || first === undefined) {
            seen.set(setting ?? "", key);
            return [];
        }
        return [
            issueAt(
                ["config", key],
                `the engine takes this key and "${first}" for one setting; keep "${configNamespace}:${setting}" alone`,
                "key",
            ),
        ];
    });
}

/** Keys of a namespace that is a slip of ours: to the engine they are somebody else's. */
export function strangeKeys(keys: readonly string[], issueAt: IssueAt): readonly Issue[] {
    return keys.flatMap((key) => {
        const [namespace = ""] = key.split(":", 1);
        const suggestion =
            settingOf(key) === undefined ? didYouMean(namespace, [configNamespace]) : "";
        return suggestion === ""
            ? []
            : [
                  issueAt(
                      ["config", key],
                      `unknown namespace ${quoted(namespace)}${suggestion}`,
                      "key",
                  ),
              ];
    });
}

/** Where settings stand in a stack's file, as their keys are written there. */
export function placesIn(file: unknown): (path: Path) => Path {
    const written = new Map(
        Object.keys(configOf(file)).flatMap((key) => {
            const setting = settingOf(key);
            return setting === undefined ? [] : [[setting, key] as const];
        }),
    );
    return ([first, ...rest]) =>
        first === undefined
            ? ["config"]
            : ["config", written.get(String(first)) ?? `${configNamespace}:${first}`, ...rest];
}

/** Places an issue about a setting, which goes by its name, where the file has it. */
export function settingAt({
    value,
    issueAt,
}: {
    readonly value: unknown;
    readonly issueAt: IssueAt;
}): IssueAt {
    const placeOf = placesIn(value);
    return (path, message, at) => issueAt(placeOf(path), message, at);
}

function configOf(file: unknown): object {
    const config = (file as { config?: unknown } | null | undefined)?.config;
    return typeof config === "object" && config !== null && !Array.isArray(config) ? config : {};
}
