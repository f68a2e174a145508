import type { ManagedFileSystem } from "../../model/environment/fileSystem";
import { exampleEnvironment } from "./example";
import { clusterOf } from "./teamFixture";

/** A file system for each team, linked to nothing; a test says one thing more. */
export function managedFileSystem(
    overrides: Partial<ManagedFileSystem> = {},
    environment = exampleEnvironment(),
): ManagedFileSystem {
    const cluster = clusterOf(environment, "training");
    return {
        kind: "managed",
        alias: "datasets",
        account: cluster.account,
        region: cluster.region,
        cluster,
        capacityGiB: 1200,
        subnetId: "subnet-0a1b2c3d4e5f60718",
        availabilityZone: "us-west-2a",
        securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
        deployment: { type: "PERSISTENT_2", perUnitStorageThroughput: 125 },
        perTeam: true,
        removal: "refuse",
        dataRepositories: [],
        ...overrides,
    };
}
