import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { audienceGroup, namespaceName } from "../model/names";
import { clusterReading } from "../model/documents/clusterReading";
import type { ClusterReading } from "../model/documents/clusterReading";
import { namespaceRoles } from "../model/documents/namespaceRules";
import type { AccessRule, NamespaceRole } from "../model/documents/namespaceRules";
import type { Team } from "../model/team";
import { clusterMetadata, namespacedMetadata } from "./metadata";
import { serviceAccountSuffix } from "./serviceAccountSuffix";

export interface NamespaceAccessArgs {
    readonly team: Team;
}

const rbacGroup = "rbac.authorization.k8s.io";

/** What the team's groups may do in its namespace and read of the cluster, and the service accounts its pods name. */
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
        const reading = clusterReading(team);
        if (reading !== undefined) {
            this.bindEverywhere(`${name}-cluster-role`, reading);
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
                rules: rules.map(ruleOf),
            },
            { parent: this },
        );
        new kubernetes.rbac.v1.RoleBinding(
            `${resourceName}-binding`,
            {
                metadata: namespacedMetadata(this.namespaceName, name),
                roleRef: { apiGroup: rbacGroup, kind: "Role", name },
                subjects: [groupSubject(audienceGroup(team.physicalName, kind))],
            },
            // A binding to a role that does not exist yet is accepted and grants whatever comes.
            { parent: this, dependsOn: [role] },
        );
    }

    private bindEverywhere(resourceName: string, reading: ClusterReading): void {
        const { name, bindingName, rules, groups } = reading;
        const role = new kubernetes.rbac.v1.ClusterRole(
            resourceName,
            { metadata: clusterMetadata(name), rules: rules.map(ruleOf) },
            { parent: this },
        );
        new kubernetes.rbac.v1.ClusterRoleBinding(
            `${resourceName}-binding`,
            {
                metadata: clusterMetadata(bindingName),
                roleRef: { apiGroup: rbacGroup, kind: "ClusterRole", name },
                subjects: groups.map(groupSubject),
            },
            { parent: this, dependsOn: [role] },
        );
    }
}

function ruleOf({ apiGroups, resources, resourceNames, verbs }: AccessRule) {
    return {
        apiGroups: [...apiGroups],
        resources: [...resources],
        ...(resourceNames === undefined ? {} : { resourceNames: [...resourceNames] }),
        verbs: [...verbs],
    };
}

function groupSubject(name: string) {
    return { apiGroup: rbacGroup, kind: "Group", name };
}
