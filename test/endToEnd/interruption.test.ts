import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { editDeployment, readDeployment } from "../support/checkpoint";
import type { CheckpointResource, Deployment } from "../support/checkpoint";
import { processesMentioning } from "../support/leftovers";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";

describe("a rollout that is cut off", function () {
    this.timeout(300_000);
    let project: ProjectCopy;

    beforeEach(() => {
        project = copyProject();
    });

    afterEach(async () => {
        await project.dispose();
    });

    /** Processes end within moments of their group's end; a leftover stays. */
    async function leftovers(): Promise<readonly string[]> {
        for (let tries = 0; tries < 50; tries += 1) {
            if (processesMentioning(project.sandbox.root).length === 0) {
                return [];
            }
            await sleep(100);
        }
        return processesMentioning(project.sandbox.root);
    }

    it("by Ctrl-C ends well, leaves no process, and goes on the next time", async () => {
        const command = project.start(["start"]);
        await command.waitFor("Updating (dev");
        await sleep(2_000);

        process.kill(command.pid, "SIGINT");
        const { code, output } = await command.ended;

        assert.equal(code, 130, output);
        assert.deepEqual(await leftovers(), []);
        const next = await project.run(["start"]);
        assert.equal(next.code, 0, next.output);
    });

    it("by SIGKILL leaves no process and is recovered, with nothing made twice", async () => {
        const command = project.start(["start"]);
        await command.waitFor("Updating (dev");
        await sleep(3_000);

        process.kill(command.pid, "SIGKILL");
        await command.ended;

        assert.deepEqual(await leftovers(), []);
        const recovered = await project.run(["recover"]);
        assert.equal(recovered.code, 0, recovered.output);
        const next = await project.run(["start"]);
        assert.equal(next.code, 0, next.output);
        const again = await project.run(["preview"]);
        assert.equal(again.code, 0, again.output);
        assert.match(again.output, /^ {4}\d+ unchanged$/m);
    });

    /** Whose creation is made to look as if nobody had written down how it ended. */
    const cutOffNames = [
        "kubernetes:rbac.authorization.k8s.io/v1:Role::vision-namespace-role",
        "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding::vision-namespace-role-binding",
        "kubernetes:core/v1:ServiceAccount::vision-namespace-service-account",
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation::vision-cluster-view",
        "aws:s3/accessPoint:AccessPoint::vision-data-data-curated",
        "aws:s3/bucketPolicy:BucketPolicy::telemetry-policy",
    ];
    /** What waits for these, so the engine had not come to it yet. */
    const notReachedNames = ["SharedBucket::curated", "BucketPolicy::curated-policy"];

    it("is settled for each kind of thing that was made, and for what was not", async () => {
        // The links of a file system wait for the bucket policy that is taken out below.
        project.edit("teams.yaml", "    fileSystems: [datasets]\n", "");
        const first = await project.run(["start"]);
        assert.equal(first.code, 0, first.output);
        const idsIn = ({ resources }: Deployment) =>
            new Map(resources.map(({ urn, id }) => [urn, id]));
        const before = idsIn(readDeployment(project.sandbox));
        editDeployment(project.sandbox, (deployment) => {
            const named = (names: readonly string[]) => (resource: CheckpointResource) =>
                names.some((name) => resource.urn.endsWith(name));
            const cutOff = deployment.resources.filter(named(cutOffNames));
            assert.equal(cutOff.length, cutOffNames.length);
            const gone = named([...cutOffNames, ...notReachedNames]);
            deployment.resources = deployment.resources.filter((resource) => !gone(resource));
            const accessPoint = cutOff.find(({ type }) => type.endsWith(":AccessPoint"));
            assert.ok(accessPoint !== undefined);
            deployment.pending_operations = [
                ...cutOff.map(({ id: _id, outputs: _outputs, ...resource }) => resource),
                neverMade(accessPoint),
                // The other half of a replacement that came to nothing: what is there stays.
                deployment.resources.find(({ urn }) => urn.endsWith("::vision-cluster-entry")),
            ].map((resource) => {
                assert.ok(resource !== undefined);
                return { resource, type: "creating" };
            });
        });

        const recovered = await project.run(["recover"]);

        assert.equal(recovered.code, 0, recovered.output);
        assert.match(recovered.output, /^not made: .*::never-made$/m);
        const settled = readDeployment(project.sandbox);
        assert.deepEqual(settled.pending_operations ?? [], []);
        const next = await project.run(["start"]);
        assert.equal(next.code, 0, next.output);
        assert.match(next.output, /^ {4}\+ 2 created$/m);
        assert.deepEqual(sorted(idsIn(readDeployment(project.sandbox))), sorted(before));
    });

    const sorted = (ids: ReadonlyMap<string, string | undefined>) =>
        [...ids].sort(([a], [b]) => a.localeCompare(b));

    /** An access point's creation once more, under a name that no access point has. */
    function neverMade({ id: _id, outputs: _outputs, ...rest }: CheckpointResource) {
        const text = JSON.stringify(rest)
            .replaceAll("vision-data-data-curated", "never-made")
            .replaceAll("vision-curated", "nobody-curated");
        return JSON.parse(text) as CheckpointResource;
    }

    it("is left alone while its process lives", async () => {
        const command = project.start(["start"]);
        await command.waitFor("Updating (dev");

        const recovered = await project.run(["recover"]);

        assert.equal(recovered.code, 1, recovered.output);
        assert.match(recovered.output, /stack "dev" is being changed by process \d+ on /);
        const { code, output } = await command.ended;
        assert.equal(code, 0, output);
    });
});
