import type { Properties } from "../provider/server";
import type { Tags } from "./accountState";
import { tags } from "./inputValues";
import type { Session } from "./session";

/** What AWS is given: the provider's default tags, and the resource's own over them. */
export function allTags(session: Session, inputs: Properties): Tags {
    return { ...session.defaultTags, ...tags(inputs) };
}

/** Both forms of the tags as outputs, from what AWS holds. */
export function tagOutputs(session: Session, held: Tags): { tags: Tags; tagsAll: Tags } {
    const own = Object.entries(held).filter(([name, value]) => session.defaultTags[name] !== value);
    return { tags: Object.fromEntries(own), tagsAll: held };
}
