import { ApiRefusal } from "../apiRequest";
import type { Connection } from "./connection";
import type { ObjectName } from "./objectName";
import type { ObjectType } from "./objectType";

export interface ObjectPaths {
    /** Of all objects of the kind, to create one in. */
    readonly collection: string;
    readonly object: string;
}

interface ApiResource {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
}

/** Asks the API server which paths its objects have; it knows kinds that were installed later. */
export class PathFinder {
    private readonly connection: Connection;
    private readonly known = new Map<string, Promise<readonly ApiResource[]>>();

    constructor(connection: Connection) {
        this.connection = connection;
    }

    async pathsOf(type: ObjectType, { name, namespace }: ObjectName): Promise<ObjectPaths> {
        const { apiVersion, kind, group } = type;
        const base = group === "" ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
        const resource = (await this.resourcesOf(apiVersion, base)).find(
            (one) => one.kind === kind && !one.name.includes("/"),
        );
        if (resource === undefined) {
            throw new Error(
                `the API server has no kind "${kind}" in "${apiVersion}"; check the spelling, or install the custom resource definition that brings it`,
            );
        }
        if (resource.namespaced !== (namespace !== undefined)) {
            throw new Error(
                resource.namespaced
                    ? `a "${kind}" lives in a namespace, and "${name}" names none; set "metadata.namespace"`
                    : `a "${kind}" lives in no namespace, but "${name}" names "${namespace ?? ""}"; remove "metadata.namespace"`,
            );
        }
        const parent =
            namespace === undefined ? base : `${base}/namespaces/${encodeURIComponent(namespace)}`;
        const collection = `${parent}/${resource.name}`;
        return { collection, object: `${collection}/${encodeURIComponent(name)}` };
    }

    private resourcesOf(apiVersion: string, base: string): Promise<readonly ApiResource[]> {
        const known = this.known.get(apiVersion);
        if (known !== undefined) {
            return known;
        }
        const asked = this.askForResources(apiVersion, base);
        this.known.set(apiVersion, asked);
        // It may be installed by the next try.
        asked.catch(() => this.known.delete(apiVersion));
        return asked;
    }

    private async askForResources(
        apiVersion: string,
        path: string,
    ): Promise<readonly ApiResource[]> {
        try {
            const list = await this.connection.ask({ method: "GET", path });
            return (list.resources ?? []) as readonly ApiResource[];
        } catch (error) {
            if (error instanceof ApiRefusal && error.code === 404) {
                throw new Error(
                    `the API server does not serve "${apiVersion}" (${error.message.trim()}); check the spelling, or install the custom resource definitions that bring it`,
                    { cause: error },
                );
            }
            throw error;
        }
    }
}
