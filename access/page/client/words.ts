import type { GraphCondition, PatternPart, PatternSet } from "../../../policypack/graph/graph";
import type { EdgeChange } from "../../diff/edgeDifference";
import type { ShownEdge, ShownNode } from "./estate";
import { counted, listed } from "./text";

export const kindWords: Readonly<Record<ShownNode["kind"], string>> = {
    anyone: "anyone at all",
    account: "whole account",
    organization: "whole organization",
    service: "AWS service",
    federated: "identity provider",
    principal: "principal from outside",
    "deleted-principal": "principal that is gone",
    role: "role",
    "cluster-identity": "identity in the cluster",
    group: "group in the cluster",
    cluster: "whole cluster",
    namespace: "namespace",
    "service-account": "service account",
    bucket: "bucket",
    key: "key",
    "file-system": "file system",
    resources: "what else is in an account",
};

export const changeWords: Readonly<Record<EdgeChange, { sign: string; word: string }>> = {
    gained: { sign: "+", word: "gained" },
    lost: { sign: "−", word: "lost" },
    widened: { sign: "↗", word: "widened" },
    narrowed: { sign: "↘", word: "narrowed" },
    both: { sign: "≠", word: "widened and narrowed" },
    undecided: { sign: "?", word: "no longer certain" },
};

/** What an edge says, as a sentence. */
export function sentence(edge: ShownEdge): string {
    const [from, to] = [`"${edge.source.label}"`, `"${edge.target.label}"`];
    switch (edge.kind) {
        case "assume":
            return `${who(edge.source)} may take on the role ${to}`;
        case "access-entry":
            return `the role ${from} comes into the cluster as ${to}`;
        case "member":
            return `${from} is in the group ${to}`;
        case "kubernetes":
            return `whoever is ${from} may ${listed(actionsOf(edge))} ${listed(things(edge))} in ${edge.target.kind === "cluster" ? "the whole cluster" : "the namespace"} ${to}`;
        case "pods":
            return `pods in the namespace ${from} may run as the service account ${to}`;
        case "pod-identity":
            return `${who(edge.source)} gets the role ${to}`;
        case "data":
            return `${who(edge.source)} ${listed(dataWords(edge))} ${listed(things(edge))} in the bucket ${to}`;
        case "key":
            return `${who(edge.source)} may use the key ${to} to ${listed(actionsOf(edge).map(bareAction))}`;
        case "mount":
            return `pods in the namespace ${from} may mount the file system ${to}`;
        case "link":
            return `what is in the file system ${from} is linked with the bucket ${to}`;
        case "aws":
            return `${who(edge.source)} may do ${listed(actionsOf(edge))} on ${to}`;
    }
}

/** The same in a few letters, for the picture. */
export function caption(edge: ShownEdge): string {
    switch (edge.kind) {
        case "assume":
            return "may become";
        case "access-entry":
            return "comes in as";
        case "member":
            return "is in";
        case "kubernetes":
            return `may ${listed(verbWords(edge), 4)}`;
        case "pods":
            return "pods run as";
        case "pod-identity":
            return "gets";
        case "data":
            return `${listed(dataWords(edge), 3)} ${listed([...new Set(things(edge).map(barePlace))], 2)}`;
        case "key":
            return `may ${listed(actionsOf(edge).map(bareAction), 2)}`;
        case "mount":
            return "mounts";
        case "link":
            return "linked with";
        case "aws": {
            const [first = "", ...others] = actionsOf(edge);
            return others.length === 0 ? first : counted(others.length + 1, "AWS action");
        }
    }
}

/** What the actions come to on objects; what is not known by heart stands as it is. */
function dataWords(edge: ShownEdge): readonly string[] {
    return unique(
        actionsOf(edge).map(
            (action) => objectWords.get(bareAction(action).toLowerCase()) ?? `may ${action}`,
        ),
    );
}

const objectWords: ReadonlyMap<string, string> = new Map([
    ["getobject", "reads"],
    ["putobject", "writes"],
    ["abortmultipartupload", "writes"],
    ["listmultipartuploadparts", "writes"],
    ["deleteobject", "deletes"],
    ["listbucket", "lists"],
]);

