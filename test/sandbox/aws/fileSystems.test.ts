import * as assert from "node:assert/strict";

import { readAccount } from "../../../sandbox/aws/accountState";
import { authorizeFileSystem } from "../../../sandbox/aws/authorizeFileSystem";
import { findExisting } from "../../../sandbox/aws/findExisting";
import { unknown } from "../../../sandbox/provider/server";
import {
    association,
    fileSystem,
    fileSystemTokens,
    linking,
    linkingBucketPolicy,
    showing,
    telling,
} from "./fileSystemResources";
import { clusterAccount, dataAccount, SimulatedWorld } from "./simulatedWorld";
import type { Account, Standing } from "./simulatedWorld";
import { policy, tokens } from "./teamResources";

describe("simulated FSx for Lustre", () => {
    let world: SimulatedWorld;
    let account: Account;
    let made: Standing;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        await (await world.account(dataAccount)).create(tokens.bucketPolicy, linkingBucketPolicy);
        account = await world.account(clusterAccount);
        made = await account.create(fileSystemTokens.fileSystem, fileSystem);
    });

    afterEach(() => {
        world.remove();
    });

    const link = () => account.create(fileSystemTokens.association, association(made.id));
    const roles = () =>
        Object.values(readAccount(world.sandbox, clusterAccount)?.roles ?? {})
            .map(({ name }) => name)
            .filter((name) => name.startsWith("AWSServiceRoleForFSx"));

    it("chooses what nobody can know before: id, address and mount name", async () => {
        const { id, outputs } = await account.provider.create({
            urn: "urn:pulumi:dev::hyperpod-teams::aws:fsx/lustreFileSystem:LustreFileSystem::name",
            type: fileSystemTokens.fileSystem,
            inputs: fileSystem,
            preview: true,
        });

        assert.equal(id, "");
        assert.deepEqual(
            [outputs.arn, outputs.dnsName, outputs.mountName],
            [unknown, unknown, unknown],
        );
        assert.match(made.id, /^fs-[0-9a-f]{17}$/);
        assert.equal(made.outputs.dnsName, `${made.id}.fsx.us-west-2.amazonaws.com`);
    });

    it("is found and imported by what it was made from", async () => {
        const linked = await link();

        const found = [
            findExisting(world.sandbox, clusterAccount, made.type, fileSystem),
            findExisting(world.sandbox, clusterAccount, linked.type, association(made.id)),
        ];

        assert.deepEqual(found, [made.id, linked.id]);
        for (const standing of [made, linked]) {
            const imported = await account.import(standing.type, standing.id);
            assert.deepEqual(imported?.outputs, standing.outputs);
            assert.deepEqual((await account.read(standing))?.inputs, standing.inputs);
        }
    });

    it("grows in place, and can only be made anew to shrink or to move", async () => {
        const grown = { ...fileSystem, storageCapacity: 4800 };
        const moved = { ...fileSystem, subnetIds: "subnet-11111111" };

        const growing = await account.diff(made, grown);
        const standing = await account.update(made, grown);
        const shrinking = await account.diff(standing, fileSystem);
        const moving = await account.diff(made, moved);

        assert.deepEqual(growing, {
            changes: ["storageCapacity"],
            replaces: [],
            deleteBeforeReplace: false,
        });
        assert.equal(standing.outputs.storageCapacity, 4800);
        assert.deepEqual(shrinking.replaces, ["storageCapacity"]);
        assert.deepEqual(moving.replaces, ["subnetIds"]);
    });

    it("gives FSx a role with the first link, and takes it away with the file system", async () => {
        const before = roles();
        await link();
        const between = roles();
        await account.delete(made);

        assert.deepEqual(before, []);
        assert.deepEqual(between, [`AWSServiceRoleForFSxS3Access_${made.id}`]);
        assert.deepEqual(roles(), []);
    });

    it("changes in place which events a link carries, if the bucket lets it", async () => {
        const standing = await link();
        const more = {
            ...association(made.id),
            s3: {
                autoImportPolicy: { events: ["NEW"] },
                autoExportPolicy: { events: ["NEW", "DELETED"] },
            },
        };

        const difference = await account.diff(standing, more);
        const changed = await account.update(standing, more);

        assert.deepEqual(difference, {
            changes: ["s3"],
            replaces: [],
            deleteBeforeReplace: false,
        });
        assert.deepEqual(changed.outputs.s3, more.s3);
    });

    it("links for import alone where the bucket lets FSx's role only read", async () => {
        const data = await world.account(dataAccount);
        await data.create(tokens.bucketPolicy, {
            ...linkingBucketPolicy,
            policy: policy(showing, telling, linking),
        });
        const importing = {
            ...association(made.id),
            s3: { autoImportPolicy: { events: ["NEW"] } },
        };

        const linked = await account.create(fileSystemTokens.association, importing);

        assert.deepEqual(linked.outputs.s3, importing.s3);
    });

    it("gets to the objects that are linked, as the bucket lets it, and to no others", async () => {
        const asked = (key: string, action: "s3:GetObject" | "s3:PutObject") =>
            authorizeFileSystem(world.sandbox, {
                fileSystemId: made.id,
                action,
                bucket: "acme-curated-dev",
                key,
            });
        const before = asked("vision/sample.parquet", "s3:GetObject");
        await link();
        const linked = [
            asked("vision/sample.parquet", "s3:GetObject").allowed,
            asked("vision/result", "s3:PutObject").allowed,
            asked("speech/sample.parquet", "s3:GetObject").allowed,
        ];
        const data = await world.account(dataAccount);
        await data.create(tokens.bucketPolicy, {
            ...linkingBucketPolicy,
            policy: policy(showing, telling, linking),
        });

        assert.deepEqual(before, {
            allowed: false,
            because: `nothing links "s3://acme-curated-dev/vision/sample.parquet" to file system "${made.id}"`,
        });
        assert.deepEqual(linked, [true, true, false]);
        assert.deepEqual(
            [
                asked("vision/sample.parquet", "s3:GetObject").allowed,
                asked("vision/result", "s3:PutObject").allowed,
            ],
            [true, false],
        );
    });
});
