import type { Kinds } from "./object";

/**
 * Kubernetes' own kinds that do nothing beyond the namespace they stand in. What gives more quota,
 * precedence or network than a namespace has is none of them: what no team may write, no program
 * makes either (`escalations.ts`).
 */
export const stayingKinds: Kinds = new Set([
    "apps/ControllerRevision",
    "apps/DaemonSet",
    "apps/Deployment",
    "apps/ReplicaSet",
    "apps/StatefulSet",
    "autoscaling/HorizontalPodAutoscaler",
    "batch/CronJob",
    "batch/Job",
    "coordination.k8s.io/Lease",
    "core/ConfigMap",
    "core/Event",
    "core/Pod",
    "core/PodTemplate",
    "core/ReplicationController",
    "core/Secret",
    "events.k8s.io/Event",
    "networking.k8s.io/Ingress",
    "policy/PodDisruptionBudget",
    "resource.k8s.io/ResourceClaim",
    "resource.k8s.io/ResourceClaimTemplate",
    "snapshot.storage.k8s.io/VolumeSnapshot",
]);
