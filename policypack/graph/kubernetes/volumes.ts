import type { Draft } from "../draft";
import { grantOf } from "../grant";
import type { Evidence } from "../graph";
import type { FileSystems } from "./fileSystems";
import type { InsideNamespaces } from "./insideNamespaces";
import { evidenceOf, objectText } from "./objects";
import type { PlacedObject, PlacedObjects } from "./objects";

/**
 * From a namespace to the file systems of the volumes that its claims may get. A volume that is kept
 * for a claim is that one's alone; any other is whoever's comes first.
 */
export function mountEdges(
    objects: PlacedObjects,
    draft: Draft,
    fileSystems: FileSystems,
    inside: InsideNamespaces,
): void {
    const claims = claimsOf(objects);
    const volumes = objects.of("core/PersistentVolume");
    for (const volume of volumes) {
        const name = objectText(volume, "metadata.name") ?? "*";
        const keptFor = keptForOf(volume);
        const claim = claims.byPlace.get(`${keptFor.namespace}/${keptFor.name}`);
        const because = [evidenceOf(volume), ...(claim === undefined ? [] : [evidenceOf(claim)])];
        const undecided = [...volume.undecided, ...keptFor.undecided];
        for (const { node, why } of sourcesOf(volume, draft, fileSystems)) {
            for (const cluster of volume.clusters) {
                inside.add({
                    kind: "mount",
                    cluster,
                    namespace: keptFor.namespace,
                    to: node,
                    grant: grantOf(accessOf(volume), [name], because, {
                        undecided: [...undecided, ...why],
                    }),
                });
            }
        }
    }
    const made = new Set(volumes.map((volume) => objectText(volume, "metadata.name")));
    for (const claim of claims.all) {
        const name = objectText(claim, "spec.volumeName");
        if (name !== undefined && !made.has(name)) {
            elsewhere(claim, name, draft, inside);
        }
    }
}

function claimsOf(objects: PlacedObjects): {
    readonly all: readonly PlacedObject[];
    readonly byPlace: ReadonlyMap<string, PlacedObject>;
} {
    const all = objects.of("core/PersistentVolumeClaim");
    const placeOf = (claim: PlacedObject) =>
        `${claim.namespace}/${objectText(claim, "metadata.name") ?? "*"}`;
    return { all, byPlace: new Map(all.map((claim) => [placeOf(claim), claim])) };
}

function keptForOf(volume: PlacedObject): {
    readonly namespace: string;
    readonly name: string;
    readonly undecided: readonly string[];
} {
    const namespace = objectText(volume, "spec.claimRef.namespace");
    const name = objectText(volume, "spec.claimRef.name") ?? "*";
    return namespace === undefined
        ? {
              namespace: "*",
              name,
              undecided: ["the volume is kept for no claim, or not for a known one"],
          }
        : { namespace, name, undecided: [] };
}

/** Where a volume's data is: a file system by its handle, or something that is not looked into. */
function sourcesOf(
    volume: PlacedObject,
    draft: Draft,
    fileSystems: FileSystems,
): readonly { readonly node: string; readonly why: readonly string[] }[] {
    const handle = volume.object.at("spec.csi.volumeHandle");
    if (handle.state === "known" && typeof handle.value === "string") {
        return [{ node: fileSystems.byId(handle.value), why: [] }];
    }
    if (handle.state === "unknown") {
        const behind = fileSystems.behind(volume.resource, "spec");
        const why =
            behind.length > 1 ? ["which file system it is of is not known before the rollout"] : [];
        if (behind.length > 0) {
            return behind.map((node) => ({ node, why }));
        }
    }
    const name = objectText(volume, "metadata.name") ?? volume.object.name;
    return [volumeNode(draft, name, "what the volume holds is not read")];
}

function volumeNode(
    draft: Draft,
    name: string,
    ...why: readonly string[]
): { readonly node: string; readonly why: readonly string[] } {
    const node = draft.node({
        id: `file-system:volume ${name}`,
        kind: "file-system",
        label: `volume ${name}`,
    });
    return { node, why };
}

function accessOf({ object }: PlacedObject): readonly string[] {
    const modes = object.at("spec.accessModes");
    const csi = object.at("spec.csi.readOnly");
    const isReadOnly =
        (csi.state === "known" && csi.value === true) ||
        (modes.state === "known" &&
            Array.isArray(modes.value) &&
            modes.value.length > 0 &&
            modes.value.every((mode) => mode === "ReadOnlyMany"));
    return isReadOnly ? ["read"] : ["read", "write"];
}

/** A claim of a volume that somebody else makes. */
function elsewhere(
    claim: PlacedObject,
    name: string,
    draft: Draft,
    inside: InsideNamespaces,
): void {
    const because: readonly Evidence[] = [evidenceOf(claim)];
    const { node, why } = volumeNode(draft, name, "the volume is registered elsewhere");
    for (const cluster of claim.clusters) {
        inside.add({
            kind: "mount",
            cluster,
            namespace: claim.namespace,
            to: node,
            grant: grantOf(["read", "write"], [name], because, {
                undecided: [...claim.undecided, ...why],
            }),
        });
    }
}
