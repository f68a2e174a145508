import type { EdgeKind, PatternPart, PatternSet } from "../../policypack/graph/graph";
import { matchesWord } from "../../policypack/graph/emptiness";
import { listed, name } from "./phrase";
import type { Phrase } from "./phrase";
import { partWords } from "./setWords";

type Dictionary = readonly (readonly [word: string, ...patterns: string[]])[];

/** In the order in which they are said; whatever is in none is said as it is written. */
const objects: Dictionary = [
    ["read", "s3:getobject*"],
    ["list", "s3:listbucket*", "s3:listmultipartuploadparts"],
    ["write", "s3:putobject*", "s3:abortmultipartupload", "s3:restoreobject"],
    ["delete", "s3:deleteobject*"],
];
const keys: Dictionary = [
    ["decrypt", "kms:decrypt"],
    ["encrypt", "kms:encrypt", "kms:generatedatakey*", "kms:reencrypt*"],
    ["describe", "kms:describekey", "kms:getkey*", "kms:list*"],
];
const kinds: Dictionary = [
    ["see", "get", "list", "watch"],
    ["create", "create"],
    ["change", "update", "patch"],
    ["delete", "delete", "deletecollection"],
];

const dictionaries: Partial<Record<EdgeKind, Dictionary>> = {
    data: objects,
    key: keys,
    kubernetes: kinds,
};

const prepositions: Partial<Record<EdgeKind, string>> = {
    data: "in",
    key: "with",
    kubernetes: "to",
};

/** `read and write`: what is done, without what it is done to. */
export function actionWords(kind: EdgeKind, actions: PatternSet): readonly Phrase[] {
    const dictionary = dictionaries[kind] ?? [];
    const words = new Set<string>();
    const others: PatternPart[] = [];
    for (const part of actions) {
        const entry = dictionary.find(([, ...patterns]) =>
            patterns.some((each) => matchesWord(each, (part.all[0] ?? "*").toLowerCase())),
        );
        if (part.all.length === 1 && part.none.length === 0 && entry !== undefined) {
            words.add(entry[0]);
        } else {
            others.push(part);
        }
    }
    const said = dictionary.map(([word]) => word).filter((word) => words.has(word));
    const preposition = prepositions[kind] ?? "on";
    return [
        ...said.map((word): Phrase => [word]),
        ...(others.length === 0 ? [] : [[...otherActions(others), ` ${preposition}`]]),
    ];
}

function otherActions(parts: PatternSet): Phrase {
    const [part] = parts;
    const isAnything =
        parts.length === 1 &&
        part?.all.length === 1 &&
        /^(\*|[A-Za-z0-9-]+:\*)$/.test(part.all[0] ?? "");
    if (!isAnything) {
        return ["do ", ...listed(parts.map((each) => partWords(each)))];
    }
    const [pattern = "*"] = part.all;
    return [
        "do anything ",
        ...(pattern === "*" ? [] : ["of ", name(pattern), " "]),
        ...(part.none.length === 0
            ? []
            : ["but ", ...listed(part.none.map((each) => [name(each)])), " "]),
    ].map((word, at, all) =>
        at === all.length - 1 && typeof word === "string" ? word.trimEnd() : word,
    );
}
