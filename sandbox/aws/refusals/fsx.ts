import type { Refusal } from "../refusals";

const api = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_";
const guide = "https://docs.aws.amazon.com/fsx/latest/LustreGuide/";

function bad(message: string, source: string, code = "BadRequest"): Refusal {
    return { service: "FSx", status: 400, code, message, source };
}

const createFileSystem = `${api}CreateFileSystem.html; wording unconfirmed`;
const createAssociation = `${api}CreateDataRepositoryAssociation.html; wording unconfirmed`;

export const fsxRefusals = {
    "fsx-subnet": bad(
        "The subnet ID '{subnet}' does not exist",
        createFileSystem,
        "InvalidNetworkSettings",
    ),
    "fsx-security-group": bad(
        "The security group '{group}' does not exist",
        createFileSystem,
        "InvalidNetworkSettings",
    ),
    "fsx-deployment-type": bad(
        "The deployment type {type} is not a valid Lustre deployment type.",
        createFileSystem,
    ),
    "fsx-capacity": bad(
        "The storage capacity {capacity} is not valid. For this deployment type it must be 1200, 2400 or a multiple of 2400 GiB.",
        createFileSystem,
    ),
    "fsx-throughput": bad(
        "PerUnitStorageThroughput {throughput} is not valid for deployment type {type}.",
        createFileSystem,
    ),
    "fsx-no-file-system": {
        service: "FSx",
        status: 404,
        code: "FileSystemNotFound",
        message: "File system '{id}' does not exist.",
        source: `${api}CreateDataRepositoryAssociation.html; wording unconfirmed`,
    },
    "fsx-no-association": {
        service: "FSx",
        status: 404,
        code: "DataRepositoryAssociationNotFound",
        message: "Data repository association '{id}' does not exist.",
        source: `${api}UpdateDataRepositoryAssociation.html; wording unconfirmed`,
    },
    "fsx-association-version": bad(
        "Data repository associations are not supported on file system '{id}'.",
        `${guide}create-dra-linked-data-repo.html: not on Lustre 2.10 and not on SCRATCH_1; wording unconfirmed`,
        "UnsupportedOperation",
    ),
    "fsx-association-limit": bad(
        "File system '{id}' has 8 data repository associations, the most that it can have.",
        `${guide}create-dra-linked-data-repo.html; wording unconfirmed`,
        "ServiceLimitExceeded",
    ),
    "fsx-association-path": bad(
        "The file system path '{path}' must begin with a forward slash.",
        createAssociation,
    ),
    "fsx-association-path-overlap": bad(
        "The file system path '{path}' overlaps with that of another data repository association.",
        createAssociation,
    ),
    "fsx-association-data-path": bad(
        "The data repository path '{path}' must have the form s3://bucket-name/prefix/.",
        createAssociation,
    ),
    "fsx-association-data-overlap": bad(
        "The data repository path '{path}' overlaps with that of another data repository association.",
        createAssociation,
    ),
    "fsx-association-region": bad(
        "Automatic import needs the bucket '{bucket}' to be in the file system's Region.",
        `${guide}create-dra-linked-data-repo.html; wording unconfirmed`,
    ),
    "fsx-bucket-access": bad(
        "Amazon FSx is unable to validate access to the S3 bucket. Ensure the IAM role or user you are using has s3:Get*, s3:List* and s3:PutObject permissions to the S3 bucket prefix.",
        `${guide}s3-validation-error.html`,
    ),
} satisfies Readonly<Record<string, Refusal>>;

export type FsxRefusalId = keyof typeof fsxRefusals;
