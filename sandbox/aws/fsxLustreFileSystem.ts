import { unknown, type Properties } from "../provider/server";
import {
    readAccount,
    updateAccount,
    type AccountState,
    type LustreFileSystem,
} from "./accountState";
import { ownRegion } from "./arguments";
import { fsxLustreFileSystemCalls } from "./calls/fsxLustreFileSystem";
import { fileSystem, requireFileSystem, withFileSystem } from "./fsxFileSystems";
import { withoutServiceLinkedRole } from "./fsxServiceLinkedRole";
import { newFileSystemId, newMountName } from "./identifiers";
import { number, optionalText, tags as tagsIn, text, texts } from "./inputValues";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";
import { allTags, tagOutputs } from "./tagging";

const persistentThroughputs = [125, 250, 500, 1000];

export const fsxLustreFileSystem: ResourceType = {
    token: "aws:fsx/lustreFileSystem:LustreFileSystem",
    label: "FSx for Lustre File System",
    arguments: {
        deploymentType: { kind: "string", required: true, replaces: true },
        fileSystemTypeVersion: { kind: "string", required: true },
        storageCapacity: { kind: "number", required: true },
        perUnitStorageThroughput: { kind: "number" },
        subnetIds: { kind: "string", required: true, replaces: true },
        securityGroupIds: { kind: "strings", replaces: true, default: [] },
        kmsKeyId: { kind: "string", replaces: true, computed: true },
        skipFinalBackup: { kind: "boolean", default: true },
        region: { kind: "string", replaces: true, default: ownRegion },
        tags: { kind: "tags", default: {} },
    },
    calls: fsxLustreFileSystemCalls,
    displayName: (inputs) => tagsIn(inputs).Name ?? String(inputs.subnetIds),

    // A file system cannot shrink, and none goes back to an older Lustre.
    replacedBy: (olds, news) => [
        ...(shrinks(olds.storageCapacity, news.storageCapacity) ? ["storageCapacity"] : []),
        ...(shrinks(olds.fileSystemTypeVersion, news.fileSystemTypeVersion)
            ? ["fileSystemTypeVersion"]
            : []),
    ],

    preview: (session, inputs) => ({
        ...inputs,
        arn: unknown,
        dnsName: unknown,
        mountName: unknown,
        ownerId: session.accountId,
        tagsAll: allTags(session, inputs),
    }),

    create(session, inputs) {
        const operation = "CreateFileSystem";
        return updateAccount(session.sandbox, session.accountId, (state) => {
            checkNetwork(state, session, operation, inputs);
            const id = newFileSystemId();
            const kmsKeyId = optionalText(inputs, "kmsKeyId");
            const made: LustreFileSystem = {
                id,
                arn: `arn:aws:fsx:${session.region}:${session.accountId}:file-system/${id}`,
                region: session.region,
                dnsName: `${id}.fsx.${session.region}.amazonaws.com`,
                mountName: newMountName(),
                subnetId: text(inputs, "subnetIds"),
                securityGroupIds: texts(inputs, "securityGroupIds"),
                deploymentType: text(inputs, "deploymentType"),
                ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
                ...settings(session, operation, inputs),
                associations: [],
            };
            return {
                state: withFileSystem(state, made),
                result: { id, outputs: outputsOf(session, made, inputs) },
            };
        });
    },

    read(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        const found = state && fileSystem(state, session, id);
        if (found === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, found, {});
        return { id, outputs, inputs: outputs };
    },

    update(session, id, news) {
        const operation = "UpdateFileSystem";
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const before = requireFileSystem(state, session, operation, id);
            const changed = { ...before, ...settings(session, operation, news) };
            return {
                state: withFileSystem(state, changed),
                result: outputsOf(session, changed, news),
            };
        });
    },

    /** With the file system go its links and the role that FSx had for them. */
    async delete(session, id) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const fileSystems = (state.fileSystems ?? []).filter((one) => one.id !== id);
            const bare = withoutServiceLinkedRole({ ...state, fileSystems }, id);
            return { state: bare, result: undefined };
        });
    },

    /** By the tag that names it: nothing else of what a program says is unique. */
    find(session, inputs) {
        const { Name: name } = tagsIn(inputs);
        const state = readAccount(session.sandbox, session.accountId);
        return state?.fileSystems?.find(
            ({ region, tags }) =>
                region === session.region && name !== undefined && tags.Name === name,
        )?.id;
    },
};

function checkNetwork(
    state: AccountState,
    session: Session,
    operation: string,
    inputs: Properties,
): void {
    const subnet = state.subnets?.find(
        ({ id, region }) => id === inputs.subnetIds && region === session.region,
    );
    if (subnet === undefined) {
        const values = { subnet: text(inputs, "subnetIds") };
        throw new RefusedRequest("fsx-subnet", operation, values);
    }
    const group = texts(inputs, "securityGroupIds").find(
        (id) => !subnet.securityGroupIds.includes(id),
    );
    if (group !== undefined) {
        throw new RefusedRequest("fsx-security-group", operation, { group });
    }
}

/** What may change during a file system's life. */
function settings(
    session: Session,
    operation: string,
    inputs: Properties,
): Pick<LustreFileSystem, "storageCapacity" | "perUnitStorageThroughput" | "typeVersion" | "tags"> {
    const type = text(inputs, "deploymentType");
    if (!/^(SCRATCH_[12]|PERSISTENT_[12])$/.test(type)) {
        throw new RefusedRequest("fsx-deployment-type", operation, { type });
    }
    const capacity = number(inputs, "storageCapacity", 0);
    if (capacity !== 1200 && (capacity <= 0 || capacity % 2400 !== 0)) {
        throw new RefusedRequest("fsx-capacity", operation, { capacity: String(capacity) });
    }
    const throughput = number(inputs, "perUnitStorageThroughput", 0);
    const valid = type === "PERSISTENT_2" ? persistentThroughputs : [0];
    if (!valid.includes(throughput)) {
        throw new RefusedRequest("fsx-throughput", operation, {
            throughput: String(throughput),
            type,
        });
    }
    return {
        storageCapacity: capacity,
        ...(throughput === 0 ? {} : { perUnitStorageThroughput: throughput }),
        typeVersion: text(inputs, "fileSystemTypeVersion"),
        tags: allTags(session, inputs),
    };
}

function shrinks(before: unknown, after: unknown): boolean {
    return Number(after) < Number(before);
}

function outputsOf(session: Session, made: LustreFileSystem, inputs: Properties): Properties {
    const { perUnitStorageThroughput, kmsKeyId } = made;
    return {
        id: made.id,
        arn: made.arn,
        dnsName: made.dnsName,
        mountName: made.mountName,
        ownerId: session.accountId,
        deploymentType: made.deploymentType,
        fileSystemTypeVersion: made.typeVersion,
        storageCapacity: made.storageCapacity,
        storageType: "SSD",
        ...(perUnitStorageThroughput === undefined ? {} : { perUnitStorageThroughput }),
        ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
        subnetIds: made.subnetId,
        // FSx does not tell them afterwards; the provider keeps what the program said.
        securityGroupIds: inputs.securityGroupIds ?? made.securityGroupIds,
        skipFinalBackup: inputs.skipFinalBackup ?? true,
        region: made.region,
        ...tagOutputs(session, made.tags),
    };
}
