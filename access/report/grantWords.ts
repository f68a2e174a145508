import type { EdgeKind, Grant, GraphCondition, PatternSet } from "../../policypack/graph/graph";
import { implies, keyOfCondition, sameConditions } from "../../policypack/graph/conditions";
import { denialsOf } from "../../policypack/graph/openDenials";
import { sameSet, within } from "../../policypack/graph/sets";
import type { ReachItem } from "../diff/gain";
import { actionWords } from "./actionWords";
import type { NodeWords } from "./nodeWords";
import { counted, listed, name } from "./phrase";
import type { Phrase } from "./phrase";
import { partWords, setWords } from "./setWords";

type Item = Pick<ReachItem, "kind" | "from" | "to" | "via">;

export interface ItemForm {
    /** In brief, conditions are said only where others held before, and long lists are counted. */
    readonly detail: "brief" | "full";
    /** How to call what was allowed before a change, or what still is after it. */
    readonly before: "was" | "still";
}

/** What somebody can do, to be said behind "can": one phrase for each grant that reads differently. */
export function itemWords(item: ReachItem, nodes: NodeWords, form: ItemForm): readonly Phrase[] {
    const grants = joined(item, item.was.length === 0 ? item.grants : item.grants.map(withoutWas));
    const full = form.detail === "full";
    if (!full && item.kind === "aws") {
        return [briefAws(grants, nodes.full(item.to))];
    }
    if (!full && item.kind === "kubernetes" && grants.length > 2) {
        return [briefKubernetes(grants, item, nodes)];
    }
    return unique(
        grants.map((grant) => {
            const was = wasWords(item, grant, form.before);
            const certainty = full && grant.undecided.length > 0;
            return [
                ...grantWords(item, grant, nodes, full ? 60 : 4),
                ...(full || isOldUnderOthers(item, grant) ? conditionWords(grant.when) : []),
                ...was,
                ...(certainty ? [" (not certain, and so taken for access)"] : []),
            ];
        }),
    );
}

/** Anything else of AWS is counted, unless it may be anything at all. */
function briefAws(grants: readonly Grant[], target: Phrase): Phrase {
    const actions = unique(grants.flatMap((grant) => grant.actions));
    const wild = actions.filter(({ all }) => all.every((pattern) => /[*?]/.test(pattern)));
    return wild.length > 0
        ? [...listed(actionWords("aws", wild.slice(0, 1))), " ", ...target]
        : actions.length === 1
          ? [...listed(actionWords("aws", actions)), " ", ...target]
          : [`use ${actions.length} other AWS actions on `, ...target];
}

/** All verbs and all kinds, where saying which goes with which takes too long. */
function briefKubernetes(grants: readonly Grant[], item: ReachItem, nodes: NodeWords): Phrase {
    const actions = unique(grants.flatMap((grant) => grant.actions));
    const on = unique(grants.flatMap((grant) => grant.on));
    const isCluster = nodes.get(item.to).kind === "cluster";
    return [
        ...listed(actionWords("kubernetes", actions), "or"),
        " ",
        ...kindWords(on, 4),
        isCluster ? " everywhere in " : " in ",
        ...nodes.full(item.to),
    ];
}

/** Grants that are said at once: the same done to several things, or several things done to the same. */
function joined(item: Item, grants: readonly Grant[]): readonly Grant[] {
    const rest = ({ when, undecided }: Grant) => [when, undecided.length > 0];
    const sameThings = groups(grants, ({ on, ...grant }) => [
        on.map(({ all, none }) => [all.map(keyOf), none.map(keyOf)]),
        rest({ on, ...grant }),
    ]).map((group) => ({ ...group[0], actions: unique(group.flatMap(({ actions }) => actions)) }));
    // What only differs in why it is undecided is said at once, too.
    const done = ({ actions }: Grant) =>
        item.kind === "kubernetes" ? actionWords(item.kind, actions) : actions;
    return groups(sameThings, (grant) => [done(grant), rest(grant)]).map((group) => ({
        ...group[0],
        on: unique(group.flatMap(({ on }) => on)),
    }));
}

