/**
 * What looks like a place where somebody is let in, and is none, or is one that the pack leaves out
 * on purpose: by the name of the input, or by the type and the input. Each with its reason.
 */
interface LeftOut {
    readonly reason: string;
    /** Whole names of inputs, wherever they stand. */
    readonly names?: readonly string[];
    /** `type input`, or only the type for all of its inputs. */
    readonly places?: readonly string[];
}

export const policiesLeftOut: readonly LeftOut[] = [
    {
        reason: "how encrypted connections are made, not who may make them",
        names: [
            "sslPolicy",
            "securityPolicy",
            "securityPolicyName",
            "tlsSecurityPolicy",
            "tlsPolicy",
            "httpsPolicy",
            "alpnPolicy",
            "webAppEndpointPolicy",
        ],
    },
    {
        reason: "how network traffic, mail or web pages are treated",
        names: [
            "dnsRecordClientRoutingPolicy",
            "routingHttpResponseContentSecurityPolicyHeaderValue",
            "contentSecurityPolicy",
            "referrerPolicy",
            "originProtocolPolicy",
            "viewerProtocolPolicy",
            "protocolPolicy",
            "routingPolicy",
            "routingPolicyLabel",
            "dnsPolicy",
            "streamExceptionPolicy",
            "actionFailurePolicy",
        ],
        places: [
            "aws:route53/trafficPolicy:TrafficPolicy",
            "aws:networkmanager/coreNetwork:CoreNetwork",
            "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment",
            "aws:ses/receiptFilter:ReceiptFilter",
            "aws:workspacesweb/browserSettings:BrowserSettings",
        ],
    },
    {
        reason: "when and how something is retried, kept, scaled, sized or ended",
        names: [
            "retryPolicy",
            "deliveryPolicy",
            "filterPolicy",
            "filterPolicyScope",
            "redrivePolicy",
            "redriveAllowPolicy",
            "replayPolicy",
            "archivePolicy",
            "lifecyclePolicy",
            "notificationPolicy",
            "snapshotPolicy",
            "autoImportPolicy",
            "autoscalingPolicy",
            "excessCapacityTerminationPolicy",
            "terminationPolicies",
            "dataDeletionPolicy",
            "deletePropagationPolicy",
            "newGameSessionProtectionPolicy",
            "gameServerProtectionPolicy",
            "defaultPolicy",
            "userContextPolicy",
            "scalingPolicyUpdateBehavior",
            "imagePullPolicy",
            "languageSelectionPolicy",
            "paddingPolicy",
            "sizingPolicy",
        ],
        places: [
            "aws:ecr/lifecyclePolicy:LifecyclePolicy",
            "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy",
            "aws:cloudwatch/logIndexPolicy:LogIndexPolicy",
        ],
    },
    {
        reason: "the name, type or id of a policy, not its content",
        names: [
            "policyName",
            "policyNames",
            "policyType",
            "policyTypeName",
            "policyLanguage",
            "policyRuntime",
            "policyId",
            "policyStoreId",
            "policyEngineId",
            "policyTemplateId",
            "policyReferenceName",
            "policyRevision",
            "policyRevisionId",
            "policyRuleNumber",
            "policyUrl",
            "enabledPolicyTypes",
            "cachePolicyId",
            "originRequestPolicyId",
            "responseHeadersPolicyId",
            "continuousDeploymentPolicyId",
            "trafficPolicyId",
            "trafficPolicyInstanceId",
            "trafficPolicyVersion",
            "firewallPolicyArn",
            "schedulingPolicyArn",
            "transitGatewayMeteringPolicyId",
            "transitGatewayPolicyTableId",
            "basePolicyRegions",
        ],
        places: ["aws:iot/policyAttachment:PolicyAttachment"],
    },
    {
        reason: "a document that only takes away: session policies, guardrails, masks, boundaries of updates",
        names: ["sessionPolicy", "sessionPolicyArn", "guardrailPolicyArns", "policyBody"],
        places: [
            "aws:eks/podIdentityAssociation:PodIdentityAssociation policy",
            "aws:transfer/access:Access policy",
            "aws:transfer/user:User policy",
            "aws:rolesanywhere/profile:Profile managedPolicyArns",
            "aws:quicksight/iamPolicyAssignment:IamPolicyAssignment policyArn",
            "aws:sns/dataProtectionPolicy:DataProtectionPolicy policy",
            "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy policyDocument",
            "aws:cloudwatch/logAccountPolicy:LogAccountPolicy policyDocument",
            "ssoadmin.PermissionsBoundaryAttachmentPermissionsBoundary managedPolicyArn",
            "quicksight.DataSetRowLevelPermissionDataSet permissionPolicy",
            "aws:organizations/policy:Policy content",
        ],
    },
    {
        reason: "names of inline policies that may stay; what they hold stands in their own resources",
        places: [
            "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
            "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
            "aws:iam/groupPoliciesExclusive:GroupPoliciesExclusive",
        ],
    },
    {
        reason: "a language of its own about things inside one service, and no AWS principal in it",
        names: ["policyText"],
        places: [
            "aws:iot/policy:Policy policy",
            "aws:verifiedaccess/endpoint:Endpoint policyDocument",
            "aws:verifiedaccess/group:Group policyDocument",
            "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy policy",
            "aws:verifiedpermissions/policyTemplate:PolicyTemplate statement",
            "verifiedpermissions.PolicyDefinitionStatic statement",
            "bedrock.AgentcorePolicyDefinitionCedar statement",
            "bedrock.GuardrailTopicPolicyConfigTopicsConfig definition",
            "aws:ram/permission:Permission policyTemplate",
            "aws:resiliencehub/v2Service:V2Service policyArn",
            "aws:resiliencehub/v2UserJourney:V2UserJourney policyArn",
        ],
    },
    {
        reason: "what a policy of this pack about Kubernetes access judges",
        places: ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation policyArn"],
    },
    {
        reason: "parts of a type that no role may use at all (`neverFor`)",
        places: ["budgets.BudgetActionDefinitionIamActionDefinition policyArn"],
    },
    {
        reason: "the same documents as the input of their resource, which has the type in full",
        places: [
            "odb.NetworkManagedServiceKmsAccess kmsPolicyDocument",
            "odb.NetworkManagedServiceS3Access s3PolicyDocument",
            "odb.NetworkManagedServiceStsAccess stsPolicyDocument",
        ],
    },
];

