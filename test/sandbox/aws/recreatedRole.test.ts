import * as assert from "node:assert/strict";

import { authorizeAssumeRole } from "../../../sandbox/aws/authorizeRole";
import { authorizeEntry } from "../../../sandbox/aws/authorizeEntry";
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

    it("finds its access entry shut, and open again once the entry is made anew", async () => {
        const first = await cluster.create(tokens.role, team.clusterRole);
        const entry = await cluster.create(tokens.accessEntry, team.accessEntry);
        const entering = {
            clusterArn: `arn:aws:eks:us-west-2:${clusterAccount}:cluster/hyperpod-dev`,
            roleArn: team.clusterRoleArn,
        };
        const enter = () => authorizeEntry(world.sandbox, entering);
        await cluster.delete(first);
        const gone = enter();
        const second = await cluster.create(tokens.role, team.clusterRole);

        const stale = enter();
        await cluster.delete(entry);
        const shut = enter();
        await cluster.create(tokens.accessEntry, team.accessEntry);
        const healed = enter();

        assert.deepEqual(
            [gone, stale, shut, healed],
            [
                { allowed: false, because: `there is no role "${team.clusterRoleArn}"` },
                {
                    allowed: false,
                    because: `the access entry is for the role with the id "${String(first.outputs.uniqueId)}", and "${team.clusterRoleArn}" has the id "${String(second.outputs.uniqueId)}" now`,
                },
                {
                    allowed: false,
                    because: `there is no access entry on "${entering.clusterArn}" for "${team.clusterRoleArn}"`,
                },
                {
                    allowed: true,
                    because: `the access entry on "${entering.clusterArn}" is for "${team.clusterRoleArn}"`,
                },
            ],
        );
    });

    it("is let in again by a trust policy whose condition names it", async () => {
        const scientists = await world.account(scientistAccount);
        const scientistArn = `arn:aws:iam::${scientistAccount}:role/hyperpod-vision-scientist`;
        const scientist = role("hyperpod-vision-scientist", team.accountRootTrust);
        const permissions = {
            name: "assume-cluster-access-role",
            role: "hyperpod-vision-scientist",
            policy: policy(team.assumeClusterRole),
        };
        const makeScientist = async () => ({
            role: await scientists.create(tokens.role, scientist),
            policy: await scientists.create(tokens.rolePolicy, permissions),
        });
        const first = await makeScientist();
        await cluster.create(
            tokens.role,
            role("hyperpod-vision-cluster-access", {
                ...team.accountRootTrust,
                Condition: { ArnEquals: { "aws:PrincipalArn": scientistArn } },
            }),
        );
        await scientists.delete(first.policy);
        await scientists.delete(first.role);
        await makeScientist();

        const { allowed } = authorizeAssumeRole(world.sandbox, {
            principal: scientistArn,
            roleArn: team.clusterRoleArn,
            actions: ["sts:AssumeRole"],
            context: {},
        });

        assert.equal(allowed, true);
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
