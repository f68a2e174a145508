import { judgedApiGroups } from "../../kubernetes/grants";
import type { Grant, GraphEdge } from "../graph";

const changes = ["create", "update", "patch", "*"];
const anyVerb = ["get", "list", "watch", "impersonate", ...changes];

/** How one becomes a service account: in a pod that names it, in one that runs, or by its token. */
const ways: Readonly<Record<string, readonly string[]>> = {
    "/pods": changes,
    "/pods/attach": ["get", ...changes],
    "/pods/ephemeralcontainers": changes,
    "/pods/exec": ["get", ...changes],
    "/replicationcontrollers": changes,
    "/secrets": ["get", "list", "watch", "*"],
    "/serviceaccounts": ["impersonate", "*"],
    "/serviceaccounts/token": changes,
};
const workloadGroups = new Set(["apps", "batch", "extensions"]);

/**
 * Whether an edge into a namespace lets its holder be the namespace's service accounts and mount its
 * claims: only then do the namespace's edges `pods` and `mount` lead on. A custom kind that one may
 * write counts, because its controller may make pods.
 */
export function makesPods({ kind, grants }: Pick<GraphEdge, "kind" | "grants">): boolean {
    return kind === "kubernetes" && grants.some(grantMakesPods);
}

const known = new WeakMap<Grant, boolean>();

export function grantMakesPods(grant: Grant): boolean {
    const found =
        known.get(grant) ??
        wordsOf(grant.on).some((on) =>
            wordsOf(grant.actions).some((verb) => leadsToPods(on, verb)),
        );
    known.set(grant, found);
    return found;
}

function wordsOf(set: Grant["on"]): readonly string[] {
    return set.map(({ all }) => (all.length === 1 ? (all[0] ?? "*") : "*"));
}

function leadsToPods(on: string, verb: string): boolean {
    const slash = on.indexOf("/");
    const group = slash < 0 ? "*" : on.slice(0, slash);
    const resource = slash < 0 ? "*" : on.slice(slash + 1);
    if (group.startsWith("url:") || resource.endsWith("/status")) {
        return false;
    }
    return neededFor(group, resource).includes(verb);
}

/** The verbs that lead to pods where one has them on a resource, or on all that a pattern matches. */
function neededFor(group: string, resource: string): readonly string[] {
    if (isWild(group) || (group === "" && isWild(resource))) {
        return anyVerb;
    }
    if (group === "") {
        return ways[`/${resource}`] ?? [];
    }
    return workloadGroups.has(group) || !judgedApiGroups.has(group) ? changes : [];
}

function isWild(pattern: string): boolean {
    return /[*?]/.test(pattern);
}
