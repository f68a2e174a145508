import assert from "node:assert/strict";
import type { PolicyProviderResource } from "@pulumi/policy";
import { stackEffectiveAccessEqualsDeclaredAccess } from "../../../policypack/rules/stackEffectiveAccessEqualsDeclaredAccess";
import { mockResources } from "../../support/mockResources";
import { runIndex } from "../../support/runIndex";
import { stackFindingsOf, unknownStringValue } from "../policyRun";
import type { Registration } from "../policyRun";
import { configuration } from "../sampleProgram";

/** What providers fill in, and do not say before the rollout. */
const filledIn: Readonly<Record<string, readonly string[]>> = {
    "aws:eks/accessEntry:AccessEntry": ["userName", "kubernetesGroups", "accessEntryArn"],
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": ["associationArn", "externalId"],
    "aws:iam/role:Role": ["arn", "uniqueId", "inlinePolicies", "managedPolicyArns"],
    "aws:s3/accessPoint:AccessPoint": ["arn", "accountId", "bucketAccountId", "alias"],
    "aws:kms/grant:Grant": ["grantId", "grantToken"],
    "aws:fsx/lustreFileSystem:LustreFileSystem": ["dnsName", "importPath", "exportPath"],
};

describe("the graph at the end of a preview", function () {
    this.timeout(60_000);

    it("has nothing beyond what teams declare for what providers have not filled in yet", async () => {
        const program = await runIndex();
        const resources = mockResources(program);
        const providers = new Map(
            program
                .filter(({ type }) => type.startsWith("pulumi:providers:"))
                .map(({ type, name, inputs }): [string, PolicyProviderResource] => [
                    name,
                    { type, name, urn: name, props: inputs },
                ]),
        );
        const registrations = program.map(
            ({ type, name, inputs, outputs, provider: reference, custom }, index): Registration => {
                const provider = providers.get(reference.split("::").at(-2) ?? "");
                const parent = resources[index]?.parent;
                const unknown = (filledIn[type] ?? []).filter((input) => !(input in inputs));
                return {
                    type,
                    name,
                    props: inputs,
                    outputs: custom
                        ? {
                              ...inputs,
                              ...outputs,
                              ...Object.fromEntries(
                                  unknown.map((input) => [input, unknownStringValue]),
                              ),
                          }
                        : outputs,
                    ...(provider === undefined ? {} : { provider }),
                    ...(parent === undefined ? {} : { parent }),
                };
            },
        );
        const { name } = stackEffectiveAccessEqualsDeclaredAccess;

        const findings = await stackFindingsOf(
            stackEffectiveAccessEqualsDeclaredAccess,
            registrations,
            configuration("dev")[name] ?? {},
        );

        assert.deepEqual(findings, []);
        assert.ok(registrations.some(({ type }) => type === "hyperpod-teams:components:Team"));
    });
});
