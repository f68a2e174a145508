import { documentPlaces } from "../aws/documents";
import { inputAt } from "../inputs";
import type { Inputs } from "../inputs";

/**
 * What a provider fills in where a program says nothing. At the end of a preview it is not known, and
 * looks like what a program has asked for and does not know; whether that is so, the policy
 * `security-inputs-are-known` has judged by then, from what was asked for alone.
 */
const filledIn: ReadonlyMap<string, ReadonlySet<string>> = new Map(
    [
        ["aws:eks/accessEntry:AccessEntry", ["kubernetesGroups", "type", "userName"]],
        [
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            ["disableSessionTags", "policy", "targetRoleArn"],
        ],
        [
            "aws:iam/role:Role",
            ["inlinePolicies", "managedPolicyArns", "path", "permissionsBoundary"],
        ],
        ["aws:s3/accessPoint:AccessPoint", ["accountId", "bucketAccountId", "vpcConfiguration"]],
        ["aws:s3/bucket:Bucket", ["acl", "grants"]],
        ["aws:s3/bucketV2:BucketV2", ["acl", "grants"]],
        ["aws:fsx/lustreFileSystem:LustreFileSystem", ["exportPath", "importPath"]],
        ["aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation", ["s3.autoExportPolicy"]],
        ...documentPlaces
            .filter(({ required }) => !required)
            .map(({ type, path }) => [type, [path]] as const),
    ].reduce((byType, [type, inputs]) => {
        const known = byType.get(type as string) ?? new Set<string>();
        (inputs as readonly string[]).forEach((input) => known.add(input));
        return byType.set(type as string, known);
    }, new Map<string, Set<string>>()),
);

/** A stack's resource without what the provider will fill in. */
export function withoutFilledIn(type: string, props: Inputs): Inputs {
    const unknown = [...(filledIn.get(type) ?? [])].filter(
        (input) => inputAt(props, input).state === "unknown",
    );
    const left = new Set(unknown.map((input) => input.split(".")[0] ?? ""));
    return left.size === 0
        ? props
        : new Proxy(props, {
              get: (target, key) =>
                  typeof key === "string" && left.has(key)
                      ? undefined
                      : (Reflect.get(target, key) as unknown),
          });
}
