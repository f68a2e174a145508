import { textAt } from "../../aws/stackForms";
import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import { asRegistered } from "../resource";
import type { GraphResource } from "../resource";

/** An EKS cluster by its ARN; what the stack does not say of it stands as a star. */
export interface Cluster {
    readonly arn: string;
    readonly name: string;
    readonly account?: string;
}

/** What belongs to a cluster by the name that EKS has for it. */
export const clusterTypes = [
    "aws:eks/cluster:Cluster",
    "aws:eks/accessEntry:AccessEntry",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "aws:eks/addon:Addon",
] as const;

/** The cluster that an access entry or the like belongs to. */
export function clusterOf(resource: GraphResource): Cluster {
    const registered = asRegistered(resource);
    const input = resource.type === "aws:eks/cluster:Cluster" ? "name" : "clusterName";
    const { accountId, region } = resource.placement;
    return clusterOfParts(
        textAt(registered, input) ?? "*",
        textAt(registered, "region") ?? region,
        accountId,
    );
}

function clusterOfParts(name: string, region = "*", account: string | undefined): Cluster {
    const arn = `arn:aws:eks:${region}:${account ?? "*"}:cluster/${name}`;
    return { arn, name, ...(account === undefined ? {} : { account }) };
}

/** Which clusters a Kubernetes object may be in: one, or all that its provider might lead to. */
export interface ObjectPlace {
    readonly clusters: readonly Cluster[];
    /** Why there may be several. */
    readonly undecided: readonly string[];
}

export type ObjectPlaces = (resource: GraphResource) => ObjectPlace;

/**
 * A Kubernetes provider says by its token's arguments which cluster it leads to, and not always all of
 * it: it is the known clusters that fit. One that says nothing may lead to any.
 */
export function objectPlaces(estate: GraphEstate): ObjectPlaces {
    const known = new Map<string, Cluster>();
    for (const cluster of estate.ofType(...clusterTypes).map(clusterOf)) {
        known.set(cluster.arn, cluster);
    }
    const places = new Map<string, ObjectPlace>();
    return ({ placement: { cluster } }) => {
        const key = JSON.stringify([cluster?.name, cluster?.region, cluster?.accountId]);
        const place =
            places.get(key) ??
            (cluster === undefined
                ? unplaced([...known.values()])
                : placed(cluster, [...known.values()]));
        places.set(key, place);
        return place;
    };
}

function unplaced(known: readonly Cluster[]): ObjectPlace {
    const undecided = ["which cluster its provider leads to is not known"];
    return known.length === 0
        ? { clusters: [clusterOfParts("*", undefined, undefined)], undecided }
        : { clusters: known, undecided };
}

function placed(
    asked: NonNullable<GraphResource["placement"]["cluster"]>,
    known: readonly Cluster[],
): ObjectPlace {
    const { name, region, accountId } = asked;
    const fits = (part: string | undefined, wanted: string | undefined) =>
        part === "*" || wanted === undefined || part === wanted;
    const fitting = known.filter(({ arn }) => {
        const [, , , itsRegion, account, ...cluster] = arn.split(":");
        return (
            fits(cluster.join(":").replace(/^cluster\//, ""), name) &&
            fits(itsRegion, region) &&
            fits(account, accountId)
        );
    });
    const clusters = fitting.length === 0 ? [clusterOfParts(name, region, accountId)] : fitting;
    const undecided =
        fitting.length > 1 ? ["its provider may lead to several clusters of one name"] : [];
    return { clusters, undecided };
}

/** The node of a cluster: everything in it that is in no namespace, and all namespaces. */
export function clusterNode(draft: Draft, { arn, name, account }: Cluster): string {
    return draft.node({
        id: `cluster:${arn}`,
        kind: "cluster",
        label: name,
        ...(account === undefined ? {} : { account }),
    });
}
