import { copiesOut } from "../aws/copiesOut";
import { documentPlaces } from "../aws/documents";
import { associationType, furtherLinks, lustreType } from "../aws/fileSystems";
import { managedPolicyType, roleAttachments } from "../aws/identityPolicies";
import { principalFields } from "../aws/principalFields";
import { aclPlaces, ownershipType, publicAccessBlocks } from "../aws/publicAccess";
import { cloudControlType, stackType } from "../aws/registered";
import type { SecurityInput } from "../securityInputs";

const present = (paths: readonly (string | undefined)[]): readonly string[] =>
    paths.filter((path) => path !== undefined);

/** The inputs of AWS resources that a rule of this pack reads; most of them stand in its tables. */
export const awsSecurityInputs: readonly SecurityInput[] = [
    ...documentPlaces.map(({ type, path, namedBy }) => ({
        type,
        paths: present([path, namedBy]),
    })),
    ...principalFields.map(({ type, path }) => ({ type, paths: [path] })),
    ...[...roleAttachments].map(([type, { role, document, documents, managed }]) => ({
        type,
        paths: present([role, document, documents, managed]),
    })),
    ...[...publicAccessBlocks].map(([type, { path }]) => ({
        type,
        paths:
            path === undefined
                ? [
                      "blockPublicAcls",
                      "blockPublicPolicy",
                      "ignorePublicAcls",
                      "restrictPublicBuckets",
                  ]
                : [path],
    })),
    ...[...aclPlaces].map(([type, { canned, grants }]) => ({
        type,
        paths: [...canned, ...grants],
    })),
    { type: ownershipType, paths: ["rule.objectOwnership"] },
    { type: "aws:iam/role:Role", paths: ["name", "path"] },
    { type: managedPolicyType, paths: ["name", "path", "policy", "roles"] },
    { type: "aws:iam/policyAttachment:PolicyAttachment", paths: ["users", "groups"] },
    { type: "aws:s3/accessPoint:AccessPoint", paths: ["bucket", "vpcConfiguration"] },
    { type: "aws:lambda/functionUrl:FunctionUrl", paths: ["authorizationType"] },
    {
        type: "aws:kms/grant:Grant",
        paths: ["granteePrincipal", "retiringPrincipal", "operations", "constraints"],
    },
    // The tag "Name" says whose a file system is.
    { type: lustreType, paths: ["tags"] },
    { type: associationType, paths: ["dataRepositoryPath"] },
    ...[...furtherLinks, ...copiesOut].map(([type, paths]) => ({ type, paths })),
    { type: cloudControlType, paths: ["typeName", "desiredState"] },
    { type: stackType, paths: ["templateBody", "templateUrl"] },
    {
        type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        paths: ["clusterName", "principalArn", "accessScope", "policyArn"],
    },
    {
        type: "aws:eks/accessEntry:AccessEntry",
        paths: ["clusterName", "principalArn", "type", "userName", "kubernetesGroups"],
    },
    {
        type: "aws:eks/addon:Addon",
        paths: [
            "clusterName",
            "addonName",
            "serviceAccountRoleArn",
            "podIdentityAssociations",
            "configurationValues",
            "namespaceConfig",
        ],
    },
    {
        type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        paths: ["clusterName", "namespace", "serviceAccount", "roleArn", "targetRoleArn"],
    },
    {
        type: "aws:eks/cluster:Cluster",
        paths: [
            "accessConfig.authenticationMode",
            "accessConfig.bootstrapClusterCreatorAdminPermissions",
            "computeConfig.nodeRoleArn",
        ],
    },
];
