import { inputAt, isObject } from "./inputs";
import type { Input, Inputs } from "./inputs";
import type { Resource } from "./judge";

/**
 * The RBAC objects that a resource registers: its own kind in any served version, each member of a
 * list, and what raw custom resources call by apiVersion and kind whatever their type token says.
 */
export interface RbacObject {
    readonly kind: RbacKind;
    readonly name: string;
    readonly at: (path: string) => Input;
    /** A patch leaves alone what it does not mention. */
    readonly patch: boolean;
}

export type RbacKind = "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding";

const group = "rbac.authorization.k8s.io";
const token = /^kubernetes:rbac\.authorization\.k8s\.io\/[a-z0-9]+:([A-Za-z]+)$/;
const named = /^(Cluster)?(Role|RoleBinding)(List|Patch)?$/;

/** Whether a resource may hold RBAC objects; decided without touching what may be unknown. */
export function mayHoldRbac(resource: Resource): boolean {
    return resource.type.startsWith("kubernetes:");
}

/** The RBAC objects of the kinds asked for, or the input that hides them. */
export function rbacObjects(
    resource: Resource,
    kinds: readonly RbacKind[],
): { readonly objects: readonly RbacObject[]; readonly unknown?: string } {
    const kind = kindOf(resource.props) ?? token.exec(resource.type)?.[1];
    const objects = kind === undefined ? [] : objectOf(kind, resource.props, resource.name);
    const member = kind?.endsWith("List") === true ? kind.slice(0, -"List".length) : "";
    if (!resource.type.endsWith(":List") && !kinds.some((each) => each === member)) {
        return { objects: objects.filter((object) => kinds.includes(object.kind)) };
    }
    const items = inputAt(resource.props, "items");
    if (items.state === "unknown") {
        return { objects: [], unknown: items.path };
    }
    const members =
        items.state === "known" && Array.isArray(items.value) ? items.value.filter(isObject) : [];
    return {
        objects: members
            .flatMap((each, index) =>
                objectOf(kindOf(each) ?? member, each, `${resource.name}[${index}]`),
            )
            .filter((object) => kinds.includes(object.kind)),
    };
}

function objectOf(kind: string, inputs: Inputs, registered: string): readonly RbacObject[] {
    const [, cluster = "", base, form] = named.exec(kind) ?? [];
    if (base === undefined || form === "List") {
        return [];
    }
    const name = inputAt(inputs, "metadata.name");
    return [
        {
            kind: `${cluster}${base}` as RbacKind,
            name:
                name.state === "known" && typeof name.value === "string" ? name.value : registered,
            at: (path) => inputAt(inputs, path),
            patch: form === "Patch",
        },
    ];
}

function kindOf(inputs: Inputs): string | undefined {
    const apiVersion = inputAt(inputs, "apiVersion");
    const kind = inputAt(inputs, "kind");
    return apiVersion.state === "known" &&
        kind.state === "known" &&
        typeof kind.value === "string" &&
        String(apiVersion.value).startsWith(`${group}/`)
        ? kind.value
        : undefined;
}
