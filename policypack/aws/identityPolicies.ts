/**
 * Where the types of @pulumi/aws say what a principal may do: documents that are written into a role
 * and managed policies that are attached to one.
 */
export interface RoleAttachments {
    /** The inputs that name the role, or a list of roles. */
    readonly role: string;
    /** The document that is written into the role. */
    readonly document?: string;
    /** A list of documents under `policy`. */
    readonly documents?: string;
    /** The ARN of a managed policy, or a list of them. */
    readonly managed?: string;
}

export const roleAttachments: ReadonlyMap<string, RoleAttachments> = new Map([
    [
        "aws:iam/role:Role",
        { role: "name", documents: "inlinePolicies", managed: "managedPolicyArns" },
    ],
    ["aws:iam/rolePolicy:RolePolicy", { role: "role", document: "policy" }],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: "role", managed: "policyArn" }],
    [
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
        { role: "roleName", managed: "policyArns" },
    ],
    ["aws:iam/policyAttachment:PolicyAttachment", { role: "roles", managed: "policyArn" }],
]);

/** A managed policy: what it is for shows in the roles that it may be attached to. */
export const managedPolicyType = "aws:iam/policy:Policy";

/**
 * Ways to rights that no role's purpose covers: users with keys that never expire, groups of them,
 * and permission sets with their members, whose roles the configuration takes for given.
 */
export const neverFor: ReadonlyMap<string, string> = new Map([
    ["aws:iam/user:User", "an IAM user, whose keys never expire"],
    ["aws:iam/userPolicy:UserPolicy", "rights of an IAM user"],
    ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "rights of an IAM user"],
    [
        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
        "rights of an IAM user",
    ],
    ["aws:iam/userLoginProfile:UserLoginProfile", "a password of an IAM user"],
    ["aws:iam/userGroupMembership:UserGroupMembership", "rights of an IAM user"],
    ["aws:iam/accessKey:AccessKey", "a key that never expires"],
    ["aws:iam/serviceSpecificCredential:ServiceSpecificCredential", "a key that never expires"],
    ["aws:iam/sshKey:SshKey", "a key that never expires"],
    ["aws:iam/signingCertificate:SigningCertificate", "a key that never expires"],
    ["aws:iam/group:Group", "a group of IAM users"],
    ["aws:iam/groupMembership:GroupMembership", "rights of IAM users"],
    ["aws:iam/groupPolicy:GroupPolicy", "rights of IAM users"],
    ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "rights of IAM users"],
    [
        "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
        "rights of IAM users",
    ],
    [
        "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
        "rights of a permission set",
    ],
    ["aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "rights of a permission set"],
    [
        "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
        "rights of a permission set",
    ],
    [
        "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
        "rights of a permission set",
    ],
    [
        "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
        "rights of a permission set",
    ],
    ["aws:ssoadmin/accountAssignment:AccountAssignment", "members of a permission set"],
    [
        "aws:identitystore/groupMembership:GroupMembership",
        "members of a group, which permission sets are assigned to",
    ],
    ["aws:accountaccess/entitlement:Entitlement", "people whom a service hands a role"],
    ["aws:budgets/budgetAction:BudgetAction", "a policy that a budget attaches to roles"],
]);
