import { parseDocument } from "yaml";
import { stackName } from "../roster/rosterForms";
import type { Issue } from "../issue";
import { readYaml } from "../yaml/yamlSource";
import type { YamlText } from "../yaml/yamlText";

/**
 * An environment may be spread over several stacks. One of them has the environment's name, its facts
 * and what teams share; the others are parts, which hold the teams of some groups and nothing else.
 * A part's file says `partOf` and no facts, so that there are no two versions of them.
 */
export const partKey = "partOf";

/** Beside it, a part may say which role its run assumes. */
const ownOfParts: readonly string[] = [partKey, "assume"];

/** The environment that this stack file is a part of; undefined for one that is an environment. */
export function partOfIn(text: string, namespace: string): string | undefined {
    const document = parseDocument(text, { logLevel: "silent" });
    if (document.errors.length > 0) {
        return undefined;
    }
    const value: unknown = document.getIn(["config", `${namespace}:${partKey}`]);
    return stackName.safeParse(value).data;
}

/** The facts that a part's file states all the same: which of the two holds, nobody could tell. */
export function factsOfPart(
    file: string,
    text: YamlText,
    { namespace, environment }: { readonly namespace: string; readonly environment: string },
): readonly Issue[] {
    const source = readYaml(file, text);
    const config = (source.value as { config?: object } | undefined)?.config ?? {};
    return Object.keys(config)
        .filter((key) => key.startsWith(`${namespace}:`))
        .filter((key) => !ownOfParts.includes(key.slice(namespace.length + 1)))
        .map((key) =>
            source.issueAt(
                ["config", key],
                `this is a part of environment "${environment}"; expected this fact in Pulumi.${environment}.yaml alone`,
                "key",
            ),
        );
}