function groups(
    grants: readonly Grant[],
    keyOfGrant: (grant: Grant) => unknown,
): readonly (readonly [Grant, ...Grant[]])[] {
    const found = new Map<string, [Grant, ...Grant[]]>();
    for (const grant of grants) {
        const key = JSON.stringify(keyOfGrant(grant));
        const group = found.get(key);
        if (group === undefined) {
            found.set(key, [grant]);
        } else {
            group.push(grant);
        }
    }
    return [...found.values()];
}

/** What is known of a grant without conditions: `read "s3://lake/vision/*"`. */
export function grantWords(
    item: Item,
    grant: Pick<Grant, "actions" | "on">,
    nodes: NodeWords,
    most: number,
): Phrase {
    const target = nodes.full(item.to);
    switch (item.kind) {
        case "assume":
            return ["become ", ...target];
        case "pod-identity":
            return ["get ", ...target, " in pods with ", ...nodes.full(item.from)];
        case "access-entry":
            return ["come into the cluster as ", ...target];
        case "member":
            return ["act as ", ...target];
        case "pods":
            return ["run pods with ", ...target];
        case "mount":
            return ["mount ", ...target];
        case "link":
            return ["come to ", ...target, " through ", ...nodes.full(item.from)];
        case "kubernetes":
            return [
                ...listed(actionWords("kubernetes", grant.actions)),
                " ",
                ...kindWords(grant.on, most),
                nodes.get(item.to).kind === "cluster" ? " everywhere in " : " in ",
                ...target,
            ];
        case "data":
            return dataWords(grant, nodes.get(item.to).label, most);
        case "key":
            return [...keyActions(grant.actions), ...target];
        case "aws":
            return [...listed(actionWords("aws", grant.actions)), " ", ...setWords(grant.on, most)];
    }
}

/** Of what was excepted since it was allowed before, nothing need be said. */
function withoutWas(grant: Grant): Grant {
    return { ...grant, on: grant.on.map(({ all }) => ({ all, none: [] })) };
}

function keyActions(actions: PatternSet): Phrase {
    const words = actionWords("key", actions);
    const isNamed = words.every((word) => word.length === 1);
    return [...listed(words), isNamed ? " with " : " "];
}

/** Objects are read and written, prefixes are listed. */
function dataWords(
    { actions, on }: Pick<Grant, "actions" | "on">,
    bucket: string,
    most: number,
): Phrase {
    const things = dataThings(on, bucket, most);
    return [...listed(actionWords("data", actions)), " ", ...things];
}

function dataThings(on: PatternSet, bucket: string, most: number): Phrase {
    return counted(
        unique(on.map((part) => partWords(part, (each) => name(locationOf(each, bucket))))),
        most,
    );
}

function locationOf(pattern: string, bucket: string): string {
    const key = /^(?:object|prefix)\/(.*)$/s.exec(pattern)?.[1];
    if (pattern === "bucket") {
        return `s3://${bucket}`;
    }
    return key === undefined ? `s3://${bucket} (${pattern})` : `s3://${bucket}/${key}`;
}

/** Kinds that lead on to others' rights, or to what they keep, are named before all that is counted. */
const telling = ["*", "/secrets", "/serviceaccounts/token", "/pods/exec", "/pods"];

/** `pytorchjobs` for `kubeflow.org/pytorchjobs`: the group says nothing to whoever does not know it. */
function kindWords(all: PatternSet, most: number): Phrase {
    const rank = ({ all: patterns }: PatternSet[number]) => {
        const [pattern = ""] = patterns;
        return pattern.startsWith("*") ? 0 : telling.indexOf(pattern) + 1 || telling.length + 1;
    };
    const on = all.length > most + 1 ? [...all].sort((one, other) => rank(one) - rank(other)) : all;
    return setWords(
        unique(on.map(({ all, none }) => ({ all: all.map(shortKind), none: none.map(shortKind) }))),
        most,
    );
}

