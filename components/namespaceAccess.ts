import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { audienceGroup, namespaceName } from "../model/names";
import { namespaceRoles } from "../model/documents/namespaceRules";
import type { NamespaceRole } from "../model/documents/namespaceRules";
import type { Team } from "../model/team";
import { namespacedMetadata } from "./metadata";
import { serviceAccountSuffix } from "./serviceAccountSuffix";

export interface NamespaceAccessArgs {
    readonly team: Team;
}

/** What the team's groups may do in its namespace, and the service accounts its pods name. */
export class NamespaceAccess extends pulumi.ComponentResource {
    public readonly namespaceName: string;
    public readonly serviceAccountNames: readonly string[];

    constructor(name: string, args: NamespaceAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:NamespaceAccess", name, {}, opts);
        const { team } = args;
        this.namespaceName = namespaceName(team.physicalName);
        this.serviceAccountNames = team.serviceAccounts;

        for (const role of namespaceRoles(team)) {
            this.bind(role.kind === "viewer" ? `${name}-viewer-role` : `${name}-role`, team, role);
        }
        for (const account of team.serviceAccounts) {
            new kubernetes.core.v1.ServiceAccount(
                `${name}-service-account${serviceAccountSuffix(account)}`,
                { metadata: namespacedMetadata(this.namespaceName, account) },
                { parent: this },
            );
        }

        this.registerOutputs({
            namespaceName: this.namespaceName,
            serviceAccountNames: this.serviceAccountNames,
        });
    }

    private bind(resourceName: string, team: Team, { name, kind, rules }: NamespaceRole): void {
        const role = new kubernetes.rbac.v1.Role(
            resourceName,
            {
                metadata: namespacedMetadata(this.namespaceName, name),
                rules: rules.map(({ apiGroups, resources, verbs }) => ({
                    apiGroups: [...apiGroups],
                    resources: [...resources],
                    verbs: [...verbs],
                })),
            },
            { parent: this },
        );
        new kubernetes.rbac.v1.RoleBinding(
            `${resourceName}-binding`,
            {
                metadata: namespacedMetadata(this.namespaceName, name),
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
                subjects: [
                    {
                        apiGroup: "rbac.authorization.k8s.io",
                        kind: "Group",
                        name: audienceGroup(team.physicalName, kind),
                    },
                ],
            },
            // A binding to a role that does not exist yet is accepted and grants whatever comes.
            { parent: this, dependsOn: [role] },
        );
    }
}
