import assert from "node:assert/strict";
import { runIndex, teamUrn } from "./support/runIndex";

const component = (kind: string, name: string) =>
    `urn:pulumi:prod::hyperpod-teams::hyperpod-teams:components:${kind}::${name}`;
const isProtected = { isProtected: true };
const leaving = { "hyperpod-teams:roster": "../cases/program/leaving.yaml" };
const removals = (names: Readonly<Record<string, readonly string[]>>) => ({
    "hyperpod-teams:removals": names,
});

const protectedIn = async (stack: string, config: Readonly<Record<string, unknown>> = {}) =>
    (await runIndex({}, config, stack))
        .filter((registration) => registration.isProtected === true)
        .map(({ name }) => name)
        .sort();

describe("what must not vanish", function () {
    this.timeout(60_000);

    it("is protected in prod, beside the file systems whose removal is refused", async () => {
        assert.deepEqual(await protectedIn("prod"), [
            "curated-policy",
            "forecast-compute-quota",
            "records-policy",
            "robotics-compute-quota",
            "speech-compute-quota",
            "speech-datasets-file-system",
            "telemetry-policy",
            "training-scheduler",
            "vision-compute-quota",
        ]);
    });

    it("is not protected in dev", async () => {
        assert.deepEqual(await protectedIn("dev"), []);
    });

    it("is not protected once its removal is named", async () => {
        const named = removals({ teams: ["vision"], buckets: ["curated"], clusters: ["training"] });

        assert.deepEqual(await protectedIn("prod", named), [
            "forecast-compute-quota",
            "records-policy",
            "robotics-compute-quota",
            "speech-compute-quota",
            "speech-datasets-file-system",
            "telemetry-policy",
        ]);
    });

    it("is not the policy of a bucket whose readers may all go", async () => {
        const named = removals({ teams: ["robotics", "vision", "speech", "forecast"] });

        assert.deepEqual(await protectedIn("prod", named), [
            "speech-datasets-file-system",
            "training-scheduler",
        ]);
    });

    it("is not a quota that never stood and has to be replaced", async () => {
        const failed = {
            "urn:pulumi:prod::hyperpod-teams::hyperpod-teams:components:Team$hyperpod-teams:components:ComputeAllocation$aws:cloudcontrol/resource:Resource::vision-compute-quota":
                {
                    typeName: "AWS::SageMaker::ComputeQuota",
                    properties: JSON.stringify({
                        ComputeQuotaArn:
                            "arn:aws:sagemaker:us-west-2:211122223333:compute-quota/abcdef012345",
                        ComputeQuotaTarget: { TeamName: "vision" },
                        ClusterArn: "arn:aws:sagemaker:us-west-2:211122223333:cluster/fedcba543210",
                        Status: "CreateFailed",
                    }),
                },
        };

        const registrations = await runIndex(failed, {}, "prod");

        assert.deepEqual(
            registrations
                .filter(
                    ({ name, ...rest }) =>
                        name.endsWith("-compute-quota") && rest.isProtected !== true,
                )
                .map(({ name }) => name),
            ["vision-compute-quota"],
        );
    });
});

describe("a removal in a protected environment", function () {
    this.timeout(60_000);

    const refusals: readonly (readonly [
        title: string,
        state: Readonly<Record<string, object>>,
        config: Readonly<Record<string, unknown>>,
        sentences: readonly string[],
    ])[] = [
        [
            "of a team that no removal names",
            { [teamUrn("vision")]: {} },
            leaving,
            [
                'team "vision" is protected in this stack and would lose all that it has; if that is meant, first roll out with "hyperpod-teams:removals: { teams: [vision] }" in Pulumi.prod.yaml and the entry as it was, then with this change',
            ],
        ],
        [
            "of a team that is named and still protected",
            { [teamUrn("vision")]: isProtected },
            { ...leaving, ...removals({ teams: ["vision"] }) },
            [
                'team "vision" is protected in this stack and would lose all that it has; if that is meant, first roll out with "hyperpod-teams:removals: { teams: [vision] }" in Pulumi.prod.yaml and the entry as it was, then with this change',
            ],
        ],
        [
            "by a move to another cluster that the entry says",
            { [teamUrn("vision")]: { ...isProtected, physicalName: "vision", cluster: "attic" } },
            { "hyperpod-teams:roster": "../cases/program/moved.yaml" },
            [
                'team "vision" is protected in this stack and would move from cluster "attic" to "training"; if that is meant, first roll out with "hyperpod-teams:removals: { teams: [vision] }" in Pulumi.prod.yaml and the entry as it was, then with this change',
            ],
        ],
        [
            "of a bucket's policy and a scheduler configuration",
            {
                [component("SharedBucket", "attic")]: isProtected,
                [component("ClusterScheduling", "cellar")]: isProtected,
                [component("SharedBucket", "curated")]: isProtected,
                [component("SharedBucket", "open")]: { isProtected: false },
            },
            {},
            [
                'the policy of bucket "attic" is protected in this stack and would go; if that is meant, first roll out with "hyperpod-teams:removals: { buckets: [attic] }" in Pulumi.prod.yaml and the bucket as it was, then with this change',
                'the scheduler configuration of cluster "cellar" is protected in this stack and would go; if that is meant, first roll out with "hyperpod-teams:removals: { clusters: [cellar] }" in Pulumi.prod.yaml and the cluster as it was, then with this change',
            ],
        ],
    ];
    for (const [title, state, config, sentences] of refusals) {
        it(`is refused: ${title}`, async () => {
            await assert.rejects(runIndex(state, config, "prod"), {
                message: `nothing was changed: ${sentences.join("\n")}`,
            });
        });
    }

    it("is let through once it is named and the protection is off", async () => {
        const named = { ...leaving, ...removals({ teams: ["vision"] }) };

        const registrations = await runIndex(
            { [teamUrn("vision")]: { isProtected: false } },
            named,
            "prod",
        );

        assert.equal(
            registrations.some(({ name }) => name === "vision"),
            false,
        );
    });

    it("needs no more than the entry in dev", async () => {
        const registrations = await runIndex({ [teamUrn("vision")]: {} }, leaving);

        assert.equal(
            registrations.some(({ name }) => name === "vision"),
            false,
        );
    });
});
