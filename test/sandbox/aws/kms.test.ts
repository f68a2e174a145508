import * as assert from "node:assert/strict";

import { updateAccount } from "../../../sandbox/aws/accountState";
import { authorizeObject } from "../../../sandbox/aws/authorizeObject";
import {
    clusterAccount,
    dataAccount,
    keyArn,
    SimulatedWorld,
    type Account,
} from "./simulatedWorld";
import * as team from "./teamResources";
import { policy, tokens } from "./teamResources";

const bucketArn = "arn:aws:s3:::acme-curated-dev";
const useKey = {
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
};
const readObjects = {
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: `${team.accessPointArn}/object/*`,
};

describe("a bucket that is encrypted with a customer's key", () => {
    let world: SimulatedWorld;
    let cluster: Account;
    let data: Account;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        cluster = await world.account(clusterAccount);
        data = await world.account(dataAccount);
        await cluster.create(tokens.role, team.dataRole);
        await cluster.create(tokens.rolePolicy, {
            name: "read-team-data",
            role: "hyperpod-vision-data",
            policy: policy(readObjects, useKey),
        });
        const open = { ...team.readOwnObjects, Action: ["s3:GetObject", "s3:PutObject"] };
        await data.create(tokens.accessPoint, { ...team.accessPoint, policy: policy(open) });
        const delegation = { ...team.delegation, Action: ["s3:GetObject", "s3:PutObject"] };
        await data.create(tokens.bucketPolicy, {
            ...team.bucketPolicy,
            policy: policy({ ...delegation, Resource: `${bucketArn}/*` }),
        });
        await encrypt(true);
    });

    afterEach(() => {
        world.remove();
    });

    async function encrypt(bucketKey: boolean): Promise<void> {
        await updateAccount(world.sandbox, dataAccount, (state) => ({
            state: {
                ...state,
                buckets: state.buckets.map((bucket) => ({
                    ...bucket,
                    encryption: { kmsKeyArn: keyArn, bucketKey },
                })),
            },
            result: undefined,
        }));
    }

    function ask(action: "s3:GetObject" | "s3:PutObject" = "s3:GetObject") {
        return authorizeObject(world.sandbox, {
            roleArn: team.dataRoleArn,
            action,
            accessPointArn: team.accessPointArn,
            key: "vision/a",
            context: {},
        });
    }

    const refusedBy = (operation: string, encrypted = bucketArn) => ({
        allowed: false,
        because: `neither the policy nor a grant of key "${keyArn}" allows kms:${operation} with "${encrypted}"`,
    });

    it("is closed while the key knows nobody but its account", () => {
        assert.deepEqual(ask(), refusedBy("Decrypt"));
    });

    it("is opened for reading by the key's policy, and not for writing", async () => {
        await data.create(tokens.keyPolicy, team.keyPolicy);

        assert.equal(ask().allowed, true);
        assert.deepEqual(ask("s3:PutObject"), refusedBy("GenerateDataKey"));
    });

    it("stays open for a role that was made again, where the policy names its account", async () => {
        await data.create(tokens.keyPolicy, team.keyPolicy);
        const inputs = {
            name: "read-team-data",
            role: "hyperpod-vision-data",
            policy: policy(readObjects, useKey),
        };

        await remakeDataRole();
        await cluster.create(tokens.rolePolicy, inputs);

        // The access point still means the former role; the key does not stand in the way.
        assert.equal(
            ask().because,
            'the policy of access point "vision-curated" does not allow it',
        );
    });

    it("is opened by a grant for the bucket, as long as objects are under its bucket key", async () => {
        await data.create(tokens.keyGrant, team.keyGrant);

        assert.equal(ask().allowed, true);
        assert.deepEqual(ask("s3:PutObject"), refusedBy("GenerateDataKey"));
        await encrypt(false);
        assert.deepEqual(ask(), refusedBy("Decrypt", `${bucketArn}/vision/a`));
    });

    it("is not opened by a grant whose context is another bucket's", async () => {
        const constraints = [{ encryptionContextEquals: { "aws:s3:arn": "arn:aws:s3:::other" } }];

        await data.create(tokens.keyGrant, { ...team.keyGrant, constraints });

        assert.deepEqual(ask(), refusedBy("Decrypt"));
    });

    it("shows the unique id of a grantee that is gone, and lets its successor in by a new grant alone", async () => {
        const grant = await data.create(tokens.keyGrant, team.keyGrant);
        const formerId = await remakeDataRole();

        const read = await data.read(grant);

        assert.equal(read?.outputs.granteePrincipal, formerId);
        assert.notEqual((await data.create(tokens.keyGrant, team.keyGrant)).id, grant.id);
    });

    it("answers the same grant to the same request under one name, and has it once", async () => {
        const first = await data.create(tokens.keyGrant, team.keyGrant);
        const second = await data.create(tokens.keyGrant, team.keyGrant);

        assert.equal(second.id, first.id);
        await data.delete(first);
        assert.equal(await data.read(second), undefined);
        assert.deepEqual(ask(), refusedBy("Decrypt"));
    });

    it("goes back to AWS's default when its key's policy is taken away", async () => {
        const made = await data.create(tokens.keyPolicy, team.keyPolicy);
        await data.delete(made);

        const read = await data.read(made);

        assert.deepEqual(JSON.parse(String(read?.outputs.policy)), {
            Version: "2012-10-17",
            Id: "key-default-1",
            Statement: [team.wholeAccount],
        });
    });

    it("tells its key's policy through Cloud Control", async () => {
        const { properties } = await data.provider.invoke({
            token: "aws:cloudcontrol/getResource:getResource",
            args: {
                typeName: "AWS::KMS::Key",
                identifier: "1234abcd-12ab-34cd-56ef-1234567890ab",
            },
        });

        assert.deepEqual(
            (JSON.parse(String(properties)) as { KeyPolicy: { Statement: unknown } }).KeyPolicy
                .Statement,
            [team.wholeAccount],
        );
    });

    /** Answers with the unique id that the role had. */
    async function remakeDataRole(): Promise<string> {
        const imported = await cluster.import(tokens.role, "hyperpod-vision-data");
        const formerId = String(imported?.outputs.uniqueId);
        const standing = {
            type: tokens.role,
            id: "hyperpod-vision-data",
            inputs: team.dataRole,
            outputs: imported?.outputs ?? {},
        };
        await cluster.delete({
            type: tokens.rolePolicy,
            id: "hyperpod-vision-data:read-team-data",
            inputs: {},
            outputs: {},
        });
        await cluster.delete(standing);
        await cluster.create(tokens.role, team.dataRole);
        return formerId;
    }
});
