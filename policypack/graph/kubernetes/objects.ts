import { sentence } from "../../finding";
import { isObject } from "../../inputs";
import { isGroup, isKubernetes, isRelease, judgeObjects } from "../../kubernetes/object";
import type { KubernetesObject } from "../../kubernetes/object";
import type { GraphEstate } from "../estate";
import type { Evidence } from "../graph";
import { asRegistered } from "../resource";
import type { GraphResource } from "../resource";
import { objectPlaces } from "./clusters";
import type { Cluster } from "./clusters";

/** A Kubernetes object, and where it is. */
export interface PlacedObject {
    readonly object: KubernetesObject;
    readonly resource: GraphResource;
    readonly clusters: readonly Cluster[];
    /** A star where it is not known; of no meaning where the kind has none. */
    readonly namespace: string;
    /** Why it may be elsewhere. */
    readonly undecided: readonly string[];
}

export interface PlacedObjects {
    readonly all: readonly PlacedObject[];
    /** Of kinds such as `core/ServiceAccount`. */
    of(...keys: readonly string[]): readonly PlacedObject[];
    /** What holds objects that cannot be read, in words. */
    readonly unread: readonly string[];
}

/** Every object of the stack, in whichever form it was registered. */
export function placedObjects(estate: GraphEstate): PlacedObjects {
    const placeOf = objectPlaces(estate);
    const all: PlacedObject[] = [];
    const byKey = new Map<string, PlacedObject[]>();
    const unread: string[] = [];
    for (const resource of estate.resources) {
        const registered = asRegistered(resource);
        if (!isKubernetes(registered) || isGroup(registered)) {
            continue;
        }
        if (isRelease(registered)) {
            unread.push(`Helm release "${resource.name}": what its chart holds is not registered`);
            continue;
        }
        const place = placeOf(resource);
        const findings = judgeObjects(registered, { has: () => true }, (object) => {
            const placed = placedObject(object, resource, place);
            all.push(placed);
            const list = byKey.get(object.key);
            if (list === undefined) {
                byKey.set(object.key, [placed]);
            } else {
                list.push(placed);
            }
            return [];
        });
        unread.push(...findings.map(sentence));
    }
    return { all, of: (...keys) => keys.flatMap((key) => byKey.get(key) ?? []), unread };
}

function placedObject(
    object: KubernetesObject,
    resource: GraphResource,
    { clusters, undecided }: ReturnType<ReturnType<typeof objectPlaces>>,
): PlacedObject {
    const input = object.at("metadata.namespace");
    const otherwise = resource.placement.namespace ?? "default";
    const namespace = input.state === "absent" ? otherwise : undefined;
    const known = input.state === "known" && typeof input.value === "string" ? input.value : "*";
    return {
        object,
        resource,
        clusters,
        namespace: namespace ?? known,
        undecided: [
            ...undecided,
            ...(namespace === undefined && known === "*"
                ? ["its namespace is not known before the rollout"]
                : []),
        ],
    };
}

export function objectText({ object }: PlacedObject, path: string): string | undefined {
    const input = object.at(path);
    return input.state === "known" && typeof input.value === "string" ? input.value : undefined;
}

export function labelsOf({ object }: PlacedObject): Readonly<Record<string, unknown>> {
    const input = object.at("metadata.labels");
    return input.state === "known" && isObject(input.value) ? input.value : {};
}

export function evidenceOf({ object, resource }: PlacedObject, statement?: string): Evidence {
    return {
        urn: resource.urn,
        document: object.subject,
        ...(statement === undefined ? {} : { statement }),
    };
}
