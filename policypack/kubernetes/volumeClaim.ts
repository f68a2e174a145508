import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { unknownAtPreview } from "../judge";
import { fill, match } from "../naming";
import type { KubernetesObject } from "./object";
import { teamNamespace } from "./teamNamespace";
import type { VolumeFacts } from "./volume";

/**
 * A claim that names no volume takes whichever is free, unless its class makes a new one for it; one
 * with a source starts as a copy of somebody's data.
 */
export function judgeClaim(object: KubernetesObject, known: VolumeFacts): readonly Finding[] {
    const { subject } = object;
    const problem = "claims a volume outside the teams' namespaces";
    const place = teamNamespace(object, known.namespace, problem);
    const team = place.ok ? place.team : undefined;
    const spec = object.at("spec");
    const volumes = [...known.volumes, ...known.madeVolumes];
    const named = volumes.map(({ name }) => fill(name, team));
    const wanted = [
        `volume ${anyOf(named)}`,
        ...(known.storageClasses.length > 0 ? [`class ${anyOf(known.storageClasses)}`] : []),
    ].join(" or ");
    const findings = place.ok ? [] : [place.finding];
    if (spec.state === "unknown") {
        return [...findings, unknownAtPreview(team, subject, spec.path, wanted)];
    }
    if (!place.ok || (spec.state === "absent" && object.patch)) {
        return findings;
    }
    const fields = spec.state === "known" && isObject(spec.value) ? spec.value : {};
    const { volumeName, storageClassName } = fields;
    const isOwn =
        typeof volumeName === "string" &&
        volumes.some(({ name }) => match(name, volumeName, team) !== undefined);
    const isNew =
        (volumeName === undefined || volumeName === null) &&
        typeof storageClassName === "string" &&
        known.storageClasses.includes(storageClassName);
    const source = sourceOf(fields, place.namespace);
    return [
        ...(isOwn || isNew
            ? []
            : [
                  {
                      team,
                      subject,
                      problem: "claims a volume that is not known to be its team's",
                      found:
                          typeof volumeName === "string"
                              ? shown(volumeName)
                              : `no volume and class ${shown(storageClassName)}`,
                      wanted,
                      fix: "name the team's own volume",
                  },
              ]),
        ...(source === undefined
            ? []
            : [
                  {
                      team,
                      subject,
                      problem: "starts as a copy of another namespace's data",
                      found: shown(source),
                      wanted: `a source in namespace "${place.namespace}", or none`,
                      fix: "leave the source out",
                  },
              ]),
    ];
}

/** A dataSource is always of the claim's own namespace; only a dataSourceRef can name another. */
function sourceOf(fields: Readonly<Record<string, unknown>>, namespace: string): unknown {
    const { dataSourceRef } = fields;
    const isForeign =
        isObject(dataSourceRef) &&
        dataSourceRef.namespace !== undefined &&
        dataSourceRef.namespace !== null &&
        dataSourceRef.namespace !== namespace;
    return isForeign ? dataSourceRef : undefined;
}
