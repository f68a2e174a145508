import type { Sandbox } from "../sandbox";
import { askAsAdministrator } from "./adminApi";
import { LiveObjects, madeByRollout } from "./provider/liveObjects";
import { idOf, nameIn } from "./provider/objectName";
import { objectTypeOf } from "./provider/objectType";

/**
 * The id of the object that a creation with these inputs has made, should its end have been cut
 * off. An object of the same name that no rollout made is somebody else's, and so is, to be safe,
 * one without a single field of its own: the API server notes nobody as the manager of that.
 */
export async function findExistingObject(
    sandbox: Sandbox,
    type: string,
    inputs: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
    const objectType = objectTypeOf(type);
    if (objectType === undefined) {
        return undefined;
    }
    const name = nameIn(inputs);
    const objects = new LiveObjects({ ask: (request) => askAsAdministrator(sandbox, request) });
    const found = await objects.read(objectType, name);
    return found !== undefined && madeByRollout(found) ? idOf(name) : undefined;
}
