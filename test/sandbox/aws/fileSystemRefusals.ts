import type { FsxRefusalId } from "../../../sandbox/aws/refusals/fsx";
import type { Properties } from "../../../sandbox/provider/server";
import {
    association,
    fileSystem,
    fileSystemTokens,
    linking,
    linkingBucketPolicy,
    showing,
    telling,
} from "./fileSystemResources";
import type { RefusalCase } from "./refusalCases";
import { clusterAccount, dataAccount } from "./simulatedWorld";
import type { SimulatedWorld } from "./simulatedWorld";
import { policy, tokens } from "./teamResources";

export const fileSystemRefusals: Readonly<
    Record<FsxRefusalId, (world: SimulatedWorld) => Promise<RefusalCase>>
> = {
    "fsx-subnet": creating({ subnetIds: "subnet-11111111" }),
    "fsx-security-group": creating({ securityGroupIds: ["sg-11111111"] }),
    "fsx-deployment-type": creating({ deploymentType: "PERSISTENT_3" }),
    "fsx-capacity": creating({ storageCapacity: 3600 }),
    "fsx-throughput": creating({ perUnitStorageThroughput: 200 }),
    "fsx-no-file-system": linkingWith({ fileSystemId: "fs-11111111" }),
    "fsx-no-association": async (world) => {
        const { account, id } = await withFileSystem(world);
        const made = await account.create(fileSystemTokens.association, association(id));
        await account.delete(made);
        return {
            account: clusterAccount,
            request: () => account.update(made, association(id)),
        };
    },
    "fsx-association-version": linkingWith({}, { fileSystemTypeVersion: "2.10" }),
    "fsx-association-limit": async (world) => {
        const { account, id } = await withFileSystem(world);
        const numbered = (number: number) => ({
            ...association(id),
            fileSystemPath: `/curated/${number}`,
            dataRepositoryPath: `s3://acme-curated-dev/vision/${number}/`,
        });
        for (let number = 1; number <= 8; number += 1) {
            await account.create(fileSystemTokens.association, numbered(number));
        }
        return {
            account: clusterAccount,
            request: () => account.create(fileSystemTokens.association, numbered(9)),
        };
    },
    "fsx-association-path": linkingWith({ fileSystemPath: "curated" }),
    "fsx-association-path-overlap": linkingTwice({
        fileSystemPath: "/curated/vision/more",
        dataRepositoryPath: "s3://acme-curated-dev/speech/",
    }),
    "fsx-association-data-path": linkingWith({ dataRepositoryPath: "acme-curated-dev/vision/" }),
    "fsx-association-data-overlap": linkingTwice({
        fileSystemPath: "/more",
        dataRepositoryPath: "s3://acme-curated-dev/vision/more/",
    }),
    "fsx-association-region": linkingWith({ dataRepositoryPath: "s3://acme-far-away/vision/" }),
    "fsx-bucket-access": linkingWith({}, {}, policy(showing, telling, linking)),
};

/** The cluster account with a file system, beside a bucket whose policy lets it be linked. */
async function withFileSystem(
    world: SimulatedWorld,
    change: Properties = {},
    bucketPolicy: unknown = linkingBucketPolicy.policy,
) {
    const data = await world.account(dataAccount);
    await data.create(tokens.bucketPolicy, { ...linkingBucketPolicy, policy: bucketPolicy });
    const account = await world.account(clusterAccount);
    const { id } = await account.create(fileSystemTokens.fileSystem, { ...fileSystem, ...change });
    return { account, id };
}

function creating(change: Properties) {
    return async (world: SimulatedWorld): Promise<RefusalCase> => {
        const account = await world.account(clusterAccount);
        return {
            account: clusterAccount,
            request: () =>
                account.create(fileSystemTokens.fileSystem, { ...fileSystem, ...change }),
        };
    };
}

function linkingWith(change: Properties, made: Properties = {}, bucketPolicy?: unknown) {
    return async (world: SimulatedWorld): Promise<RefusalCase> => {
        const { account, id } = await withFileSystem(world, made, bucketPolicy);
        const inputs = { ...association(id), ...change };
        return {
            account: clusterAccount,
            request: () => account.create(fileSystemTokens.association, inputs),
        };
    };
}

function linkingTwice(change: Properties) {
    return async (world: SimulatedWorld): Promise<RefusalCase> => {
        const { account, id } = await withFileSystem(world);
        await account.create(fileSystemTokens.association, association(id));
        const inputs = { ...association(id), ...change };
        return {
            account: clusterAccount,
            request: () => account.create(fileSystemTokens.association, inputs),
        };
    };
}
