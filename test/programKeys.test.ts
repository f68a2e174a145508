import assert from "node:assert/strict";
import type { MockRegistration } from "./support/mocks";
import { runIndex } from "./support/runIndex";

const lake = "arn:aws:kms:us-west-2:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const buckets = (telemetry: object) => ({
    "hyperpod-teams:buckets": {
        curated: { account: "data", name: "acme-curated-dev" },
        telemetry: { account: "data", name: "acme-telemetry-dev", ...telemetry },
        records: { account: "data", name: "acme-records-dev" },
    },
});
const ofKeys = (registrations: readonly MockRegistration[]) =>
    registrations
        .filter(({ type }) => type.startsWith("aws:kms/"))
        .map(({ type, name }) => `${type} ${name}`)
        .sort();
const keyStatement = (registrations: readonly MockRegistration[], role: string) => {
    const policy = registrations.find(({ name }) => name === `${role}-role-policy`)?.inputs.policy;
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid: string }[] };
    return Statement.filter(({ Sid }) => Sid.startsWith("UseKeyOf"));
};

describe("a bucket that is encrypted with a customer's key", function () {
    this.timeout(60_000);

    it("has its key opened by a policy or by grants, one a team and bucket", async () => {
        const registrations = await runIndex();

        assert.deepEqual(ofKeys(registrations), [
            "aws:kms/grant:Grant robotics-keys-data-telemetry",
            "aws:kms/keyPolicy:KeyPolicy lake-policy",
        ]);
        const grant = registrations.find(({ type }) => type === "aws:kms/grant:Grant");
        assert.deepEqual(grant?.inputs, {
            name: "robotics-telemetry",
            keyId: "arn:aws:kms:us-west-2:777788889999:key/0987dcba-09fe-87dc-65ba-ab0987654321",
            granteePrincipal: "arn:aws:iam::111122223333:role/hyperpod-robotics-data",
            operations: ["Decrypt"],
            constraints: [
                { encryptionContextSubset: { "aws:s3:arn": "arn:aws:s3:::acme-telemetry-dev" } },
            ],
        });
    });

    it("has nothing registered for its key where the key's owner writes the policy", async () => {
        const keys = { "hyperpod-teams:keys": { lake: { arn: lake } } };

        const registrations = await runIndex({}, { ...keys, ...buckets({ key: "lake" }) });

        assert.deepEqual(ofKeys(registrations), []);
        assert.deepEqual(keyStatement(registrations, "robotics-pods"), [
            {
                Sid: "UseKeyOfTelemetry",
                Effect: "Allow",
                Action: ["kms:Decrypt"],
                Resource: lake,
                Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
            },
        ]);
        assert.deepEqual(keyStatement(registrations, "vision-pods"), []);
    });

    it("stops the run when its key's policy would lose a statement", async () => {
        const statement = {
            Sid: "Backup",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::777788889999:role/backup" },
            Action: "kms:Decrypt",
            Resource: "*",
        };
        const standing = JSON.stringify({ Statement: [statement] });

        await assert.rejects(
            runIndex({}, {}, "dev", { "1234abcd-12ab-34cd-56ef-1234567890ab": standing }),
            {
                message: [
                    `nothing was changed: the policy of key "${lake}" has statements that the rollout would remove, and that neither this stack wrote nor its configuration declares; take them out of the policy, or keep them: paste them into Pulumi.dev.yaml, below "lake" in "hyperpod-teams:keys"`,
                    "      foreignStatements:",
                    `        - ${JSON.stringify(statement)}`,
                ].join("\n"),
            },
        );
    });
});
