import * as assert from "node:assert/strict";

import type { Properties } from "../../../sandbox/provider/server";
import { clusterAccount, dataAccount, SimulatedWorld, type Account } from "./simulatedWorld";
import * as team from "./teamResources";
import { tokens } from "./teamResources";

const anyTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe("what simulated AWS computes", () => {
    let world: SimulatedWorld;
    let cluster: Account;
    let data: Account;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        cluster = await world.account(clusterAccount);
        data = await world.account(dataAccount);
    });

    afterEach(() => {
        world.remove();
    });

    it("computes a role's outputs, default tags among them", async () => {
        const { id, outputs } = await cluster.create(tokens.role, {
            ...team.clusterRole,
            tags: { team: "vision" },
        });

        const { createDate, uniqueId, ...others } = outputs;
        assert.equal(id, "hyperpod-vision-cluster-access");
        assert.match(String(createDate), anyTime);
        assert.match(String(uniqueId), /^AROA/);
        assert.deepEqual(others, {
            id: "hyperpod-vision-cluster-access",
            arn: team.clusterRoleArn,
            assumeRolePolicy: team.clusterRole.assumeRolePolicy,
            description: "",
            forceDetachPolicies: false,
            maxSessionDuration: 3600,
            name: "hyperpod-vision-cluster-access",
            namePrefix: "",
            path: "/",
            tags: { team: "vision" },
            tagsAll: { managedBy: "hyperpod-teams", team: "vision" },
        });
    });

    it("names an access entry after its role and derives the user name", async () => {
        await cluster.create(tokens.role, team.clusterRole);

        const { id, outputs } = await cluster.create(tokens.accessEntry, team.accessEntry);

        assert.equal(id, `hyperpod-dev:${team.clusterRoleArn}`);
        assert.match(
            String(outputs.accessEntryArn),
            /^arn:aws:eks:us-west-2:111122223333:access-entry\/hyperpod-dev\/role\/111122223333\/hyperpod-vision-cluster-access\/[0-9a-f-]{36}$/,
        );
        assert.equal(
            outputs.userName,
            "arn:aws:sts::111122223333:assumed-role/hyperpod-vision-cluster-access/{{SessionName}}",
        );
    });

    it("takes an entry for a role of another account", async () => {
        const principalArn = `arn:aws:iam::${dataAccount}:role/hyperpod-teams-deploy`;

        const { id } = await cluster.create(tokens.accessEntry, {
            ...team.accessEntry,
            principalArn,
        });

        assert.equal(id, `hyperpod-dev:${principalArn}`);
    });

    it("gives a pod identity association a generated id", async () => {
        await cluster.create(tokens.role, team.dataRole);

        const { id, outputs } = await cluster.create(tokens.podIdentity, team.podIdentity);

        assert.match(id, /^a-[a-z0-9]{17}$/);
        assert.equal(
            outputs.associationArn,
            `arn:aws:eks:us-west-2:111122223333:podidentityassociation/hyperpod-dev/${id}`,
        );
    });

    it("gives an access point its alias, ARN and domain name", async () => {
        await cluster.create(tokens.role, team.dataRole);

        const { id, outputs } = await data.create(tokens.accessPoint, team.accessPoint);

        const { alias, ...others } = outputs;
        assert.equal(id, "777788889999:vision-curated");
        assert.match(String(alias), /^vision-curated-[a-z0-9]{34}-s3alias$/);
        assert.deepEqual(others, {
            id: "777788889999:vision-curated",
            accountId: "777788889999",
            arn: team.accessPointArn,
            bucket: "acme-curated-dev",
            bucketAccountId: "777788889999",
            domainName: "vision-curated-777788889999.s3-accesspoint.us-west-2.amazonaws.com",
            endpoints: {
                dualstack: "s3-accesspoint.dualstack.us-west-2.amazonaws.com",
                ipv4: "s3-accesspoint.us-west-2.amazonaws.com",
            },
            hasPublicAccessPolicy: false,
            name: "vision-curated",
            networkOrigin: "Internet",
            policy: team.accessPoint.policy,
            publicAccessBlockConfiguration: {
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            region: "us-west-2",
            tags: {},
            tagsAll: { managedBy: "hyperpod-teams" },
        });
    });

    it("makes the team's namespace with its compute quota and takes it away with it", async () => {
        const quota = await cluster.create(tokens.cloudControl, team.quota());
        const during = [...world.cluster.namespaces];
        await cluster.delete(quota);

        const properties = JSON.parse(String(quota.outputs.properties)) as Properties;
        const { ComputeQuotaId, CreationTime, LastModifiedTime, ...others } = properties;
        assert.match(String(ComputeQuotaId), /^[a-z0-9]{12}$/);
        assert.match(String(CreationTime), anyTime);
        assert.match(String(LastModifiedTime), anyTime);
        assert.deepEqual(others, {
            ...team.desiredQuota,
            ComputeQuotaArn: quota.id,
            ComputeQuotaVersion: 1,
            Status: "Created",
        });
        assert.deepEqual(during, ["hyperpod-ns-vision"]);
        assert.deepEqual([...world.cluster.namespaces], []);
    });

    it("has no quota where the namespace could not be made", async () => {
        const before = world.stateText(clusterAccount);
        world.cluster.createTeamNamespace = () => Promise.reject(new Error("nobody answers"));

        await assert.rejects(cluster.create(tokens.cloudControl, team.quota()), {
            name: "ProviderError",
            message: 'compute quota of team "vision": nobody answers',
        });

        assert.equal(world.stateText(clusterAccount), before);
    });

    it("moves the namespace when the quota changes its team", async () => {
        const quota = await cluster.create(tokens.cloudControl, team.quota());
        const ComputeQuotaTarget = { TeamName: "speech" };

        const news = team.quota({ ...team.desiredQuota, ComputeQuotaTarget });
        const { outputs } = await cluster.update(quota, news);

        const properties = JSON.parse(String(outputs.properties)) as Properties;
        assert.deepEqual([...world.cluster.namespaces], ["hyperpod-ns-speech"]);
        assert.equal(properties.ComputeQuotaVersion, 2);
        assert.equal(properties.Status, "Updated");
    });

    it("answers getCluster with the endpoint of the cluster beside it", async () => {
        const answer = await cluster.provider.invoke({
            token: "aws:eks/getCluster:getCluster",
            args: { name: "hyperpod-dev" },
        });

        assert.equal(answer.arn, "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev");
        assert.equal(answer.endpoint, "https://127.0.0.1:6443");
        assert.deepEqual(answer.certificateAuthorities, [{ data: "Q0E=" }]);
    });
});
