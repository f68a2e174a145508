import { asObject, object } from "./properties";
import type { Registration } from "./registration";

/** A volume of a file system with the claim it is kept for, and the claim that names it. */
export interface RegisteredVolume {
    readonly name: string;
    /** The file system's id, as the storage driver knows it. */
    readonly handle: string;
    readonly keptFor: string;
    /** `namespace/name` of the claim that names the volume. */
    readonly claimedBy?: string;
}

export function volumesOf(registrations: readonly Registration[]): readonly RegisteredVolume[] {
    const claims = registrations.filter(
        ({ type }) => type === "kubernetes:core/v1:PersistentVolumeClaim",
    );
    return registrations
        .filter(({ type }) => type === "kubernetes:core/v1:PersistentVolume")
        .map((volume) => {
            const name = textIn(object(volume, "metadata"), "name");
            const spec = object(volume, "spec");
            const claim = claims.find(
                (each) => textIn(object(each, "spec"), "volumeName") === name,
            );
            return {
                name,
                handle: textIn(asObject(spec.csi), "volumeHandle"),
                keptFor: placeIn(asObject(spec.claimRef)),
                ...(claim === undefined ? {} : { claimedBy: placeIn(object(claim, "metadata")) }),
            };
        });
}

function placeIn(properties: Record<string, unknown>): string {
    return `${textIn(properties, "namespace")}/${textIn(properties, "name")}`;
}

function textIn(properties: Record<string, unknown>, key: string): string {
    const value = properties[key];
    return typeof value === "string" ? value : "";
}
