import assert from "node:assert/strict";
import { buildGraph } from "../../../policypack/graph/build";
import {
    account,
    association,
    core,
    entry,
    linesOf,
    rbac,
    registered,
} from "../../support/graphLines";

const cluster = { type: "cluster" };
const inNamespaces = (...namespaces: readonly string[]) => ({ type: "namespace", namespaces });
const reads = { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] };
const bind = (kind: string, name: string, ...subjects: readonly object[]) => ({
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name },
    subjects,
});
const group = (name: string) => ({ kind: "Group", name });

describe("access to Kubernetes in the graph", () => {
    it("makes a role the user and the groups that its access entry says", () => {
        const graph = buildGraph([
            entry("scientist", { kubernetesGroups: ["team"] }),
            entry("robot", { userName: "ci:{{SessionName}}" }),
            entry("node", { type: "HYPERPOD_LINUX" }),
        ]);

        assert.deepEqual(linesOf(graph, "access-entry", "member"), [
            "access-entry node -> identity:system:node:*: eks:AccessKubernetesApi on arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
            "access-entry robot -> identity:ci:*: eks:AccessKubernetesApi on arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
            "access-entry scientist -> identity:arn:aws:sts::111122223333:assumed-role/scientist/*: eks:AccessKubernetesApi on arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
            "member identity:arn:aws:sts::111122223333:assumed-role/scientist/* -> group:team: member on team",
            "member identity:system:node:* -> group:system:bootstrappers: member on system:bootstrappers",
            "member identity:system:node:* -> group:system:nodes: member on system:nodes",
        ]);
        assert.deepEqual(linesOf(graph, "kubernetes"), [
            "kubernetes group:system:nodes -> cluster:: * on * ? a node has what its pods have, and which these are no document says",
        ]);
    });

    it("follows an access policy to its namespaces, patterns among them, or to the cluster", () => {
        const graph = buildGraph([
            entry("scientist"),
            association("scientist", "AmazonEKSSecretReaderPolicy", inNamespaces("a", "b-*")),
            association("scientist", "AmazonEKSAdminViewPolicy", cluster),
            association("scientist", "AmazonNewPolicy", inNamespaces("a")),
            core("ServiceAccount", "training", {}, "b-1"),
        ]);

        const from = `kubernetes identity:arn:aws:sts::${account}:assumed-role/scientist/*`;
        assert.deepEqual(linesOf(graph, "kubernetes", "pods"), [
            `${from} -> cluster:: * on * ? rights on "nodes/proxy" may lead to anything there`,
            `${from} -> cluster:: get list watch on */*`,
            `${from} -> namespace:a: * on * ? what access policy "AmazonNewPolicy" allows is not known here`,
            `${from} -> namespace:a: get list watch on /secrets`,
            `${from} -> namespace:b-*: get list watch on /secrets`,
            "pods cluster: -> service-account:b-1/training: run on training",
            "pods namespace:b-* -> service-account:b-1/training: run on training",
            "pods namespace:b-1 -> service-account:b-1/training: run on training",
        ]);
    });

    it("reads what a group is bound to, in its namespace or everywhere", () => {
        const named = { ...reads, resources: ["nodes"], resourceNames: ["one"] };
        const graph = buildGraph([
            rbac("Role", "reader", { rules: [reads, named] }),
            rbac("RoleBinding", "readers", bind("Role", "reader", group("team"))),
            rbac("ClusterRole", "pages", {
                rules: [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }],
            }),
            rbac("ClusterRoleBinding", "pages", bind("ClusterRole", "pages", group("team"))),
            rbac("RoleBinding", "pages", bind("ClusterRole", "pages", group("team"))),
        ]);

        assert.deepEqual(linesOf(graph, "kubernetes"), [
            "kubernetes group:team -> cluster:: get on url:/metrics",
            "kubernetes group:team -> namespace:a: get list on /nodes if kubernetes:resourcename StringEquals one",
            "kubernetes group:team -> namespace:a: get list on /pods",
        ]);
    });

    it("takes a role that is not registered for one that allows whatever there is", () => {
        const graph = buildGraph([
            rbac("RoleBinding", "b", bind("Role", "other", group("team"))),
            rbac("ClusterRoleBinding", "c", bind("ClusterRole", "cluster-admin", group("team"))),
        ]);

        assert.deepEqual(linesOf(graph, "kubernetes"), [
            "kubernetes group:team -> cluster:: * on */* url:*",
            'kubernetes group:team -> namespace:a: * on * ? Role "other" is registered elsewhere, or nowhere',
        ]);
    });

    it("gathers what an aggregated role says, and says that there may be more", () => {
        const labels = { "rbac.example.com/gather": "true" };
        const graph = buildGraph([
            rbac("ClusterRole", "part", {
                metadata: { name: "part", labels },
                rules: [reads],
            }),
            rbac("ClusterRole", "whole", {
                aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] },
            }),
            rbac("ClusterRoleBinding", "b", bind("ClusterRole", "whole", group("team"))),
        ]);

        assert.deepEqual(linesOf(graph, "kubernetes"), [
            "kubernetes group:team -> cluster:: * on * ? it gathers what roles of other programs say, which is not known",
            "kubernetes group:team -> cluster:: get list on /pods",
        ]);
    });

    it("names what makes all rights out of one", () => {
        const rule = (apiGroup: string, resource: string, verb: string) => ({
            rules: [{ apiGroups: [apiGroup], resources: [resource], verbs: [verb] }],
        });
        const graph = buildGraph([
            rbac("ClusterRole", "i", rule("", "users", "impersonate")),
            rbac("ClusterRoleBinding", "i", bind("ClusterRole", "i", group("i"))),
            rbac("Role", "b", rule("rbac.authorization.k8s.io", "roles", "bind")),
            rbac("RoleBinding", "b", bind("Role", "b", group("b"))),
            rbac("ClusterRole", "n", rule("", "nodes/proxy", "get")),
            rbac("ClusterRoleBinding", "n", bind("ClusterRole", "n", group("n"))),
            rbac("RoleBinding", "m", bind("ClusterRole", "n", group("m"))),
        ]);

        assert.deepEqual(linesOf(graph, "kubernetes"), [
            'kubernetes group:b -> namespace:a: * on * ? verb "bind" on "roles" may lead to anything there',
            "kubernetes group:b -> namespace:a: bind on rbac.authorization.k8s.io/roles",
            'kubernetes group:i -> cluster:: * on * ? verb "impersonate" on "users" may lead to anything there',
            "kubernetes group:i -> cluster:: impersonate on /users",
            "kubernetes group:m -> namespace:a: get on /nodes/proxy",
            'kubernetes group:n -> cluster:: * on * ? rights on "nodes/proxy" may lead to anything there',
            "kubernetes group:n -> cluster:: get on /nodes/proxy",
        ]);
    });

    it("finds who stands behind users, service accounts and the groups that fill themselves", () => {
        const user = (name: string) => ({ kind: "User", name });
        const robot = { kind: "ServiceAccount", name: "robot", namespace: "b" };
        const graph = buildGraph([
            entry("scientist", { userName: "person:{{SessionName}}" }),
            rbac("Role", "reader", { rules: [reads] }),
            rbac(
                "RoleBinding",
                "users",
                bind(
                    "Role",
                    "reader",
                    user("person:ada"),
                    user("system:serviceaccount:c:d"),
                    robot,
                ),
            ),
            rbac("RoleBinding", "all", bind("Role", "reader", group("system:serviceaccounts:b"))),
            rbac("RoleBinding", "any", bind("Role", "reader", group("system:unauthenticated"))),
            rbac("RoleBinding", "known", bind("Role", "reader", group("system:authenticated"))),
        ]);

        assert.deepEqual(linesOf(graph, "kubernetes"), [
            "kubernetes group:system:authenticated -> namespace:a: get list on /pods",
            "kubernetes group:system:serviceaccounts:b -> namespace:a: get list on /pods",
            "kubernetes group:system:unauthenticated -> namespace:a: get list on /pods",
            'kubernetes identity:person:* -> namespace:a: get list on /pods ? only in a session whose name makes it user "person:ada"',
            "kubernetes identity:person:ada -> namespace:a: get list on /pods",
            "kubernetes service-account:b/robot -> namespace:a: get list on /pods",
            "kubernetes service-account:c/d -> namespace:a: get list on /pods",
        ]);
        assert.deepEqual(linesOf(graph, "member"), [
            "member anyone -> group:system:unauthenticated: member on system:unauthenticated",
            "member identity:person:* -> group:system:authenticated: member on system:authenticated",
            "member service-account:a/default -> group:system:authenticated: member on system:authenticated",
            "member service-account:b/default -> group:system:authenticated: member on system:authenticated",
            "member service-account:b/default -> group:system:serviceaccounts:b: member on system:serviceaccounts:b",
            "member service-account:b/robot -> group:system:authenticated: member on system:authenticated",
            "member service-account:b/robot -> group:system:serviceaccounts:b: member on system:serviceaccounts:b",
            "member service-account:c/d -> group:system:authenticated: member on system:authenticated",
        ]);
    });

    it("mounts a volume for the claim that it is kept for, and for anybody if for none", () => {
        const csi = { driver: "fsx.csi.aws.com", volumeHandle: "fs-1" };
        const claimRef = { namespace: "a", name: "data" };
        const graph = buildGraph([
            core("PersistentVolume", "kept", { spec: { csi, claimRef } }),
            core("PersistentVolume", "free", {
                spec: { csi: { ...csi, volumeHandle: "fs-2" }, accessModes: ["ReadOnlyMany"] },
            }),
            core("PersistentVolumeClaim", "data", { spec: { volumeName: "kept" } }),
            core("PersistentVolumeClaim", "far", { spec: { volumeName: "theirs" } }, "b"),
            registered("aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation", "link", {
                fileSystemId: "fs-1",
                dataRepositoryPath: "s3://curated/vision/",
                s3: { autoExportPolicy: { events: ["NEW"] } },
            }),
        ]);

        const free = "? the volume is kept for no claim, or not for a known one";
        assert.deepEqual(linesOf(graph, "mount", "link"), [
            "link file-system:fs-1 -> arn:aws:s3:::curated: s3:DeleteObject s3:GetObject s3:ListBucket s3:PutObject on object/vision/* prefix/vision/*",
            "mount cluster: -> file-system:fs-1: read write on kept",
            `mount cluster: -> file-system:fs-2: read on free ${free}`,
            "mount cluster: -> file-system:volume theirs: read write on theirs ? the volume is registered elsewhere",
            "mount namespace:* -> file-system:fs-1: read write on kept",
            `mount namespace:* -> file-system:fs-2: read on free ${free}`,
            "mount namespace:* -> file-system:volume theirs: read write on theirs ? the volume is registered elsewhere",
            "mount namespace:a -> file-system:fs-1: read write on kept",
            `mount namespace:a -> file-system:fs-2: read on free ${free}`,
            `mount namespace:b -> file-system:fs-2: read on free ${free}`,
            "mount namespace:b -> file-system:volume theirs: read write on theirs ? the volume is registered elsewhere",
        ]);
    });

    it("says what it does not read", () => {
        const graph = buildGraph([
            core("ConfigMap", "aws-auth", { data: {} }, "kube-system"),
            registered("kubernetes:helm.sh/v3:Release", "chart", { chart: "x" }),
            registered("kubernetes:example.com/v1:Operator", "op", { metadata: { name: "op" } }),
        ]);

        assert.deepEqual(graph.unread, [
            'ConfigMap "aws-auth": who comes into the cluster by it is not read',
            'Helm release "chart": what its chart holds is not registered',
            'Operator "op": what a "example.com/Operator" makes possible is not read',
        ]);
    });

    it("says which types of AWS it does not read, in whatever form they are registered", () => {
        const cloudControl = (name: string, typeName: string, desired: object) =>
            registered("aws:cloudcontrol/resource:Resource", name, {
                typeName,
                desiredState: JSON.stringify(desired),
            });

        const graph = buildGraph([
            registered("aws:iam/role:Role", "read", { name: "read" }),
            registered("aws:eks/nodeGroup:NodeGroup", "nodes", { clusterName: "c" }),
            registered("aws:s3/filesFileSystem:FilesFileSystem", "files", { prefix: "vision/" }),
            registered("aws:s3/bucket:Bucket", "copied", { replicationConfiguration: {} }),
            registered("aws:cloudformation/stack:Stack", "elsewhere", { templateUrl: "u" }),
            registered("aws:servicecatalog/provisionedProduct:ProvisionedProduct", "product", {}),
            cloudControl("quota", "AWS::SageMaker::ComputeQuota", {}),
            cloudControl("provider", "AWS::EKS::IdentityProviderConfig", {}),
            cloudControl("listed", "AWS::S3::Bucket", { InventoryConfigurations: [{}] }),
            registered("aws:eks/cluster:Cluster", "auto", {
                name: "auto",
                accessConfig: {
                    authenticationMode: "API",
                    bootstrapClusterCreatorAdminPermissions: false,
                },
                computeConfig: { nodeRoleArn: "r" },
            }),
        ]);

        assert.deepEqual(graph.unread, [
            'cluster "auto": the role of the nodes that EKS makes is not read',
            'resource "copied" is not read: where "replicationConfiguration" copies objects to',
            'resource "elsewhere" is not read: what "templateUrl" makes',
            'resource "files" is not read: whom a "aws:s3/filesFileSystem:FilesFileSystem" lets in',
            'resource "listed" is not read: whom a "aws:s3/inventory:Inventory" lets in',
            'resource "nodes" is not read: a node group, whose role EKS lets in as a node by an entry of its own',
            'resource "product" is not read: a template of a catalog',
            'resource "provider" is not read: whom a "AWS::EKS::IdentityProviderConfig" lets in',
        ]);
    });
});