function verbWords(edge: ShownEdge): readonly string[] {
    return unique(actionsOf(edge).map((verb) => commonVerbs.get(verb) ?? verb));
}

const commonVerbs: ReadonlyMap<string, string> = new Map([
    ["get", "see"],
    ["list", "see"],
    ["watch", "see"],
    ["update", "change"],
    ["patch", "change"],
    ["deletecollection", "delete"],
]);

function unique(words: readonly string[]): readonly string[] {
    return [...new Set(words)];
}

export function actionsOf({ grants }: Pick<ShownEdge, "grants">): readonly string[] {
    return [...new Set(grants.flatMap(({ actions }) => patternWords(actions)))];
}

function things({ grants }: Pick<ShownEdge, "grants">): readonly string[] {
    return [...new Set(grants.flatMap(({ on }) => patternWords(on)))].map(thing);
}

/** A set of patterns: its parts, each a pattern and what it also has to match or must not. */
export function patternWords(set: PatternSet): readonly string[] {
    return set.map(partWords);
}

function partWords({ all, none }: PatternPart): string {
    const [first = "*", ...others] = all;
    const also = others.map((pattern) => ` that is also ${pattern}`).join("");
    const not = none.length === 0 ? "" : ` but not ${listed(none, none.length)}`;
    return first + also + not;
}

/** `object/vision/*` and `prefix/vision/*`, said for people. */
export function thing(pattern: string): string {
    if (pattern.startsWith("object/")) {
        return `objects ${pattern.slice("object/".length)}`;
    }
    if (pattern.startsWith("prefix/")) {
        return `the list of ${pattern.slice("prefix/".length) || "everything"}`;
    }
    return pattern.replace(/^\//, "");
}

function barePlace(words: string): string {
    return words.replace(/^objects |^the list of /, "");
}

function bareAction(action: string): string {
    return action.slice(action.indexOf(":") + 1);
}

function who({ kind, label }: ShownNode): string {
    switch (kind) {
        case "anyone":
            return "anyone at all";
        case "account":
            return `everyone in account "${label}" whom that account lets`;
        case "organization":
            return `everyone in organization "${label}"`;
        case "service":
            return `the AWS service "${label}"`;
        case "service-account":
            return `a pod of the service account "${label}"`;
        case "role":
            return `the role "${label}"`;
        default:
            return `"${label}"`;
    }
}

/** A condition, with its operator in words where it is a common one. */
export function conditionWords({ operator, key, values }: GraphCondition): string {
    const quoted = values.map((value) => `"${value}"`);
    const alternatives = [quoted.slice(0, -1).join(", "), ...quoted.slice(-1)]
        .filter((part) => part !== "")
        .join(" or ");
    if (/^null$/i.test(operator) && values.length === 1) {
        return `${key} is ${values[0] === "true" ? "absent" : "present"}`;
    }
    const [, quantity = "", bare = "", absent = ""] =
        /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
    const verb = operatorWords.get(bare.toLowerCase());
    if (verb === undefined) {
        return `${key} ${operator} ${alternatives}`;
    }
    const of = quantityWords.get(quantity.toLowerCase()) ?? "";
    return `${of}${key} ${verb} ${alternatives}${absent === "" ? "" : ", or is absent"}`;
}

const quantityWords: ReadonlyMap<string, string> = new Map([
    ["foranyvalue:", "a value of "],
    ["forallvalues:", "every value, if there is any, of "],
]);

const operatorWords: ReadonlyMap<string, string> = new Map([
    ["stringequals", "is"],
    ["stringnotequals", "is not"],
    ["stringequalsignorecase", "is, in any case,"],
    ["stringlike", "looks like"],
    ["stringnotlike", "does not look like"],
    ["arnequals", "looks like"],
    ["arnlike", "looks like"],
    ["arnnotequals", "does not look like"],
    ["arnnotlike", "does not look like"],
    ["bool", "is"],
    ["ipaddress", "is within"],
    ["notipaddress", "is not within"],
]);
