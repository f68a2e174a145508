import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { namespaceName, teamGroup } from "../model/names";
import { namespaceRules } from "../model/namespaceRules";
import type { Team } from "../model/roster";

export interface NamespaceAccessArgs {
    readonly team: Team;
}

/** What the team's group may do in its namespace, and the service account its training pods name. */
export class NamespaceAccess extends pulumi.ComponentResource {
    public readonly namespaceName: string;
    public readonly serviceAccountName: string;

    constructor(name: string, args: NamespaceAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:NamespaceAccess", name, {}, opts);
        const { team } = args;
        this.namespaceName = namespaceName(team.name);
        this.serviceAccountName = team.serviceAccount;

        const metadata = (objectName: string) => ({
            name: objectName,
            namespace: this.namespaceName,
            labels: { "app.kubernetes.io/managed-by": "hyperpod-teams" },
        });
        const role = new kubernetes.rbac.v1.Role(
            `${name}-role`,
            {
                metadata: metadata("hyperpod-team-scientist"),
                rules: namespaceRules.map(({ apiGroups, resources, verbs }) => ({
                    apiGroups: [...apiGroups],
                    resources: [...resources],
                    verbs: [...verbs],
                })),
            },
            { parent: this },
        );
        new kubernetes.rbac.v1.RoleBinding(
            `${name}-role-binding`,
            {
                metadata: metadata("hyperpod-team-scientist"),
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "Role",
                    name: "hyperpod-team-scientist",
                },
                subjects: [
                    {
                        apiGroup: "rbac.authorization.k8s.io",
                        kind: "Group",
                        name: teamGroup(team.name),
                    },
                ],
            },
            // A binding to a role that does not exist yet is accepted and grants whatever comes.
            { parent: this, dependsOn: [role] },
        );
        new kubernetes.core.v1.ServiceAccount(
            `${name}-service-account`,
            { metadata: metadata(this.serviceAccountName) },
            { parent: this },
        );

        this.registerOutputs({
            namespaceName: this.namespaceName,
            serviceAccountName: this.serviceAccountName,
        });
    }
}
