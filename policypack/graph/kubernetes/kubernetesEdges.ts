import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import { textOf, valueAt } from "../read";
import { accessPolicyEdges } from "./accessPolicies";
import { bindingEdges } from "./bindings";
import { clusterNode, clusterOf, clusterTypes } from "./clusters";
import { fileSystemEdges } from "./fileSystems";
import { identitiesOf } from "./identities";
import { InsideNamespaces } from "./insideNamespaces";
import { Nodes } from "./nodes";
import { placedObjects } from "./objects";
import { ownersOf } from "./owners";
import { annotatedRoleEdges, podIdentityEdges } from "./podIdentity";
import { rolesOf } from "./roles";
import { ServiceAccounts, Subjects } from "./serviceAccounts";
import { unreadIn } from "./unreadKinds";
import { mountEdges } from "./volumes";

/**
 * What EKS and Kubernetes allow: from a role's access entry to what pods get. It reads the edges
 * `assume` that are there already: an association gives pods a role only if its trust lets EKS in.
 */
export function kubernetesEdges(estate: GraphEstate, draft: Draft): void {
    const objects = placedObjects(estate);
    const nodes = new Nodes(draft, ownersOf(estate, objects));
    const inside = new InsideNamespaces();
    const accounts = new ServiceAccounts(nodes, inside);
    for (const resource of estate.ofType(...clusterTypes)) {
        clusterNode(draft, clusterOf(resource));
    }
    const identities = identitiesOf(estate, draft, nodes);
    accessPolicyEdges(estate, draft, nodes, identities);
    accounts.read(objects);
    const subjects = new Subjects(nodes, identities, accounts);
    bindingEdges(objects, draft, nodes, rolesOf(objects), subjects);
    podIdentityEdges(estate, draft, nodes, accounts);
    annotatedRoleEdges(objects, draft, nodes, accounts);
    mountEdges(objects, draft, fileSystemEdges(estate, draft), inside);
    subjects.fill(draft);
    inside.draw(draft, nodes);
    for (const what of [
        ...objects.unread,
        ...objects.all.flatMap((each) => unreadIn(each) ?? []),
    ]) {
        draft.unread(what);
    }
    clustersOpenOtherwise(estate, draft);
}

/** A cluster that takes other words than access entries for who somebody is. */
function clustersOpenOtherwise(estate: GraphEstate, draft: Draft): void {
    for (const resource of estate.ofType("aws:eks/cluster:Cluster")) {
        const mode = textOf(resource, "accessConfig.authenticationMode");
        const { name } = clusterOf(resource);
        if (mode !== "API") {
            draft.unread(`cluster "${name}": whom the ConfigMap "aws-auth" lets in is not read`);
        }
        const admin = valueAt(resource, "accessConfig.bootstrapClusterCreatorAdminPermissions");
        if (admin.state !== "known" || admin.value !== false) {
            draft.unread(`cluster "${name}": whoever made it may be its administrator`);
        }
        if (valueAt(resource, "computeConfig.nodeRoleArn").state !== "absent") {
            draft.unread(`cluster "${name}": the role of the nodes that EKS makes is not read`);
        }
    }
}
