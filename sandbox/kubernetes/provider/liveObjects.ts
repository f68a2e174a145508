import { setTimeout as sleep } from "node:timers/promises";
import type { Properties } from "../../provider/server";
import { ApiRefusal, type ApiObject } from "../apiRequest";
import type { Connection } from "./connection";
import type { ObjectName } from "./objectName";
import { PathFinder } from "./objectPaths";
import { objectAt } from "./objectShape";
import type { ObjectType } from "./objectType";

/** In whose name the API server notes the fields that we set. */
const fieldManager = "pulumi-kubernetes";
/** An unknown field is a mistake of the program; the server would drop it without a word. */
const fieldValidation = "Strict";

const deletionPatienceMs = 60_000;
const deletionPollMs = 50;

/** The objects on the API server, one kind and name at a time. */
export class LiveObjects {
    private readonly connection: Connection;
    private readonly paths: PathFinder;

    constructor(connection: Connection) {
        this.connection = connection;
        this.paths = new PathFinder(connection);
    }

    /**
     * A plain create, which the API server itself refuses for an object that exists; applying would
     * quietly take it over. The official provider does the same since 4.29 (pulumi-kubernetes#4278).
     */
    async create(type: ObjectType, name: ObjectName, object: Properties): Promise<ApiObject> {
        const { collection } = await this.paths.pathsOf(type, name);
        return this.connection.ask({
            method: "POST",
            path: collection,
            query: { fieldManager, fieldValidation },
            body: object,
        });
    }

    /** Server-side apply: fields that the program no longer names go, those of others stay. */
    async apply(type: ObjectType, name: ObjectName, object: Properties): Promise<ApiObject> {
        const { object: path } = await this.paths.pathsOf(type, name);
        await this.ownByApplying(path);
        return this.connection.ask({
            method: "PATCH",
            path,
            query: { fieldManager, fieldValidation },
            contentType: "application/apply-patch+yaml",
            body: object,
        });
    }

    async read(type: ObjectType, name: ObjectName): Promise<ApiObject | undefined> {
        const { object: path } = await this.paths.pathsOf(type, name);
        return this.find(path);
    }

    async delete(type: ObjectType, name: ObjectName): Promise<void> {
        const { object: path } = await this.paths.pathsOf(type, name);
        let left = await this.find(path);
        const uid = objectAt(left?.metadata).uid;
        if (left === undefined) {
            return;
        }
        await ignoreMissing(
            this.connection.ask({
                method: "DELETE",
                path,
                body: {
                    apiVersion: "v1",
                    kind: "DeleteOptions",
                    propagationPolicy: "Background",
                    preconditions: { uid },
                },
            }),
        );
        const end = Date.now() + deletionPatienceMs;
        while ((left = await this.find(path)) !== undefined) {
            const metadata = objectAt(left.metadata);
            if (metadata.uid !== uid) {
                return; // another one of the same name, which is not ours
            }
            if (Date.now() > end) {
                throw new Error(
                    `${type.kind} "${name.name}" is still there ${deletionPatienceMs / 1000} seconds after its deletion; its finalizers are ${JSON.stringify(metadata.finalizers ?? [])}`,
                );
            }
            await sleep(deletionPollMs);
        }
    }

    /**
     * To the API server, who created an object and who applies it are two managers even under one
     * name: the first would keep every field that the program drops later. So what was created is
     * handed over before it is applied.
     */
    private async ownByApplying(path: string): Promise<void> {
        const live = await this.connection.ask({ method: "GET", path });
        const managers = managersOf(live);
        if (!managers.some(isCreation)) {
            return;
        }
        const { resourceVersion } = objectAt(live.metadata);
        await this.connection.ask({
            method: "PATCH",
            path,
            contentType: "application/json-patch+json",
            body: [
                // Fails when somebody changed the object since we read it.
                { op: "test", path: "/metadata/resourceVersion", value: resourceVersion },
                {
                    op: "replace",
                    path: "/metadata/managedFields",
                    value: managers.map((manager) =>
                        isCreation(manager) ? { ...manager, operation: "Apply" } : manager,
                    ),
                },
            ],
        });
    }

    private find(path: string): Promise<ApiObject | undefined> {
        return ignoreMissing(this.connection.ask({ method: "GET", path }));
    }
}

/** Whether the object exists because a program of ours said so. */
export function madeByRollout(live: ApiObject): boolean {
    return managersOf(live).some(({ manager }) => manager === fieldManager);
}

function managersOf(live: ApiObject): readonly Properties[] {
    return (objectAt(live.metadata).managedFields ?? []) as readonly Properties[];
}

function isCreation({ manager, operation, subresource }: Properties): boolean {
    return manager === fieldManager && operation === "Update" && subresource === undefined;
}

async function ignoreMissing(answer: Promise<ApiObject>): Promise<ApiObject | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (error instanceof ApiRefusal && error.code === 404) {
            return undefined;
        }
        throw error;
    }
}
