import { unknown, type Properties } from "../provider/server";
import {
    readAccount,
    updateAccount,
    type AccountState,
    type DataRepositoryAssociation,
    type LustreFileSystem,
} from "./accountState";
import { ownRegion } from "./arguments";
import { fsxDataRepositoryAssociationCalls } from "./calls/fsxDataRepositoryAssociation";
import { fileSystem, requireFileSystem, withFileSystem } from "./fsxFileSystems";
import { checkBucketAccess } from "./fsxBucketAccess";
import { withServiceLinkedRole } from "./fsxServiceLinkedRole";
import { newDataRepositoryAssociationId } from "./identifiers";
import { members, text, texts } from "./inputValues";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";
import { allTags, tagOutputs } from "./tagging";

const policyKind = { kind: { events: { kind: "strings", default: [] } } } as const;

/** A directory of a file system that mirrors a part of a bucket. */
export const fsxDataRepositoryAssociation: ResourceType = {
    token: "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation",
    label: "FSx for Lustre Data Repository Association",
    arguments: {
        fileSystemId: { kind: "string", required: true, replaces: true },
        fileSystemPath: { kind: "string", required: true, replaces: true },
        dataRepositoryPath: { kind: "string", required: true, replaces: true },
        batchImportMetaDataOnCreate: { kind: "boolean", replaces: true, default: false },
        deleteDataInFilesystem: { kind: "boolean", default: false },
        s3: {
            kind: {
                autoImportPolicy: { ...policyKind, default: {} },
                autoExportPolicy: { ...policyKind, default: {} },
            },
            default: {},
        },
        region: { kind: "string", replaces: true, default: ownRegion },
        tags: { kind: "tags", default: {} },
    },
    calls: fsxDataRepositoryAssociationCalls,
    displayName: (inputs) => String(inputs.fileSystemPath),

    preview: (session, inputs) => ({
        ...inputs,
        arn: unknown,
        associationId: unknown,
        tagsAll: allTags(session, inputs),
    }),

    create(session, inputs) {
        const operation = "CreateDataRepositoryAssociation";
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const id = text(inputs, "fileSystemId");
            const held = requireFileSystem(state, session, operation, id);
            checkLink(operation, held, inputs);
            const associationId = newDataRepositoryAssociationId();
            const made: DataRepositoryAssociation = {
                id: associationId,
                arn: `arn:aws:fsx:${session.region}:${session.accountId}:association/${id}/${associationId}`,
                path: text(inputs, "fileSystemPath"),
                dataRepositoryPath: text(inputs, "dataRepositoryPath"),
                batchImport: inputs.batchImportMetaDataOnCreate === true,
                ...settings(session, inputs),
            };
            const result = { id: associationId, outputs: outputsOf(session, id, made, inputs) };
            return { state: linked(state, session, operation, held, made), result };
        });
    },

    read(session, id) {
        const found = association(readAccount(session.sandbox, session.accountId), session, id);
        if (found === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, found.holder.id, found.association, {});
        return { id, outputs, inputs: outputs };
    },

    update(session, id, news) {
        const operation = "UpdateDataRepositoryAssociation";
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const holder = requireFileSystem(state, session, operation, text(news, "fileSystemId"));
            const others = holder.associations.filter((one) => one.id !== id);
            const before = holder.associations.find((one) => one.id === id);
            if (before === undefined) {
                throw new RefusedRequest("fsx-no-association", operation, { id });
            }
            const changed = { ...before, ...settings(session, news) };
            const without = { ...holder, associations: others };
            return {
                state: linked(state, session, operation, without, changed),
                result: outputsOf(session, holder.id, changed, news),
            };
        });
    },

    async delete(session, id) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const found = association(state, session, id);
            if (found === undefined) {
                return { state, result: undefined };
            }
            const { holder } = found;
            const associations = holder.associations.filter((one) => one.id !== id);
            return { state: withFileSystem(state, { ...holder, associations }), result: undefined };
        });
    },

    find(session, inputs) {
        const state = readAccount(session.sandbox, session.accountId);
        const holder = state && fileSystem(state, session, text(inputs, "fileSystemId"));
        return holder?.associations.find(({ path }) => path === inputs.fileSystemPath)?.id;
    },
};

/** The account with the link in it, and with FSx's role, which must get into the bucket. */
function linked(
    state: AccountState,
    session: Session,
    operation: string,
    holder: LustreFileSystem,
    made: DataRepositoryAssociation,
): AccountState {
    const changed = { ...holder, associations: [...holder.associations, made] };
    const next = withServiceLinkedRole(withFileSystem(state, changed), session, changed);
    checkBucketAccess(session, operation, holder.id, made, next);
    return next;
}

function checkLink(operation: string, holder: LustreFileSystem, inputs: Properties): void {
    const { id, deploymentType, typeVersion, associations } = holder;
    if (deploymentType === "SCRATCH_1" || typeVersion === "2.10") {
        throw new RefusedRequest("fsx-association-version", operation, { id });
    }
    if (associations.length >= 8) {
        throw new RefusedRequest("fsx-association-limit", operation, { id });
    }
    const path = text(inputs, "fileSystemPath");
    if (!path.startsWith("/")) {
        throw new RefusedRequest("fsx-association-path", operation, { path });
    }
    if (associations.some((one) => overlap(one.path, path))) {
        throw new RefusedRequest("fsx-association-path-overlap", operation, { path });
    }
    const data = text(inputs, "dataRepositoryPath");
    if (!/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/.test(data)) {
        throw new RefusedRequest("fsx-association-data-path", operation, { path: data });
    }
    if (associations.some((one) => overlap(one.dataRepositoryPath, data))) {
        throw new RefusedRequest("fsx-association-data-overlap", operation, { path: data });
    }
}

/** One path inside the other, or the same. */
function overlap(one: string, other: string): boolean {
    const folder = (path: string) => (path.endsWith("/") ? path : `${path}/`);
    return folder(one).startsWith(folder(other)) || folder(other).startsWith(folder(one));
}

function settings(
    session: Session,
    inputs: Properties,
): Pick<DataRepositoryAssociation, "importEvents" | "exportEvents" | "tags"> {
    const s3 = members(inputs, "s3");
    return {
        importEvents: texts(members(s3, "autoImportPolicy"), "events"),
        exportEvents: texts(members(s3, "autoExportPolicy"), "events"),
        tags: allTags(session, inputs),
    };
}

function association(
    state: AccountState | undefined,
    session: Session,
    id: string,
): { holder: LustreFileSystem; association: DataRepositoryAssociation } | undefined {
    for (const holder of state?.fileSystems ?? []) {
        const found = holder.associations.find((one) => one.id === id);
        if (found !== undefined && holder.region === session.region) {
            return { holder, association: found };
        }
    }
    return undefined;
}

function outputsOf(
    session: Session,
    fileSystemId: string,
    made: DataRepositoryAssociation,
    inputs: Properties,
): Properties {
    const policy = (key: string, events: readonly string[]) =>
        events.length === 0 ? {} : { [key]: { events } };
    return {
        id: made.id,
        arn: made.arn,
        associationId: made.id,
        fileSystemId,
        fileSystemPath: made.path,
        dataRepositoryPath: made.dataRepositoryPath,
        batchImportMetaDataOnCreate: made.batchImport,
        deleteDataInFilesystem: inputs.deleteDataInFilesystem ?? false,
        s3: {
            ...policy("autoImportPolicy", made.importEvents),
            ...policy("autoExportPolicy", made.exportEvents),
        },
        region: session.region,
        ...tagOutputs(session, made.tags),
    };
}