function shortKind(pattern: string): string {
    return pattern === "*" || pattern === "*/*" ? "everything" : pattern.replace(/^[^/]*\//, "");
}

const operators: Readonly<Record<string, string>> = {
    StringEquals: "is",
    StringLike: "is like",
    ArnLike: "is like",
    StringNotEquals: "is not",
    StringNotLike: "is not like",
    ArnNotLike: "is not like",
    Bool: "is",
    IpAddress: "is in",
    NotIpAddress: "is not in",
};

/** ` only if "aws:principalorgid" is "o-example"`. */
export function conditionWords(when: readonly GraphCondition[]): Phrase {
    return when.length === 0 ? [] : [", only if ", ...listed(when.map(oneCondition))];
}

function oneCondition({ operator, key, values }: GraphCondition): Phrase {
    const isOptional = operator.endsWith("IfExists");
    const plainOperator = isOptional ? operator.slice(0, -"IfExists".length) : operator;
    const word = operators[plainOperator];
    return [
        name(key),
        ...(word === undefined ? [" passes ", name(plainOperator), " "] : [` ${word} `]),
        ...listed(
            values.map((value) => [name(value)]),
            "or",
        ),
        ...(isOptional ? [" or is not there"] : []),
    ];
}

/** What of the same was allowed already, where that helps to see what is new. */
function wasWords(item: ReachItem, grant: Grant, before: "was" | "still"): Phrase {
    const like = item.was.filter(
        (was) => isLike(item, was, grant) && implies(was.when, grant.when),
    );
    const isListed = item.kind === "data" || item.kind === "kubernetes";
    const shown = (pattern: string) =>
        name(item.kind === "data" ? keyOf(pattern) : shortKind(pattern));
    const things = sameSet(
        like.flatMap(({ on }) => on),
        grant.on,
    )
        ? []
        : unique(like.flatMap(({ on }) => on.map((part) => partWords(part, shown))));
    const own = new Set(grant.when.map(keyOfCondition));
    const others = unique(
        like.flatMap(({ when }) => when.filter((each) => !own.has(keyOfCondition(each)))),
    );
    const parts: readonly Phrase[] = [
        ...(isListed && things.length > 0 ? [counted(things, 4)] : []),
        ...(others.length === 0 ? [] : [["only if ", ...listed(others.map(oneCondition))]]),
        ...(before === "was" ? formerDenials(like, grant) : []),
    ];
    return parts.length === 0
        ? []
        : [
              ` (${before}: `,
              ...parts.flatMap((part, at) => (at === 0 ? part : [", ", ...part])),
              ")",
          ];
}

/** What may have denied the same, and does so no more. */
function formerDenials(like: readonly Grant[], grant: Grant): readonly Phrase[] {
    const own = new Set(denialsOf(grant).map(({ why }) => why));
    const reasons = like.flatMap((was) => denialsOf(was).map(({ why }) => why));
    return unique(reasons.filter((why) => !own.has(why))).map((why) => [name(why)]);
}

/** Whether the same was allowed already, if under other conditions. */
function isOldUnderOthers(item: ReachItem, grant: Grant): boolean {
    return item.was.some(
        (was) => isLike(item, was, grant) && !sameConditions(was.when, grant.when),
    );
}

function isLike({ kind }: ReachItem, was: Grant, grant: Grant): boolean {
    return sharesActions(kind, was, grant) && within(was.on, grant.on);
}

function keyOf(pattern: string): string {
    return pattern.replace(/^(object|prefix)\//, "");
}

function sharesActions(kind: EdgeKind, one: Grant, other: Grant): boolean {
    const own = actionWords(kind, one.actions).map((each) => JSON.stringify(each));
    return actionWords(kind, other.actions).some((each) => own.includes(JSON.stringify(each)));
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
    return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
