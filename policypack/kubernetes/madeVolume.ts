import { comesFrom, fileSystemsTagged, idOf } from "../aws/fileSystems";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { isObject, notKnown, partlyKnownAt } from "../inputs";
import type { StackResource } from "../judge";
import { fill } from "../naming";
import type { KubernetesObject } from "./object";
import { madeVolumeOf } from "./volume";
import type { MadeVolume } from "./volume";

/**
 * Where a file system is that the stack makes, no configuration can say. So a volume's handle and
 * attributes are compared with the outputs of the one file system that carries the name; before the
 * rollout, when both are unknown, what they are computed from must be that file system alone. What a
 * program makes of its outputs on the way shows once they are known.
 */
export function judgeMadeVolume(
    object: KubernetesObject,
    resource: StackResource,
    resources: readonly StackResource[],
    madeVolumes: readonly MadeVolume[],
): readonly Finding[] {
    const made = madeVolumeOf(object, madeVolumes);
    const spec = object.partly("spec").value;
    const csi = isObject(spec) && isObject(spec.csi) ? spec.csi : undefined;
    if (made === undefined || csi === undefined) {
        return [];
    }
    const name = fill(made.fileSystem, made.team);
    const [fileSystem, ...others] = fileSystemsTagged(resources, name);
    const about = { team: made.team, subject: object.subject, urn: resource.urn };
    const wanted = `the file system tagged "${name}"`;
    const fix = "mount the file system that this stack makes for the volume";
    if (fileSystem === undefined || others.length > 0) {
        const found = fileSystem === undefined ? "none" : `${others.length + 1} of that name`;
        const problem = "mounts a file system that this stack does not make once";
        return [{ ...about, problem, found, wanted, fix }];
    }
    const attributes = isObject(csi.volumeAttributes) ? csi.volumeAttributes : {};
    const pairs = [
        { said: csi.volumeHandle, is: idOf(fileSystem) },
        ...Object.entries(made.attributes).map(([attribute, output]) => ({
            said: attributes[attribute],
            is: partlyKnownAt(fileSystem.props, output).value,
        })),
    ];
    const wrong = pairs.find(({ said, is }) =>
        said === notKnown ? !comesFrom(resource, "spec", fileSystem) : said !== is,
    );
    if (wrong === undefined) {
        return [];
    }
    const found = wrong.said === notKnown ? "what comes from elsewhere" : shown(wrong.said);
    return [{ ...about, problem: "mounts another file system than its own", found, wanted, fix }];
}
