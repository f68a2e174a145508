import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { madeVolumes, namespace, storageClasses, volumes } from "../fact/kubernetes";
import { needs } from "../facts";
import { judge, judgeStack } from "../judge";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { Kinds } from "../kubernetes/object";
import { judgeMadeVolume } from "../kubernetes/madeVolume";
import { judgeClaim } from "../kubernetes/volumeClaim";
import { judgeVolume } from "../kubernetes/volume";

const facts = needs({ namespace, volumes, madeVolumes, storageClasses });

export const volumeKinds: Kinds = new Set(["core/PersistentVolume", "core/PersistentVolumeClaim"]);

const madeKinds: Kinds = new Set(["core/PersistentVolume"]);

export const kubernetesVolumeBelongsToItsTeam: ResourceValidationPolicy & StackValidationPolicy = {
    name: "kubernetes-volume-belongs-to-its-team",
    description:
        "A volume is a known file system kept for one team's claim, and a claim names its own team's volume.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Keep each volume for a claim of one team with claimRef, and name the team's volume in the claim.",
    url: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume",
    configSchema: facts.schema,
    validateResource: judge(facts, isKubernetes, (resource, known) =>
        judgeObjects(resource, volumeKinds, (object) =>
            object.kind === "PersistentVolume"
                ? judgeVolume(object, known)
                : judgeClaim(object, known),
        ),
    ),
    validateStack: judgeStack(facts, (resources, known) =>
        resources
            .filter(isKubernetes)
            .flatMap((resource) =>
                judgeObjects(resource, madeKinds, (object) =>
                    judgeMadeVolume(object, resource, resources, known.madeVolumes),
                ),
            ),
    ),
};
