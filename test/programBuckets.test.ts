import assert from "node:assert/strict";
import type { MockRegistration } from "./support/mocks";
import { runIndex, stateOf } from "./support/runIndex";

const policy = (...list: readonly object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: list });
const insecure = (bucket: string) => ({
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const audit = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::777788889999:role/auditor" },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::acme-curated-dev/*",
};
const everyTeam = stateOf("vision", "speech", "robotics");
const policyUrn = (alias: string) =>
    `urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:SharedBucket$aws:s3/bucketPolicy:BucketPolicy::${alias}-policy`;
const stands = (name: string, text: string) => ({ [name]: text });

const statementsOf = (registrations: readonly MockRegistration[], name: string) => {
    const found = registrations.find((each) => each.name === name);
    assert.ok(found !== undefined, name);
    return (JSON.parse(String(found.inputs.policy)) as { Statement: { Sid: string }[] }).Statement;
};

describe("a bucket that has a policy already", function () {
    this.timeout(60_000);

    it("keeps the statements that the configuration declares, behind the program's own", async () => {
        const bucket = "acme-curated-dev";

        const registrations = await runIndex(
            {},
            {},
            "dev",
            stands(bucket, policy(insecure(bucket))),
        );

        const statements = statementsOf(registrations, "curated-policy");
        assert.deepEqual(
            statements.map(({ Sid }) => Sid),
            [
                "DelegateToAccessPoints",
                "DelegateWritingToAccessPoints",
                "ShowToFileSystems",
                "TellFileSystems",
                "WriteForFileSystems",
                "LinkFileSystems",
                "DenyInsecureTransport",
            ],
        );
        assert.deepEqual(statements.at(-1), insecure(bucket));
    });

    it("stops the run before anything is registered when it would lose a statement, which is shown ready to paste", async () => {
        const bucket = "acme-curated-dev";
        const standing = stands(
            bucket,
            policy(insecure(bucket), audit, { ...audit, Sid: "Named" }),
        );

        await assert.rejects(runIndex({}, {}, "dev", standing), {
            message: [
                `nothing was changed: the policy of bucket "${bucket}" has statements that the rollout would remove, and that neither this stack wrote nor its configuration declares; take them out of the policy, or keep them: paste them into Pulumi.dev.yaml, below "curated" in "hyperpod-teams:buckets"`,
                "      foreignStatements:",
                `        - ${JSON.stringify({ Sid: "Foreign1", ...audit })}`,
                `        - ${JSON.stringify({ Sid: "Named", ...audit })}`,
            ].join("\n"),
        });
    });

    it("is refused when another stack writes it", async () => {
        const ours = { ...insecure("acme-telemetry-dev"), Sid: "DelegateToAccessPoints" };
        const standing = stands("acme-telemetry-dev", policy(ours));

        await assert.rejects(runIndex({}, {}, "dev", standing), {
            message:
                'nothing was changed: the policy of bucket "acme-telemetry-dev" has "DelegateToAccessPoints" of another rollout than this stack\'s: two stacks that write one policy take it from each other; give it to one of them, or, if this stack lost its state, import the policy as "telemetry-policy" first',
        });
    });

    it("is refused when somebody adds a statement by hand after the rollout", async () => {
        const bucket = "acme-telemetry-dev";
        const last = policy({ ...insecure(bucket), Sid: "DelegateToAccessPoints" });
        const state = { ...everyTeam, [policyUrn("telemetry")]: { bucket, policy: last } };
        const byHand = { Sid: "Audit", ...audit, Resource: `arn:aws:s3:::${bucket}/*` };
        const standing = policy({ ...insecure(bucket), Sid: "DelegateToAccessPoints" }, byHand);

        await assert.rejects(runIndex(state, {}, "dev", stands(bucket, standing)), {
            message: [
                `nothing was changed: the policy of bucket "${bucket}" has statements that the rollout would remove, and that neither this stack wrote nor its configuration declares; take them out of the policy, or keep them: paste them into Pulumi.dev.yaml, below "telemetry" in "hyperpod-teams:buckets"`,
                "      foreignStatements:",
                `        - ${JSON.stringify(byHand)}`,
            ].join("\n"),
        });
    });

    it("may lose what the stack wrote last", async () => {
        const bucket = "acme-telemetry-dev";
        const last = policy({ ...insecure(bucket), Sid: "Declared" });
        const state = { ...everyTeam, [policyUrn("telemetry")]: { bucket, policy: last } };

        const registrations = await runIndex(state, {}, "dev", stands(bucket, last));

        assert.deepEqual(
            statementsOf(registrations, "telemetry-policy").map(({ Sid }) => Sid),
            ["DelegateToAccessPoints"],
        );
    });

    it("keeps what others wrote when its last team has gone", async () => {
        const bucket = "acme-curated-dev";
        const last = policy(insecure(bucket), {
            ...insecure(bucket),
            Sid: "DelegateToAccessPoints",
        });
        const state = { [policyUrn("curated")]: { bucket, policy: last } };
        const roster = { "hyperpod-teams:roster": "../cases/program/elsewhere.yaml" };

        const registrations = await runIndex(state, roster, "dev", stands(bucket, last));

        assert.deepEqual(
            registrations
                .map(({ type }) => type)
                // Those stand whoever comes and goes.
                .filter((type) => !/AddOns|addon/.test(type)),
            [
                "pulumi:pulumi:Stack",
                "pulumi:providers:aws",
                "hyperpod-teams:components:SharedBucket",
                "aws:s3/bucketPolicy:BucketPolicy",
                "pulumi:providers:aws",
            ],
        );
        assert.deepEqual(statementsOf(registrations, "curated-policy"), [insecure(bucket)]);
    });

    it("does not take what others wrote along when it leaves the configuration", async () => {
        const last = policy(
            { ...audit, Sid: "Audit" },
            { ...insecure("acme-attic"), Sid: "DelegateToAccessPoints" },
        );
        const state = { [policyUrn("attic")]: { bucket: "acme-attic", policy: last } };

        await assert.rejects(runIndex(state), {
            message:
                'nothing was changed: bucket "acme-attic" is no longer in the configuration, and its policy would go with what others wrote into it ("Audit"); that takes two steps: roll out with the bucket and without teams on it, which leaves theirs alone in the policy, then without the bucket',
        });
    });
});

describe("buckets in several accounts and regions", function () {
    this.timeout(60_000);

    it("give one team an access point each, with the bucket's owner and in its region", async () => {
        const buckets = {
            curated: { account: "data", name: "acme-curated-dev", region: "eu-west-1" },
            telemetry: { account: "automation", name: "acme-telemetry-dev" },
            records: { account: "data", name: "acme-records-dev", region: "us-east-1" },
        };

        // A file system imports by itself within its region alone, so none is linked here.
        const existing = (id: string) => ({
            account: "platform",
            id,
            dnsName: `${id}.fsx.us-west-2.amazonaws.com`,
            mountName: "fsxmount",
            capacityGiB: 1200,
        });

        const registrations = await runIndex(
            {},
            {
                "hyperpod-teams:buckets": buckets,
                "hyperpod-teams:fileSystems": {
                    scratch: existing("fs-0123456789abcdef0"),
                    datasets: existing("fs-0fedcba9876543210"),
                },
            },
        );

        const found = registrations
            .filter(
                ({ type, name }) =>
                    /accessPoint|bucketPolicy/.test(type) && !/vision|speech|forecast/.test(name),
            )
            .map(({ name, provider, inputs }) => [name, provider.split("::")[3], inputs.region]);
        assert.deepEqual(found.sort(), [
            ["curated-policy", "account-data", "eu-west-1"],
            ["records-policy", "account-data", "us-east-1"],
            ["robotics-data-automation-telemetry", "account-automation", undefined],
            ["robotics-data-data-curated", "account-data", "eu-west-1"],
            ["telemetry-policy", "account-automation", undefined],
        ]);
        const role = registrations.find(({ name }) => name === "robotics-pods-role-policy");
        assert.deepEqual(
            (
                JSON.parse(String(role?.inputs.policy)) as { Statement: { Resource: string }[] }
            ).Statement.map(({ Resource }) => Resource),
            [
                "arn:aws:s3:eu-west-1:777788889999:accesspoint/robotics-curated",
                "arn:aws:s3:eu-west-1:777788889999:accesspoint/robotics-curated/object/robotics/*",
                "arn:aws:s3:us-west-2:333344445555:accesspoint/robotics-telemetry",
                "arn:aws:s3:us-west-2:333344445555:accesspoint/robotics-telemetry/object/fleet/*",
            ],
        );
    });
});
