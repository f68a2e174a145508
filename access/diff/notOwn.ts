import type { Grant, GraphNode } from "../../policypack/graph/graph";
import {
    awsAllowance,
    clusterAllowance,
    keyAllowance,
} from "../../policypack/graph/deviation/allowances";
import { grantsWithin } from "../../policypack/graph/grants";
import { anyOf, areDisjoint, within } from "../../policypack/graph/sets";
import type { Claims } from "./claims";
import type { Gain, ReachItem } from "./gain";
import { ownerOf } from "./parties";
import type { GraphWalk } from "./reach";

const podIdentity = "service:pods.eks.amazonaws.com";

/**
 * What of a gain is no team's own, as ids of nodes: somebody from outside, or a thing that is nobody's.
 * A team's name stands for its people, its pods and its share of what is registered, and for no more.
 */
export function notOwnOf(
    { from, sources, items }: Pick<Gain, "from" | "sources" | "items">,
    subjects: readonly string[],
    claims: Claims,
    before: GraphWalk,
    after: GraphWalk,
): readonly string[] {
    const comers = [from, ...sources.filter((id) => after.nodes.get(id)?.kind === "service")];
    const strangers = comers.filter((id) => isStranger(after.nodes.get(id), subjects, claims));
    const things = items.filter((item) => isNobodys(item, subjects, claims, before, after));
    return [...new Set([...strangers, ...things.map(({ to }) => to)])].sort();
}

function isStranger(
    node: GraphNode | undefined,
    subjects: readonly string[],
    claims: Claims,
): boolean {
    switch (node?.kind) {
        case "service":
            return node.id !== podIdentity;
        case "principal":
            return !subjects.some((team) => claims.isMember(team, node.id));
        default:
            return false;
    }
}

/** Whether what is reached is nobody's: of no team, and nothing that the estate registers for teams to share. */
export function isNobodys(
    { to, kind, grants }: ReachItem,
    subjects: readonly string[],
    claims: Claims,
    before: GraphWalk,
    after: GraphWalk,
): boolean {
    const node = after.nodes.get(to);
    if (node === undefined) {
        return true;
    }
    if (kind === "aws") {
        return !grantsWithin(grants, awsAllowance);
    }
    switch (node.kind) {
        case "principal":
        case "account":
            return true;
        case "role":
        case "namespace":
        case "service-account":
            return ownerOf(to, before, after) === undefined;
        case "cluster":
            return !grantsWithin(grants, clusterAllowance);
        case "bucket":
            return !isRegisteredBucket(node) || grants.some(governs);
        case "key":
            return (
                !grantsWithin(grants, keyAllowance(to)) ||
                !(
                    isRegisteredKey(node, grants) ||
                    subjects.some((team) => claims.holdsKey(team, to))
                )
            );
        case "file-system":
            return (
                node.team === undefined &&
                node.urn === undefined &&
                !subjects.some((team) => claims.mounts(team, to))
            );
        // Groups and cluster users are names: what they may do is an item of its own.
        case "group":
        case "cluster-identity":
            return false;
        default:
            return true;
    }
}

/** What nobody registered has no account: its name alone is known. */
function isRegisteredBucket({ id, account, team, urn }: GraphNode): boolean {
    const isKnown = account !== undefined || team !== undefined || urn !== undefined;
    return isKnown && /^arn:[^:]+:s3:::/.test(id);
}

/** What is done to a bucket itself, beyond looking: its policy is everybody's who shares it. */
function governs({ actions, on }: Grant): boolean {
    return (
        !areDisjoint(on, anyOf("bucket")) &&
        !within(actions, anyOf(...bucketLooks), { ignoreCase: true })
    );
}

const bucketLooks = ["s3:Get*", "s3:List*"];

/** Where nothing but the role's own policies speaks of a key, nobody registered it. */
function isRegisteredKey({ team, urn }: GraphNode, grants: readonly Grant[]): boolean {
    const speaks = grants.some(({ because }) =>
        because.some((each) => each.urn !== "" && !each.urn.includes("::aws:iam/")),
    );
    return team !== undefined || urn !== undefined || speaks;
}
