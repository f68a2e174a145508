import { isObject } from "../../inputs";
import { roleAnnotation } from "../../kubernetes/roleAnnotation";
import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import type { Evidence } from "../graph";
import { grantOf } from "../grant";
import { denialsOf, withDenials } from "../openDenials";
import { isUnknown, textOf, valueAt } from "../read";
import type { GraphResource } from "../resource";
import { clusterOf } from "./clusters";
import type { Nodes } from "./nodes";
import { evidenceOf, objectText } from "./objects";
import type { PlacedObjects } from "./objects";
import { passing, sessionActions } from "./podTrust";
import type { PodSession } from "./podTrust";
import type { ServiceAccounts } from "./serviceAccounts";

const type = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

/**
 * From a service account to the role that its pods get: an association names it, and its trust has to
 * let EKS in with the tags that say where the pod is. Where EKS goes on to a target role, pods get
 * that one alone.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export function podIdentityEdges(
    estate: GraphEstate,
    draft: Draft,
    nodes: Nodes,
    accounts: ServiceAccounts,
): void {
    for (const resource of estate.ofType(type)) {
        const cluster = clusterOf(resource);
        const namespace = textOf(resource, "namespace") ?? "*";
        const serviceAccount = textOf(resource, "serviceAccount") ?? "*";
        const evidence: Evidence = {
            urn: resource.urn,
            document: `pod identity association of "${serviceAccount}"`,
        };
        const from = accounts.named(cluster, namespace, serviceAccount, evidence);
        const session: PodSession = {
            cluster: cluster.arn,
            namespace,
            serviceAccount,
            role: textOf(resource, "roleArn") ?? "*",
            ...targetOf(resource),
            tagged: isUnknown(resource, "disableSessionTags")
                ? undefined
                : valueAt(resource, "disableSessionTags").state === "absent" ||
                  !isTrue(resource, "disableSessionTags"),
        };
        const undecided =
            valueAt(resource, "policy").state === "absent"
                ? []
                : ["the association's own policy may take some of it away"];
        addEdge(draft, nodes, from, session, [evidence], undecided);
    }
    addOnEdges(estate, draft, nodes, accounts);
}

function isTrue(resource: GraphResource, path: string): boolean {
    const input = valueAt(resource, path);
    return input.state === "known" && String(input.value) === "true";
}

function targetOf(resource: GraphResource): Pick<PodSession, "target"> {
    const target = isUnknown(resource, "targetRoleArn") ? "*" : textOf(resource, "targetRoleArn");
    return target === undefined ? {} : { target };
}

function addEdge(
    draft: Draft,
    nodes: Nodes,
    from: string,
    session: PodSession,
    because: readonly Evidence[],
    undecided: readonly string[] = [],
): void {
    const role = session.target ?? session.role;
    for (const each of passing(draft, session)) {
        const to = nodes.principal(role);
        draft.grant(
            { kind: "pod-identity", from, to },
            grantOf(sessionActions, [role], [...because, ...each.because], {
                when: each.when,
                undecided: [...undecided, ...each.undecided],
                ...withDenials(denialsOf(each)),
            }),
        );
    }
}

/** Add-ons bring associations along, for service accounts of their own namespace. */
function addOnEdges(
    estate: GraphEstate,
    draft: Draft,
    nodes: Nodes,
    accounts: ServiceAccounts,
): void {
    for (const resource of estate.ofType("aws:eks/addon:Addon")) {
        const cluster = clusterOf(resource);
        const evidence: Evidence = {
            urn: resource.urn,
            document: `add-on "${textOf(resource, "addonName") ?? resource.name}"`,
        };
        const namespace = textOf(resource, "namespaceConfig.namespace") ?? "*";
        const associations = valueAt(resource, "podIdentityAssociations");
        const listed: readonly unknown[] =
            associations.state === "known" && Array.isArray(associations.value)
                ? associations.value
                : [];
        const unknown = associations.state === "unknown" ? [{}] : [];
        for (const each of [...listed, ...unknown].filter(isObject)) {
            const text = (value: unknown) => (typeof value === "string" ? value : "*");
            const serviceAccount = text(each.serviceAccount);
            const from = accounts.named(cluster, namespace, serviceAccount, evidence);
            const role = text(each.roleArn);
            const session = { cluster: cluster.arn, namespace, serviceAccount, role, tagged: true };
            addEdge(draft, nodes, from, session, [evidence]);
        }
        const own = textOf(resource, "serviceAccountRoleArn");
        if (own !== undefined) {
            const from = accounts.named(cluster, namespace, "*", evidence);
            annotated(draft, nodes, from, own, evidence);
        }
    }
}

/** The older way: the cluster's identity provider vouches for an account that names a role. */
export function annotatedRoleEdges(
    objects: PlacedObjects,
    draft: Draft,
    nodes: Nodes,
    accounts: ServiceAccounts,
): void {
    for (const account of objects.of("core/ServiceAccount")) {
        const input = account.object.at("metadata.annotations");
        const annotations = input.state === "known" && isObject(input.value) ? input.value : {};
        const named = input.state === "unknown" ? "*" : annotations[roleAnnotation];
        if (typeof named !== "string") {
            continue;
        }
        for (const cluster of account.clusters) {
            const name = objectText(account, "metadata.name") ?? "*";
            const evidence = evidenceOf(account);
            const from = accounts.named(cluster, account.namespace, name, evidence);
            annotated(draft, nodes, from, named, evidence);
        }
    }
}

function annotated(
    draft: Draft,
    nodes: Nodes,
    from: string,
    role: string,
    evidence: Evidence,
): void {
    draft.grant(
        { kind: "pod-identity", from, to: nodes.principal(role) },
        grantOf(["sts:AssumeRoleWithWebIdentity"], [role], [evidence], {
            undecided: ["whether its trust lets in the cluster's identity provider is not weighed"],
        }),
    );
}
