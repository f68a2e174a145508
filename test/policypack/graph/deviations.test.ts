import assert from "node:assert/strict";
import { buildGraph } from "../../../policypack/graph/build";
import { declaredTeams } from "../../../policypack/graph/declared";
import { deviations } from "../../../policypack/graph/deviation/deviations";
import type { GraphResource } from "../../../policypack/graph/resource";
import { mockResources } from "../../support/mockResources";
import { runIndex } from "../../support/runIndex";

const research = "444455556666";

/** The deviations as lines, after one change to the example's registrations. */
function linesAfter(
    resources: readonly GraphResource[],
    name: string,
    change: (text: string) => string,
): readonly string[] {
    const changed = resources.map((resource) =>
        resource.name === name
            ? {
                  ...resource,
                  inputs: JSON.parse(change(JSON.stringify(resource.inputs))) as object,
                  outputs: JSON.parse(change(JSON.stringify(resource.outputs))) as object,
              }
            : resource,
    ) as readonly GraphResource[];
    assert.notDeepEqual(changed, resources);
    return deviations(buildGraph(changed), declaredTeams(changed)).map(
        ({ team, kind, what, path }) => `${team} ${kind}: ${what} (${path.length} edges)`,
    );
}

describe("what teams have beside what they are declared to have", function () {
    this.timeout(60_000);
    let resources: readonly GraphResource[] = [];

    before(async () => {
        resources = mockResources(await runIndex());
    });

    it("is the same in the example", () => {
        const found = deviations(buildGraph(resources), declaredTeams(resources));

        assert.deepEqual(found, []);
        assert.deepEqual(
            declaredTeams(resources).map(({ team }) => team),
            ["forecast", "robotics", "speech", "vision"],
        );
    });

    it("is more where a prefix is widened on both sides of the door", () => {
        const wider = (text: string) => text.replaceAll("object/vision/*", "object/*");
        const role = resources.map((resource) =>
            resource.name === "vision-data-data-curated"
                ? {
                      ...resource,
                      inputs: JSON.parse(wider(JSON.stringify(resource.inputs))) as object,
                  }
                : resource,
        ) as readonly GraphResource[];

        assert.deepEqual(linesAfter(role, "vision-pods-role-policy", wider), [
            'vision beyond: it may "s3:GetObject" on "object/*" but "object/vision/*" of bucket "acme-curated-dev" (8 edges)',
        ]);
    });

    it("is the same where one side alone is widened: the other one still keeps the team in", () => {
        assert.deepEqual(
            linesAfter(resources, "vision-pods-role-policy", (text) =>
                text.replaceAll("object/vision/*", "object/*"),
            ),
            [],
        );
    });

    it("is more for strangers in a trust policy, whoever they are", () => {
        const lines = linesAfter(resources, "vision-scientist-research-role", (text) =>
            text.replace(
                String.raw`\"Statement\":[`,
                String.raw`\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::999900001111:role/eve\"},\"Action\":\"sts:AssumeRole\"},`,
            ),
        );

        assert.deepEqual(lines, [
            'vision beyond: principal "eve", who is none of its members, comes to role "hyperpod-vision-scientist" of team "vision" (1 edges)',
        ]);
    });

    it("is more for every team of an account that a trust policy lets in as a whole", () => {
        const lines = linesAfter(resources, "vision-scientist-research-role", (text) =>
            text.replace(/\\"ArnLike\\":\{\\"aws:PrincipalArn\\":\[[^\]]*\]\},/, ""),
        );

        assert.deepEqual(
            lines.filter((line) => line.includes("scientist")),
            [
                ...["forecast", "robotics", "speech"].map(
                    (team) =>
                        `${team} beyond: it may take on role "hyperpod-vision-scientist" of team "vision" (1 edges)`,
                ),
                `vision beyond: account "${research}", who is none of its members, comes to role "hyperpod-vision-scientist" of team "vision" (1 edges)`,
            ],
        );
    });

    it("is more where an association reaches over the cluster", () => {
        const lines = linesAfter(resources, "vision-cluster-view", (text) =>
            text.replace(/"accessScope":\{[^}]*\}/, '"accessScope":{"type":"cluster"}'),
        );

        assert.deepEqual(
            lines.map((line) => line.replace(/may .* of cluster/, "may … of cluster")),
            ['vision beyond: it may … of cluster "hyperpod-dev" (4 edges)'],
        );
    });

    it("is less where something declared is not there", () => {
        const lines = linesAfter(resources, "vision", (text) =>
            text
                .replaceAll('"prefix":"vision/"', '"prefix":"vision2/"')
                .replaceAll('"fileSystems":[]', '"fileSystems":["fs-0123456789abcdef0"]'),
        );

        assert.deepEqual(lines, [
            'vision beyond: it may "s3:GetObject" on "object/vision/*" of bucket "acme-curated-dev", and more (8 edges)',
            'vision missing: it may not read "vision2/" of bucket "acme-curated-dev" (0 edges)',
            'vision missing: it does not mount file system "fs-0123456789abcdef0" (0 edges)',
        ]);
    });
});
