import assert from "node:assert/strict";
import { plannedFileSystems } from "../../../model/documents/plannedFileSystem";
import { bucketOf, teamFixture } from "../../support/teamFixture";
import { exampleEnvironment } from "../../support/example";
import { managedFileSystem } from "../../support/fileSystemFixture";

const environment = exampleEnvironment();
const curated = bucketOf(environment, "curated");
const telemetry = bucketOf(environment, "telemetry");

describe("the file systems to be made", () => {
    it("is one for all teams where they share it, also while no team names it", () => {
        const shared = managedFileSystem({
            perTeam: false,
            dataRepositories: [
                {
                    path: "/maps",
                    bucket: curated,
                    prefix: "shared/maps/",
                    import: ["new"],
                    export: [],
                },
            ],
        });

        const planned = plannedFileSystems([shared], [teamFixture(), teamFixture()]);

        assert.deepEqual(planned, [
            {
                fileSystem: shared,
                tags: { Name: "hyperpod-datasets" },
                repositories: [
                    {
                        path: "/maps",
                        bucket: curated,
                        prefix: "shared/maps/",
                        import: ["new"],
                        export: [],
                        access: "read",
                    },
                ],
            },
        ]);
    });

    it("is one for each team that names it, over that team's own prefixes and as it may use them", () => {
        const own = managedFileSystem({
            dataRepositories: [
                {
                    path: "/curated",
                    bucket: curated,
                    import: ["new", "changed", "deleted"],
                    export: ["new"],
                },
                { path: "/fleet", bucket: telemetry, import: ["new"], export: [] },
            ],
        });
        const vision = teamFixture({
            tags: { "cost-center": "4711" },
            fileSystems: [own],
            data: [
                { bucket: curated, prefix: "vision/", mode: "read" },
                { bucket: curated, prefix: "checkpoints/vision/", mode: "read-write" },
            ],
        });
        const stranger = teamFixture({ name: "speech", physicalName: "speech" });

        const planned = plannedFileSystems([own], [vision, stranger]);

        assert.deepEqual(planned, [
            {
                fileSystem: own,
                team: vision,
                tags: {
                    "cost-center": "4711",
                    team: "vision",
                    Name: "hyperpod-vision-datasets",
                },
                repositories: [
                    {
                        path: "/curated/vision",
                        bucket: curated,
                        prefix: "vision/",
                        import: ["new", "changed", "deleted"],
                        export: [],
                        access: "read",
                    },
                    {
                        path: "/curated/checkpoints/vision",
                        bucket: curated,
                        prefix: "checkpoints/vision/",
                        import: ["new", "changed", "deleted"],
                        export: ["new"],
                        access: "read-write",
                    },
                ],
            },
        ]);
    });

    it("writes a link that only imports where the stack's file says that FSx insists", () => {
        const insisting = managedFileSystem({
            perTeam: false,
            dataRepositories: [
                {
                    path: "/maps",
                    bucket: curated,
                    prefix: "shared/maps/",
                    import: ["new"],
                    export: [],
                    access: "read-write",
                },
            ],
        });

        const [planned] = plannedFileSystems([insisting], []);

        assert.deepEqual(
            planned?.repositories.map(({ access }) => access),
            ["read-write"],
        );
    });

    it("leaves alone what exists", () => {
        const { kind: _, ...fields } = managedFileSystem();
        const { alias, account, capacityGiB, region } = fields;

        const planned = plannedFileSystems(
            [
                {
                    kind: "existing",
                    alias,
                    account,
                    capacityGiB,
                    region,
                    id: "fs-0123456789abcdef0",
                    dnsName: "fs-0123456789abcdef0.fsx.us-west-2.amazonaws.com",
                    mountName: "abcdefgh",
                },
            ],
            [],
        );

        assert.deepEqual(planned, []);
    });
});
