import type { CommandEnd } from "./projectCopy";

const verbs: Readonly<Record<string, string>> = {
    "+": "create",
    "~": "update",
    "-": "delete",
    "+-": "replace",
};

/** What the engine would do in a preview, as `verb name`, without what stays or is looked at. */
export function steps({ output }: CommandEnd): readonly string[] {
    return output
        .split("\n")
        .filter((line) => !/ refresh(ing)?\b/.test(line))
        .map((line) => /^ (\+|~|-|\+-) +\S+ (\S+) /.exec(line))
        .filter((line) => line !== null)
        .map(([, sign = "", name = ""]) => `${verbs[sign] ?? ""} ${name}`)
        .sort();
}

/** The engine's count of what it changed, without what stays. */
export function changesOf(output: string): readonly string[] {
    return output.split("\n").flatMap((line) => /^ {4}([+~-].*ed)$/.exec(line)?.[1] ?? []);
}
