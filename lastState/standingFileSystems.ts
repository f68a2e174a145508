import { fileSystemName } from "../model/names";
import type { StackResources } from "./stackResources";

/** A file system that the program made. */
export interface StandingFileSystem {
    /** As the stack's file called it. */
    readonly name: string;
    /** The physical name of the team that it is for; absent for one that teams share. */
    readonly team?: string;
    readonly subnetId: string;
}

/** By their tags, which say whose each is. */
export function standingFileSystems(resources: StackResources): readonly StandingFileSystem[] {
    return Object.entries(resources).flatMap(([urn, { tags, subnetIds }]) => {
        const { Name, team } = (tags ?? {}) as Readonly<Record<string, unknown>>;
        const owner = typeof team === "string" ? { team } : {};
        const prefix = fileSystemName("", owner.team);
        return urn.includes(":ManagedFileSystem$aws:fsx/lustreFileSystem:LustreFileSystem::") &&
            typeof Name === "string" &&
            Name.startsWith(prefix) &&
            typeof subnetIds === "string"
            ? [{ name: Name.slice(prefix.length), ...owner, subnetId: subnetIds }]
            : [];
    });
}
