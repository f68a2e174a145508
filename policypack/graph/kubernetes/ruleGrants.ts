import { isObject } from "../../inputs";
import { readRule } from "../../kubernetes/rbac";
import type { RbacRule } from "../../kubernetes/rbac";
import type { Evidence, Grant } from "../graph";
import { grantOf } from "../grant";
import { takeoversOf } from "./takeovers";

/** A rule with the names that it is limited to; without any it is for all. */
export interface NamedRule extends RbacRule {
    readonly resourceNames?: readonly string[];
}

/** The rule that a Role writes, or nothing where it is none. */
export function namedRule(value: unknown): NamedRule | undefined {
    const rule = readRule(value);
    const names = isObject(value) ? value.resourceNames : undefined;
    // Whoever writes no list of names there means none of them, and the API server takes it for none.
    return rule === undefined || !Array.isArray(names) || names.length === 0
        ? rule
        : { ...rule, resourceNames: names.map(String).sort() };
}

/**
 * What a rule allows. Kubernetes has no wildcard but `*` as a whole word, and `*` before a
 * subresource; a `*` elsewhere matches nothing there and more here, never less.
 *
 * Names are a condition, since a rule for some of them is one for all of them under it. In a
 * namespace, the API server's own paths are not allowed by anything.
 */
export function ruleGrants(
    rule: NamedRule,
    because: readonly Evidence[],
    reach: "cluster" | "namespace",
    undecided: readonly string[] = [],
): readonly Grant[] {
    const things = rule.apiGroups.flatMap((group) =>
        rule.resources.map((resource) => `${group}/${resource}`),
    );
    const urls = reach === "cluster" ? rule.nonResourceURLs.map((url) => `url:${url}`) : [];
    if (rule.verbs.length === 0 || things.length + urls.length === 0) {
        return [];
    }
    const when =
        rule.resourceNames === undefined
            ? []
            : [
                  {
                      operator: "StringEquals",
                      key: resourceNameKey,
                      values: rule.resourceNames,
                  },
              ];
    const takeovers = takeoversOf(rule, reach);
    return [
        ...(things.length === 0 ? [] : [grantOf(rule.verbs, things, because, { when, undecided })]),
        ...(urls.length === 0 ? [] : [grantOf(rule.verbs, urls, because, { undecided })]),
        ...(takeovers.length === 0
            ? []
            : [
                  grantOf(["*"], ["*"], because, {
                      undecided: [...undecided, ...takeovers],
                  }),
              ]),
    ];
}

/** The condition that limits a rule to things of some names. */
export const resourceNameKey = "kubernetes:resourcename";

/** Whatever there is in a scope, since what it is cannot be told. */
export function anything(because: readonly Evidence[], ...undecided: readonly string[]): Grant {
    return grantOf(["*"], ["*"], because, { undecided });
}
