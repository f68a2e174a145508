import * as assert from "node:assert/strict";

import { readAccount } from "../../../sandbox/aws/accountState";
import {
    clusterAccount,
    dataAccount,
    scientistAccount,
    SimulatedWorld,
    type Account,
} from "./simulatedWorld";
import * as team from "./teamResources";
import { policy, role, tokens } from "./teamResources";

describe("a role that is deleted and made again", () => {
    let world: SimulatedWorld;
    let cluster: Account;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        cluster = await world.account(clusterAccount);
    });

    afterEach(() => {
        world.remove();
    });

    it("has the same ARN and another unique id", async () => {
        const first = await cluster.create(tokens.role, team.dataRole);
        await cluster.delete(first);
        const second = await cluster.create(tokens.role, team.dataRole);

        assert.equal(second.outputs.arn, first.outputs.arn);
        assert.match(String(first.outputs.uniqueId), /^AROA[A-Z2-7]{17}$/);
        assert.notEqual(second.outputs.uniqueId, first.outputs.uniqueId);
    });

    it("is no longer the principal of a trust policy in another account", async () => {
        const scientists = await world.account(scientistAccount);
        const scientist = role("hyperpod-vision-scientist", team.accountRootTrust);
        const trust = (principal: unknown): string =>
            policy({ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" });
        const first = await scientists.create(tokens.role, scientist);
        const trusting = await cluster.create(tokens.role, {
            ...team.clusterRole,
            assumeRolePolicy: trust(first.outputs.arn),
        });

        await scientists.delete(first);
        await scientists.create(tokens.role, scientist);
        const read = await cluster.read(trusting);

        assert.equal(read?.outputs.assumeRolePolicy, trust(first.outputs.uniqueId));
        assert.equal(read.inputs.assumeRolePolicy, trust(first.outputs.uniqueId));
    });

    it("is meant again once the policy is written again", async () => {
        const first = await cluster.create(tokens.role, team.dataRole);
        const data = await world.account(dataAccount);
        const point = await data.create(tokens.accessPoint, team.accessPoint);
        await cluster.delete(first);
        await cluster.create(tokens.role, team.dataRole);

        const stale = await data.read(point);
        await data.update(point, team.accessPoint);
        const healed = await data.read(point);

        assert.equal(
            stale?.outputs.policy,
            String(team.accessPoint.policy).replaceAll(
                team.dataRoleArn,
                String(first.outputs.uniqueId),
            ),
        );
        assert.equal(healed?.outputs.policy, team.accessPoint.policy);
    });

    it("leaves an access entry with the unique id that nobody has any more", async () => {
        const first = await cluster.create(tokens.role, team.clusterRole);
        await cluster.create(tokens.accessEntry, team.accessEntry);
        await cluster.delete(first);
        await cluster.create(tokens.role, team.clusterRole);

        const state = readAccount(world.sandbox, clusterAccount);
        const entry = state?.eksClusters[0]?.accessEntries[0];

        assert.equal(entry?.principalId, first.outputs.uniqueId);
        assert.notEqual(state?.roleIdsByArn[team.clusterRoleArn], entry?.principalId);
    });

    it("keeps a condition that names its ARN as it was written", async () => {
        const first = await cluster.create(tokens.role, team.dataRole);
        const trust = policy({
            Effect: "Allow",
            Principal: { AWS: team.dataRoleArn },
            Action: "sts:AssumeRole",
            Condition: { ArnEquals: { "aws:PrincipalArn": team.dataRoleArn } },
        });
        const trusting = await cluster.create(tokens.role, {
            ...team.clusterRole,
            assumeRolePolicy: trust,
        });

        await cluster.delete(first);
        const read = await cluster.read(trusting);

        assert.equal(
            read?.outputs.assumeRolePolicy,
            trust.replace(team.dataRoleArn, String(first.outputs.uniqueId)),
        );
    });
});
