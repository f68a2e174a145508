import { isObject, partlyKnownAt } from "../inputs";
import type { StackResource } from "../judge";

export const lustreType = "aws:fsx/lustreFileSystem:LustreFileSystem";
export const associationType = "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation";

/** Other ways for data to come into a file system or a cache, past any association. */
export const furtherLinks: ReadonlyMap<string, readonly string[]> = new Map([
    [lustreType, ["importPath", "exportPath", "backupId"]],
    ["aws:fsx/fileCache:FileCache", ["dataRepositoryAssociations"]],
]);

/** FSx names a file system by its id alone; the tag "Name" is what is known before there is one. */
export function fileSystemsTagged(
    resources: readonly StackResource[],
    name: string,
): readonly StackResource[] {
    return resources.filter((each) => each.type === lustreType && nameOf(each) === name);
}

export function nameOf({ props }: StackResource): string | undefined {
    const tags = partlyKnownAt(props, "tags").value;
    return isObject(tags) && typeof tags.Name === "string" ? tags.Name : undefined;
}

/** The last part of its ARN; not a text before it is made. */
export function idOf({ props }: StackResource): unknown {
    const arn = partlyKnownAt(props, "arn").value;
    return typeof arn === "string" ? arn.slice(arn.lastIndexOf("/") + 1) : arn;
}

/** Whether the input of the resource is computed from the other resource and nothing else. */
export function comesFrom(
    { propertyDependencies }: StackResource,
    input: string,
    { urn }: Pick<StackResource, "urn">,
): boolean {
    const sources = propertyDependencies[input] ?? [];
    return sources.length > 0 && sources.every((source) => source.urn === urn);
}
