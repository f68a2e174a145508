import { isMap, isScalar, parseDocument } from "yaml";
import { stackName } from "../roster/rosterForms";
import type { Issue } from "../issue";
import { keyIssues, ownSettings, placesIn, settingOf } from "./configKeys";
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
export function partOfIn(text: string): string | undefined {
    const document = parseDocument(text, { logLevel: "silent" });
    const config: unknown = document.errors.length > 0 ? undefined : document.get("config");
    const pair = isMap(config)
        ? config.items.find(({ key }) => isScalar(key) && settingOf(String(key.value)) === partKey)
        : undefined;
    return stackName.safeParse(isScalar(pair?.value) ? pair.value.value : undefined).data;
}

/** The facts that a part's file states all the same: which of the two holds, nobody could tell. */
export function factsOfPart(file: string, text: YamlText, environment: string): readonly Issue[] {
    const source = readYaml(file, text);
    const placeOf = placesIn(source.value);
    const facts = Object.keys(ownSettings(source.value))
        .filter((setting) => !ownOfParts.includes(setting))
        .map((setting) =>
            source.issueAt(
                placeOf([setting]),
                `this is a part of environment "${environment}"; expected this fact in Pulumi.${environment}.yaml alone`,
                "key",
            ),
        );
    return [...keyIssues(source.value, source.issueAt), ...facts];
}
