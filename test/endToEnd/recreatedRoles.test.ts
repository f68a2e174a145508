import assert from "node:assert/strict";
import { readAccount, updateAccount } from "../../sandbox/aws/accountState";
import type { Role } from "../../sandbox/aws/accountState";
import { newRoleUniqueId } from "../../sandbox/aws/identifiers";
import { roleByName, withoutRole, withRole } from "../../sandbox/aws/roles";
import { changesOf, steps } from "../support/engineSteps";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";

const clusterAccount = "111122223333";

/** One team's roles and the data role of another, by the account that they are in. */
const roles: Readonly<Record<string, readonly string[]>> = {
    [clusterAccount]: [
        "hyperpod-vision-cluster-access",
        "hyperpod-vision-viewer-access",
        "hyperpod-vision-data",
        // Uses the key of a bucket by a grant.
        "hyperpod-robotics-data",
    ],
    "444455556666": ["hyperpod-vision-scientist", "hyperpod-vision-viewer"],
};

/** What AWS pins to the unique id of a role, by what the engine calls it. */
const pinned = [
    "robotics-keys-data-telemetry",
    "robotics-pods-association",
    "vision-cluster-entry",
    "vision-cluster-view",
    "vision-pods-association",
    "vision-viewer-cluster-entry",
    "vision-viewer-cluster-view",
];

/** Somebody with the right to do it goes past the program: the real engine heals what is left. */
describe("a team whose roles are deleted behind the program's back", function () {
    this.timeout(600_000);
    let project: ProjectCopy;

    before(async () => {
        project = copyProject();
        const up = await project.run(["sandbox", "up"]);
        assert.equal(up.code, 0, up.output);
        const { code, output } = await project.run(["start"]);
        assert.equal(code, 0, output);
    });

    after(async () => {
        await project.dispose();
    });

    async function eachRole(change: (role: Role) => Role | undefined): Promise<void> {
        for (const [accountId, names] of Object.entries(roles)) {
            await updateAccount(project.sandbox, accountId, (before) => {
                let state = before;
                for (const name of names) {
                    const role = roleByName(state, name);
                    assert.ok(role !== undefined, name);
                    const changed = change(role);
                    state = withoutRole(state, role);
                    state = changed === undefined ? state : withRole(state, changed);
                }
                return { state, result: undefined };
            });
        }
    }

    const uniqueIds = () =>
        Object.entries(roles).flatMap(([accountId, names]) => {
            const state = readAccount(project.sandbox, accountId);
            return names.map((name) => state && roleByName(state, name)?.uniqueId);
        });

    it("shows in the walk that entries and grants are for roles that are gone", async () => {
        await eachRole((role) => ({ ...role, uniqueId: newRoleUniqueId() }));

        const { code, output } = await project.run(["show"]);

        assert.equal(code, 1, output);
        const wrong = output.split("\n").filter((line) => line.includes("✗"));
        assert.deepEqual(wrong, [
            '  ✗ may role "hyperpod-robotics-data" read "s3://acme-telemetry-dev/fleet/walk-probe" through access point',
            "  ✗ does the cluster know who comes with that role? no, expected yes",
            "  ✗ does the cluster know who comes with that role? no, expected yes",
        ]);
    });

    it("replaces exactly what was pinned to roles that were made again", async () => {
        const before = uniqueIds();

        const planned = await project.run(["preview", "--refresh"]);
        const { code, output } = await project.run(["start", "--refresh"]);

        assert.equal(planned.code, 0, planned.output);
        assert.deepEqual(
            steps(planned),
            pinned.map((name) => `replace ${name}`),
        );
        assert.equal(code, 0, output);
        assert.deepEqual(changesOf(output), ["+-7 replaced"]);
        assert.doesNotMatch(output, /✗/);
        assert.deepEqual(uniqueIds(), before);
    });

    it("makes roles that are gone again, and with them what was pinned to them", async () => {
        const before = uniqueIds();
        await eachRole(() => undefined);

        const { code, output } = await project.run(["start", "--refresh"]);

        assert.equal(code, 0, output);
        assert.deepEqual(changesOf(output), ["+ 12 created", "+-7 replaced"]);
        assert.doesNotMatch(output, /✗/);
        assert.deepEqual(
            uniqueIds().filter((id) => id === undefined || before.includes(id)),
            [],
        );
    });

    it("has nothing left to do", async () => {
        const { code, output } = await project.run(["start", "--refresh"]);

        assert.equal(code, 0, output);
        assert.deepEqual(changesOf(output), []);
    });
});
