/**
 * Where the types of @pulumi/aws let somebody in without a document: by an input of their own. What
 * stands there is judged like a document's principal.
 */
export interface PrincipalField {
    readonly type: string;
    /** The input that names whom it lets in: one value or a list. */
    readonly path: string;
    readonly noun: string;
}

const field = (type: string, path: string, noun: string): PrincipalField => ({
    type: `aws:${type}`,
    path,
    noun,
});

export const principalFields: readonly PrincipalField[] = [
    field("acmpca/permission:Permission", "principal", "certificate authority"),
    field("cloudwatch/eventPermission:EventPermission", "principal", "event bus"),
    field("ec2/amiLaunchPermission:AmiLaunchPermission", "accountId", "image"),
    field("ec2/amiLaunchPermission:AmiLaunchPermission", "group", "image"),
    field("ec2/amiLaunchPermission:AmiLaunchPermission", "organizationArn", "image"),
    field("ec2/amiLaunchPermission:AmiLaunchPermission", "organizationalUnitArn", "image"),
    field(
        "ec2/networkInterfacePermission:NetworkInterfacePermission",
        "awsAccountId",
        "network interface",
    ),
    field(
        "ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission",
        "accountId",
        "snapshot",
    ),
    field("ec2/vpcEndpointService:VpcEndpointService", "allowedPrincipals", "endpoint service"),
    field(
        "ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        "principalArn",
        "endpoint service",
    ),
    field(
        "globalaccelerator/crossAccountAttachment:CrossAccountAttachment",
        "principals",
        "accelerator attachment",
    ),
    field("glue/catalog:Catalog", "createDatabaseDefaultPermissions", "data catalog"),
    field("glue/catalog:Catalog", "createTableDefaultPermissions", "data catalog"),
    field("glue/catalogDatabase:CatalogDatabase", "createTableDefaultPermissions", "data catalog"),
    field("lakeformation/permissions:Permissions", "principal", "data lake"),
    field("lakeformation/optIn:OptIn", "principals", "data lake"),
    field("lakeformation/dataLakeSettings:DataLakeSettings", "admins", "data lake"),
    field("lakeformation/dataLakeSettings:DataLakeSettings", "readOnlyAdmins", "data lake"),
    field("lakeformation/dataLakeSettings:DataLakeSettings", "trustedResourceOwners", "data lake"),
    // What is new is open to whoever stands here, a group of the service's own: nobody should.
    field(
        "lakeformation/dataLakeSettings:DataLakeSettings",
        "createDatabaseDefaultPermissions",
        "data lake",
    ),
    field(
        "lakeformation/dataLakeSettings:DataLakeSettings",
        "createTableDefaultPermissions",
        "data lake",
    ),
    field("lambda/layerVersionPermission:LayerVersionPermission", "principal", "layer"),
    field("lambda/permission:Permission", "principal", "function"),
    field("licensemanager/licenseGrant:LicenseGrant", "principal", "license"),
    field(
        "opensearch/authorizeVpcEndpointAccess:AuthorizeVpcEndpointAccess",
        "account",
        "search domain",
    ),
    field(
        "organizations/delegatedAdministrator:DelegatedAdministrator",
        "accountId",
        "organization",
    ),
    field("ram/principalAssociation:PrincipalAssociation", "principal", "resource share"),
    field(
        "ram/resourceShareAssociationsExclusive:ResourceShareAssociationsExclusive",
        "principals",
        "resource share",
    ),
    field("rds/clusterSnapshot:ClusterSnapshot", "sharedAccounts", "snapshot"),
    field("rds/clusterSnapshotCopy:ClusterSnapshotCopy", "sharedAccounts", "snapshot"),
    field("rds/snapshot:Snapshot", "sharedAccounts", "snapshot"),
    field("rds/snapshotCopy:SnapshotCopy", "sharedAccounts", "snapshot"),
    field(
        "redshift/dataShareAuthorization:DataShareAuthorization",
        "consumerIdentifier",
        "data share",
    ),
    field("redshift/endpointAuthorization:EndpointAuthorization", "account", "warehouse"),
    field("s3control/accessGrant:AccessGrant", "grantee.granteeIdentifier", "access grant"),
    field(
        "securitylake/customLogSource:CustomLogSource",
        "configuration.providerIdentity.principal",
        "security lake",
    ),
    field("securitylake/subscriber:Subscriber", "subscriberIdentity.principal", "security lake"),
    field("servicecatalog/portfolioShare:PortfolioShare", "principalId", "portfolio"),
    field(
        "servicecatalog/principalPortfolioAssociation:PrincipalPortfolioAssociation",
        "principalArn",
        "portfolio",
    ),
    field(
        "signer/signingProfilePermission:SigningProfilePermission",
        "principal",
        "signing profile",
    ),
    field("ssm/document:Document", "permissions", "document"),
];
