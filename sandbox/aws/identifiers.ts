import { randomInt, randomUUID } from "node:crypto";

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";

/** `AROA` and 17 more: AWS writes unique ids in base 32. */
export function newRoleUniqueId(): string {
    return `AROA${pick(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
}

export function newPodIdentityAssociationId(): string {
    return `a-${pick(17, lower + digits)}`;
}

export function newComputeQuotaId(): string {
    return pick(12, lower + digits);
}

export function newSchedulerConfigId(): string {
    return pick(12, lower + digits);
}

/**
 * `NAME-METADATA-s3alias`, at most 63 characters in all, as an alias stands where a bucket name
 * may; AWS cuts a long name for that.
 */
export function newAccessPointAlias(name: string): string {
    return `${name.slice(0, 20)}-${pick(34, lower + digits)}-s3alias`;
}

export function newFileSystemId(): string {
    return `fs-${pick(17, "0123456789abcdef")}`;
}

export function newDataRepositoryAssociationId(): string {
    return `dra-${pick(17, "0123456789abcdef")}`;
}

/** FSx makes it up; only for scratch file systems of the first kind it is always "fsx". */
export function newMountName(): string {
    return pick(8, lower + digits);
}

/** The last part of an access entry's ARN. */
export function newAccessEntrySuffix(): string {
    return randomUUID();
}

/** The last part of an add-on's ARN. */
export function newAddOnSuffix(): string {
    return randomUUID();
}

/** 64 hexadecimal digits. */
export function newGrantId(): string {
    return pick(64, "0123456789abcdef");
}

/** As AWS writes most times: seconds, no fraction. */
export function now(): string {
    return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

function pick(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
