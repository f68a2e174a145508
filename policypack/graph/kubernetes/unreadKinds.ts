import type { Kinds } from "../../kubernetes/object";
import { bindingKinds, roleKinds } from "../../kubernetes/rbac";
import { stayingKinds } from "../../kubernetes/stayingKinds";
import { objectText } from "./objects";
import type { PlacedObject } from "./objects";

/** Kinds that the graph reads, and those that let nobody do anything. */
const told: Kinds = new Set([
    ...bindingKinds,
    ...roleKinds,
    ...stayingKinds,
    "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
    "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
    "core/LimitRange",
    "core/Namespace",
    "core/PersistentVolume",
    "core/PersistentVolumeClaim",
    "core/ResourceQuota",
    "core/ServiceAccount",
    "networking.k8s.io/NetworkPolicy",
    "scheduling.k8s.io/PriorityClass",
    "storage.k8s.io/StorageClass",
]);
const identityMaps: ReadonlySet<string> = new Set([
    "aws-auth",
    "extension-apiserver-authentication",
]);

/** Why an object may let somebody in whom the graph does not show; nothing for most. */
export function unreadIn(placed: PlacedObject): string | undefined {
    const { key, subject } = placed.object;
    if (key === "core/ConfigMap" && placed.namespace === "kube-system") {
        return identityMaps.has(objectText(placed, "metadata.name") ?? "")
            ? `${subject}: who comes into the cluster by it is not read`
            : undefined;
    }
    return told.has(key) ? undefined : `${subject}: what a "${key}" makes possible is not read`;
}
