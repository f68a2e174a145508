import { isDeepStrictEqual } from "node:util";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { unknownAtPreview } from "../judge";
import { fill, match, teamIn } from "../naming";
import type { KubernetesObject } from "./object";

/** What a volume of this name, which may contain `{team}`, is. */
export interface TeamVolume {
    readonly name: string;
    readonly driver: string;
    readonly handle: string;
    readonly attributes: Readonly<Record<string, string>>;
}

/** What a volume of this name is whose file system the same stack makes. */
export interface MadeVolume {
    readonly name: string;
    readonly driver: string;
    readonly fileSystem: string;
    readonly attributes: Readonly<Record<string, string>>;
}

export interface VolumeFacts {
    readonly namespace: string;
    readonly volumes: readonly TeamVolume[];
    readonly madeVolumes: readonly MadeVolume[];
    readonly storageClasses: readonly string[];
}

// All that a volume may say beside where its data is.
const plainFields: ReadonlySet<string> = new Set([
    "accessModes",
    "capacity",
    "claimRef",
    "mountOptions",
    "nodeAffinity",
    "persistentVolumeReclaimPolicy",
    "storageClassName",
    "volumeAttributesClassName",
    "volumeMode",
]);

/**
 * A volume has no namespace: claimRef alone says whose it is, and where its data is decides what the
 * claim's team gets. A hostPath is the node's own disk.
 */
export function judgeVolume(object: KubernetesObject, known: VolumeFacts): readonly Finding[] {
    const { subject } = object;
    const spec = object.partly("spec");
    const place = /^(?:.*\.)?spec\.csi\.(?:volumeHandle|volumeAttributes\.[^.]+)$/;
    // Where a file system that is yet to be made will be, the whole stack tells.
    const open = spec.unknown.find(
        (each) => !place.test(each) || madeVolumeOf(object, known.madeVolumes) === undefined,
    );
    if (open !== undefined) {
        return [unknownAtPreview(undefined, subject, open, "a volume that is written out")];
    }
    if (spec.value === undefined && object.patch) {
        return [];
    }
    const fields = isObject(spec.value) ? spec.value : {};
    const claim = isObject(fields.claimRef) ? fields.claimRef : {};
    const namespace = claim.namespace;
    const team = typeof namespace === "string" ? teamIn([known.namespace], namespace) : undefined;
    const isKept = team !== undefined && typeof claim.name === "string" && claim.name !== "";
    const finding: Finding = {
        subject,
        problem: "is not kept for one team's claim",
        found: fields.claimRef === undefined ? "no claimRef" : `claimRef ${shown(fields.claimRef)}`,
        wanted: `claimRef with the claim's name and a team's namespace "${known.namespace}"`,
        fix: "reserve the volume for the claim of the team that it serves",
    };
    return [...(isKept ? [] : [finding]), ...judgeSource(object, team, fields, known)];
}

/** Where the data is: a file system that the configuration has for volumes of this name. */
function judgeSource(
    object: KubernetesObject,
    team: string | undefined,
    fields: Readonly<Record<string, unknown>>,
    { volumes, madeVolumes }: VolumeFacts,
): readonly Finding[] {
    const { subject } = object;
    const names = [...volumes, ...madeVolumes].map(({ name }) => fill(name, team));
    const wanted = `volume ${anyOf(names)} with its own file system`;
    const name = object.at("metadata.name");
    if (name.state === "unknown") {
        return [unknownAtPreview(team, subject, name.path, wanted)];
    }
    const sources = Object.keys(fields).filter(
        (field) => !plainFields.has(field) && fields[field] !== null,
    );
    const fits = (each: { readonly name: string }) =>
        name.state === "known" &&
        typeof name.value === "string" &&
        match(each.name, name.value, team) !== undefined;
    const isOwn =
        sources.length === 1 &&
        (volumes.filter(fits).some((volume) => isSource(fields.csi, volume)) ||
            madeVolumes.filter(fits).some((volume) => isMadeSource(fields.csi, volume)));
    // A patch that says nothing of the data leaves it where it is.
    if (isOwn || (object.patch && sources.length === 0)) {
        return [];
    }
    const source = Object.fromEntries(sources.map((field) => [field, fields[field]]));
    const finding: Finding = {
        team,
        subject,
        problem: "mounts what is not known to be the team's",
        found: shown(source),
        wanted,
        fix: "mount a file system that the configuration lists for volumes of this name",
    };
    return [finding];
}

// All that is known of a CSI source; the secrets that a node may fetch for it are not.
const csiFields: ReadonlySet<string> = new Set([
    "driver",
    "fsType",
    "readOnly",
    "volumeAttributes",
    "volumeHandle",
]);

/** What a driver mounts may hang on the attributes alone, so that they are compared in full. */
function isSource(csi: unknown, { driver, handle, attributes }: TeamVolume): boolean {
    return (
        isObject(csi) &&
        csi.driver === driver &&
        csi.volumeHandle === handle &&
        isDeepStrictEqual(csi.volumeAttributes ?? {}, attributes) &&
        Object.keys(csi).every((field) => csiFields.has(field))
    );
}

/** The made volume that an object is by its name. */
export function madeVolumeOf(
    object: KubernetesObject,
    madeVolumes: readonly MadeVolume[],
): (MadeVolume & { readonly team: string }) | undefined {
    const name = object.at("metadata.name");
    if (name.state !== "known" || typeof name.value !== "string") {
        return undefined;
    }
    for (const each of madeVolumes) {
        const team = match(each.name, name.value)?.team;
        if (team !== undefined) {
            return { ...each, team };
        }
    }
    return undefined;
}

/** Of the right form; whether it is the right file system, the whole stack tells. */
function isMadeSource(csi: unknown, { driver, attributes }: MadeVolume): boolean {
    return (
        isObject(csi) &&
        csi.driver === driver &&
        isDeepStrictEqual(
            Object.keys(isObject(csi.volumeAttributes) ? csi.volumeAttributes : {}).sort(),
            Object.keys(attributes).sort(),
        ) &&
        Object.keys(csi).every((field) => csiFields.has(field))
    );
}
