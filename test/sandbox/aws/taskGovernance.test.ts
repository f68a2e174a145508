import * as assert from "node:assert/strict";

import { seedWorld } from "../../../sandbox/aws/seed";
import { governedTeams } from "../../../sandbox/aws/governedNamespaces";
import { clusterAccount, SimulatedWorld, world as seed, type Account } from "./simulatedWorld";
import * as team from "./teamResources";
import { tokens } from "./teamResources";

describe("task governance on a cluster", () => {
    let world: SimulatedWorld;
    let cluster: Account;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        cluster = await world.account(clusterAccount);
    });

    afterEach(() => {
        world.remove();
    });

    const statusOf = (properties: unknown) =>
        (JSON.parse(String(properties)) as { Status: string }).Status;

    it("lets a quota be made without the add-on, of which nothing comes", async () => {
        const addOn = await cluster.adopt(tokens.addOn, team.taskGovernanceId);
        await cluster.delete(addOn);

        const quota = await cluster.create(tokens.cloudControl, team.quota());
        const scheduler = await cluster.create(tokens.cloudControl, team.scheduler());

        assert.deepEqual(
            [quota, scheduler].map(({ outputs }) => statusOf(outputs.properties)),
            ["CreateFailed", "CreateFailed"],
        );
        assert.deepEqual([...world.cluster.namespaces], []);
        assert.deepEqual(governedTeams(world.sandbox), []);
    });

    it("makes it once the add-on is there and the failed object is gone", async () => {
        const addOn = await cluster.adopt(tokens.addOn, team.taskGovernanceId);
        await cluster.delete(addOn);
        const failed = await cluster.create(tokens.cloudControl, team.quota());
        await cluster.create(tokens.addOn, {
            clusterName: "hyperpod-dev",
            addonName: "amazon-sagemaker-hyperpod-taskgovernance",
        });

        await cluster.delete(failed);
        const quota = await cluster.create(tokens.cloudControl, team.quota());

        assert.equal(statusOf(quota.outputs.properties), "Created");
        assert.deepEqual([...world.cluster.namespaces], ["hyperpod-ns-vision"]);
    });

    it("has the quotas and add-ons that somebody else brought along, once", async () => {
        const [first = assert.fail()] = seed.clusters;
        const grown = {
            ...seed,
            clusters: [{ ...first, addOns: ["eks-pod-identity-agent"], quotas: ["speech"] }],
        };
        await seedWorld(world.sandbox, grown);
        const before = world.stateText(clusterAccount);

        await seedWorld(world.sandbox, grown);

        assert.equal(world.stateText(clusterAccount), before);
        assert.deepEqual(governedTeams(world.sandbox), ["speech"]);
        await assert.rejects(cluster.create(tokens.addOn, team.agent), {
            message:
                "creating EKS Add-On (hyperpod-dev:eks-pod-identity-agent): operation error EKS: CreateAddon, https response error StatusCode: 409, ResourceInUseException: Addon already exists.",
        });
    });

    it("repeats at a read how conflicts are resolved, which EKS does not tell", async () => {
        const inputs = { ...team.agent, resolveConflictsOnCreate: "NONE" };
        const made = await cluster.create(tokens.addOn, inputs);

        const read = await cluster.read(made);

        assert.deepEqual(read, { id: made.id, inputs, outputs: made.outputs });
    });
});