export const principalsLeftOut: readonly LeftOut[] = [
    {
        reason: "what kind of principal another input names",
        names: ["principalType", "thingPrincipalType", "principalEntityType", "granteeType"],
    },
    {
        reason: "who signs in to something inside one service, and no AWS principal",
        names: [
            "kerberosPrincipal",
            "platformPrincipal",
            "principalIdClaim",
            "crossRealmTrustPrincipalPassword",
        ],
        places: [
            "quicksight.AnalysisPermission principal",
            "quicksight.DashboardPermission principal",
            "quicksight.DataSetColumnLevelPermissionRule principals",
            "quicksight.DataSetPermission principal",
            "quicksight.DataSourcePermission principal",
            "quicksight.FolderPermission principal",
            "quicksight.TemplatePermission principal",
            "quicksight.ThemePermission principal",
            "aws:datazone/policyGrant:PolicyGrant principal",
            "aws:iot/thingPrincipalAttachment:ThingPrincipalAttachment principal",
            "aws:ssoadmin/applicationAssignment:ApplicationAssignment principalId",
        ],
    },
    {
        reason: "a service that the whole organization trusts: judged where organizations are managed",
        names: ["servicePrincipal", "awsServiceAccessPrincipals"],
    },
    {
        reason: "a switch, a narrower condition beside the principal, or somebody left out",
        names: ["allowExternalPrincipals", "sharePrincipals", "principalOrgId"],
        places: [
            "aws:ecr/pullTimeUpdateExclusion:PullTimeUpdateExclusion principalArn",
            "imagebuilder.LifecyclePolicyPolicyDetailExclusionRulesAmis sharedAccounts",
        ],
    },
    {
        reason: "a service's own role, or what the service itself answers",
        places: [
            "lightsail.ContainerServicePrivateRegistryAccessEcrImagePullerRole principalArn",
            "opensearch.AuthorizeVpcEndpointAccessAuthorizedPrincipal principal",
        ],
    },
    {
        reason: "a list for the outputs of a service that has ended (Elastic Transcoder)",
        names: ["grantee"],
    },
    {
        reason: "the shape of a document, which is read where it stands",
        names: ["Principal", "NotPrincipal"],
    },
    {
        reason: "what a policy of this pack about Kubernetes access or keys judges",
        places: [
            "aws:eks/accessEntry:AccessEntry principalArn",
            "aws:eks/accessPolicyAssociation:AccessPolicyAssociation principalArn",
            "aws:kms/grant:Grant granteePrincipal",
            "aws:kms/grant:Grant retiringPrincipal",
        ],
    },
];

/** Why an input is left out; nothing when it is not. */
export function reasonToLeaveOut(
    leftOut: readonly LeftOut[],
    of: string,
    name: string,
): string | undefined {
    return leftOut.find(
        ({ names = [], places = [] }) =>
            names.includes(name) || places.includes(of) || places.includes(`${of} ${name}`),
    )?.reason;
}
