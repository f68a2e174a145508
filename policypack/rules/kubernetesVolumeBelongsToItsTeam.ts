import type { ResourceValidationPolicy } from "@pulumi/policy";
import { namespace, storageClasses, volumes } from "../fact/kubernetes";
import { needs } from "../facts";
import { judge } from "../judge";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { Kinds } from "../kubernetes/object";
import { judgeClaim } from "../kubernetes/volumeClaim";
import { judgeVolume } from "../kubernetes/volume";

const facts = needs({ namespace, volumes, storageClasses });

const kinds: Kinds = new Set(["core/PersistentVolume", "core/PersistentVolumeClaim"]);

export const kubernetesVolumeBelongsToItsTeam: ResourceValidationPolicy = {
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
        judgeObjects(resource, kinds, (object) =>
            object.kind === "PersistentVolume"
                ? judgeVolume(object, known)
                : judgeClaim(object, known),
        ),
    ),
};
