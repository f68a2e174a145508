import { inputAt } from "../inputs";
import type { Resource } from "../judge";
import { cloudControlType, registeredIn, stackType } from "./registered";

/** The types that rules about the whole stack hold against each other. */
export const stackTypes = {
    bucketPolicies: ["aws:s3/bucketPolicy:BucketPolicy", "aws:s3control/bucketPolicy:BucketPolicy"],
    entries: ["aws:eks/accessEntry:AccessEntry"],
    accessAssociations: ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation"],
    podAssociations: ["aws:eks/podIdentityAssociation:PodIdentityAssociation"],
    roles: ["aws:iam/role:Role"],
} as const;

const all: ReadonlySet<string> = new Set([
    ...Object.values(stackTypes).flat(),
    cloudControlType,
    stackType,
]);

/** The stack's resources of these types, in whichever form they were registered. */
export function formsIn(
    resources: readonly Resource[],
    types: readonly string[],
): readonly Resource[] {
    return resources
        .filter(
            ({ type }) => types.includes(type) || type === cloudControlType || type === stackType,
        )
        .flatMap((resource) => registeredIn(resource))
        .filter(({ type }) => types.includes(type));
}

/** Whether a resource that these rules need came without any value at all. */
export function registeredNothing({ type, props }: Resource): boolean {
    return all.has(type) && Object.keys(props).length === 0;
}

/** An input that is known and a text; what is unknown or something else is another rule's finding. */
export function textAt(resource: Resource, path: string): string | undefined {
    const input = inputAt(resource.props, path);
    return input.state === "known" && typeof input.value === "string" ? input.value : undefined;
}

/** `"a" and "b"`, as registered. */
export function namesOf(resources: readonly Resource[]): string {
    return resources.map(({ name }) => `"${name}"`).join(" and ");
}
