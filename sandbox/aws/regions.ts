import type { Properties } from "../provider/server";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";

/**
 * Since version 7 of the provider a regional resource may name another region than its provider's:
 * one provider an account serves all of them.
 * https://www.pulumi.com/registry/packages/aws/how-to-guides/7-0-migration/
 */
export function inRegionOf(session: Session, { region }: Properties): Session {
    return typeof region === "string" && region !== "" ? { ...session, region } : session;
}

/** An import says the region behind the id: `hyperpod-vision@eu-west-1`. */
export function withoutRegion(
    { arguments: known }: ResourceType,
    written: string,
): { readonly id: string; readonly region?: string } {
    const [, id, region] = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(written) ?? [];
    return id === undefined || region === undefined || !("region" in known)
        ? { id: written }
        : { id, region };
}
