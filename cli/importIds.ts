/**
 * The ids that an import takes, of the types whose ids follow from what the program says. Each is on
 * its type's page of the provider's documentation, for example
 * https://www.pulumi.com/registry/packages/aws/api-docs/eks/accessentry/#import
 */

export type Inputs = Readonly<Record<string, unknown>>;

/** Undefined where an input that the id needs is not known. */
export function importIdOf(type: string, inputs: Inputs, accountId: string): string | undefined {
    const id = filled(ids[type], inputs, accountId);
    return id !== undefined && typeof inputs.region === "string" ? `${id}@${inputs.region}` : id;
}

/** How to find an id that AWS generated, as a command to run. */
export function listingOf(type: string, inputs: Inputs): string | undefined {
    const region = typeof inputs.region === "string" ? ` --region ${inputs.region}` : "";
    const command = filled(listings[type], inputs, "");
    return command?.replace(";", `${region};`);
}

const ids: Readonly<Record<string, string>> = {
    "aws:iam/role:Role": "{name}",
    "aws:iam/rolePolicy:RolePolicy": "{role}:{name}",
    "aws:eks/accessEntry:AccessEntry": "{clusterName}:{principalArn}",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation":
        "{clusterName}#{principalArn}#{policyArn}",
    "aws:eks/addon:Addon": "{clusterName}:{addonName}",
    "aws:s3/accessPoint:AccessPoint": "{accountId}:{name}",
    "aws:s3/bucketPolicy:BucketPolicy": "{bucket}",
};

const listings: Readonly<Record<string, string>> = {
    "aws:eks/podIdentityAssociation:PodIdentityAssociation":
        "aws eks list-pod-identity-associations --cluster-name {clusterName} --namespace {namespace} --service-account {serviceAccount}; the id to write is {clusterName},<associationId>",
};

function filled(
    pattern: string | undefined,
    inputs: Inputs,
    accountId: string,
): string | undefined {
    if (pattern === undefined) {
        return undefined;
    }
    const values: Inputs = { ...inputs, accountId: inputs.accountId ?? accountId };
    const missing = [...pattern.matchAll(/\{(\w+)\}/g)].some(
        ([, name = ""]) => typeof values[name] !== "string" || isUnknown(values[name]),
    );
    return missing
        ? undefined
        : pattern.replace(/\{(\w+)\}/g, (_hole, name: string) => String(values[name]));
}

/** What the engine writes where a preview does not know a text. */
function isUnknown(value: unknown): boolean {
    return value === "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
}
