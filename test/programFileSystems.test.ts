import assert from "node:assert/strict";
import type { MockRegistration } from "./support/mocks";
import { runIndex } from "./support/runIndex";

const place = {
    account: "platform",
    cluster: "training",
    subnetId: "subnet-0a1b2c3d4e5f60718",
    availabilityZone: "us-west-2a",
    securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
};
const own = {
    ...place,
    capacityGiB: 2400,
    deploymentType: "PERSISTENT_2",
    perUnitStorageThroughput: 250,
    kmsKeyArn: "arn:aws:kms:us-west-2:111122223333:key/1234abcd",
    perTeam: true,
    dataRepositories: [
        { path: "/curated", bucket: "curated", export: ["new", "changed"], keyGrant: "given" },
    ],
};
const maps = {
    ...place,
    capacityGiB: 1200,
    deploymentType: "SCRATCH_2",
    removal: "delete",
    dataRepositories: [
        {
            path: "/maps",
            bucket: "curated",
            prefix: "shared/maps/",
            import: ["new"],
            keyGrant: "given",
        },
    ],
};
const rollOut = (roster: string, fileSystems: Readonly<Record<string, object>>) =>
    runIndex(
        {},
        {
            "hyperpod-teams:roster": `../cases/program/${roster}.yaml`,
            "hyperpod-teams:fileSystems": fileSystems,
        },
    );

describe("the file systems of a roster", function () {
    this.timeout(60_000);
    let registrations: readonly MockRegistration[];

    before(async () => {
        registrations = await rollOut("fileSystems", { own, maps });
    });

    const inputsOf = (name: string) => {
        const found = registrations.find((each) => each.name === name);
        assert.ok(found !== undefined, name);
        return found.inputs;
    };
    const ofType = (type: string, from = registrations) =>
        from
            .filter((each) => each.type === type)
            .map(({ name }) => name)
            .sort();

    it("are one for each team, or one for all", () => {
        assert.deepEqual(ofType("aws:fsx/lustreFileSystem:LustreFileSystem"), [
            "atlas-own-file-system",
            "bridge-own-file-system",
            "maps-file-system",
        ]);
    });

    it("are made as the stack's file says", () => {
        assert.deepEqual(inputsOf("atlas-own-file-system"), {
            fileSystemTypeVersion: "2.15",
            storageCapacity: 2400,
            subnetIds: "subnet-0a1b2c3d4e5f60718",
            securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
            deploymentType: "PERSISTENT_2",
            perUnitStorageThroughput: 250,
            kmsKeyId: "arn:aws:kms:us-west-2:111122223333:key/1234abcd",
            // Nothing that is linked to a bucket has backups.
            skipFinalBackup: true,
            tags: { team: "atlas", Name: "hyperpod-atlas-own" },
        });
        assert.deepEqual(inputsOf("maps-file-system"), {
            fileSystemTypeVersion: "2.15",
            storageCapacity: 1200,
            subnetIds: "subnet-0a1b2c3d4e5f60718",
            securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
            deploymentType: "SCRATCH_2",
            tags: { Name: "hyperpod-maps" },
        });
    });

    it("are refused to be deleted, are left standing or go with their entry, as it says", async () => {
        const options: Record<string, object> = {};
        for (const removal of ["refuse", "keep", "delete"]) {
            const made = await rollOut("fileSystems", { own: { ...own, removal }, maps });
            const registered = made.find(({ name }) => name === "atlas-own-file-system");
            const { isProtected = false, isKept = false } = registered ?? assert.fail();
            options[removal] = { isProtected, isKept };
        }

        assert.deepEqual(options, {
            refuse: { isProtected: true, isKept: false },
            keep: { isProtected: false, isKept: true },
            delete: { isProtected: false, isKept: false },
        });
    });

    it("mirror the team's own prefixes, and export what the team may write", () => {
        const { fileSystemId: _own, ...ofAtlas } = inputsOf("atlas-own-repository/curated/atlas");
        const { fileSystemId: _other, ...ofBridge } = inputsOf(
            "bridge-own-repository/curated/bridge",
        );
        const importing = { events: ["NEW", "CHANGED", "DELETED"] };

        assert.deepEqual(ofType("aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation"), [
            "atlas-own-repository/curated/atlas",
            "atlas-own-repository/curated/shared/maps",
            "bridge-own-repository/curated/bridge",
            "bridge-own-repository/curated/shared/maps",
            "maps-repository/maps",
        ]);
        assert.deepEqual(ofAtlas, {
            fileSystemPath: "/curated/atlas",
            dataRepositoryPath: "s3://acme-curated-dev/atlas/",
            batchImportMetaDataOnCreate: true,
            deleteDataInFilesystem: false,
            s3: {
                autoImportPolicy: importing,
                autoExportPolicy: { events: ["NEW", "CHANGED"] },
            },
            tags: { team: "atlas", Name: "hyperpod-atlas-own" },
        });
        assert.deepEqual(ofBridge, {
            fileSystemPath: "/curated/bridge",
            dataRepositoryPath: "s3://acme-curated-dev/bridge/",
            batchImportMetaDataOnCreate: true,
            deleteDataInFilesystem: false,
            s3: { autoImportPolicy: importing },
            tags: { team: "bridge", Name: "hyperpod-bridge-own" },
        });
    });

    it("are linked and mounted by their own ids", () => {
        const idOf = (name: string) => {
            const made = registrations.find((each) => each.name === name);
            const arn = String(made?.outputs.arn);
            return arn.slice(arn.lastIndexOf("/") + 1);
        };
        const handles = [
            "atlas-files-own",
            "bridge-files-own",
            "atlas-files-maps",
            "bridge-files-maps",
        ].map((name) => (inputsOf(`${name}-volume`).spec as { csi: { volumeHandle: string } }).csi);
        const mounted = (name: string) => ({
            driver: "fsx.csi.aws.com",
            volumeHandle: idOf(name),
            volumeAttributes: {
                dnsname: `${idOf(name)}.fsx.us-west-2.amazonaws.com`,
                mountname: "fsxmount",
            },
        });

        assert.deepEqual(handles, [
            mounted("atlas-own-file-system"),
            mounted("bridge-own-file-system"),
            mounted("maps-file-system"),
            mounted("maps-file-system"),
        ]);
        assert.deepEqual(
            [
                inputsOf("atlas-own-repository/curated/atlas").fileSystemId,
                inputsOf("bridge-own-repository/curated/bridge").fileSystemId,
                inputsOf("maps-repository/maps").fileSystemId,
            ],
            [
                idOf("atlas-own-file-system"),
                idOf("bridge-own-file-system"),
                idOf("maps-file-system"),
            ],
        );
    });

    it("have statements in the policy of a bucket that no team reads", async () => {
        const alone = await rollOut("withoutData", { maps });

        const policies = ofType("aws:s3/bucketPolicy:BucketPolicy", alone);

        assert.deepEqual(policies, ["curated-policy"]);
        assert.deepEqual(ofType("aws:fsx/lustreFileSystem:LustreFileSystem", alone), [
            "maps-file-system",
        ]);
    });
});
