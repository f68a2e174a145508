import { readYaml } from "../../model/yaml/yamlSource";

/** A roster's text as plain data, whatever it means. */
export function plain(text: string): unknown {
    return readYaml("teams.yaml", text).value;
}
