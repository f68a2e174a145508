import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { committedFile, committedStacks } from "../support/committed";
import { projectFolder, readProjectFile } from "../support/example";
import { runProgram } from "../support/mocks";

const configuration = (stack: string) =>
    JSON.parse(committedFile(`policypack/config.${stack}.json`)) as unknown;

/** The engine is told in no order. */
const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
    one.name < other.name ? -1 : 1;

describe("the delivery program", function () {
    this.timeout(60_000);

    it("has Pulumi Cloud look for drift and block what the published pack rejects", async () => {
        pulumi.runtime.setAllConfig({
            "hyperpod-teams-delivery:organization": "acme",
            "hyperpod-teams-delivery:stacks": JSON.stringify(committedStacks),
        });

        const registrations = await runProgram(
            () => {
                // It is a project of its own, outside the types of this one.
                // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
                require(path.join(projectFolder, "delivery", "index.ts"));
            },
            {},
            "main",
            "hyperpod-teams-delivery",
        );

        const { version } = JSON.parse(readProjectFile("policypack/package.json")) as {
            readonly version: string;
        };
        const expected = committedStacks.flatMap((stack) => [
            {
                type: "pulumiservice:index:DriftSchedule",
                name: `${stack}-drift`,
                inputs: {
                    organization: "acme",
                    project: "hyperpod-teams",
                    stack,
                    scheduleCron: "0 5 * * *",
                    autoRemediate: false,
                },
            },
            {
                type: "pulumiservice:index:PolicyGroup",
                name: `${stack}-policies`,
                inputs: {
                    name: `hyperpod-teams-${stack}`,
                    organizationName: "acme",
                    entityType: "stacks",
                    mode: "preventative",
                    stacks: [{ name: stack, routingProject: "hyperpod-teams" }],
                    policyPacks: [
                        {
                            name: "hyperpod-teams-policies",
                            versionTag: version,
                            config: configuration(stack),
                        },
                    ],
                },
            },
        ]);
        assert.deepEqual(
            registrations
                .filter(({ type }) => type.startsWith("pulumiservice:"))
                .map(({ type, name, inputs }) => ({ type, name, inputs }))
                .sort(byName),
            expected.sort(byName),
        );
    });
});
