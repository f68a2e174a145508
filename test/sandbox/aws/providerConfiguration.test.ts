import * as assert from "node:assert/strict";

import { checkConfiguration } from "../../../sandbox/aws/providerConfiguration";
import { clusterAccount, dataAccount, SimulatedWorld } from "./simulatedWorld";

const deployRole = (accountId: string): string =>
    `arn:aws:iam::${accountId}:role/hyperpod-teams-deploy`;

describe("configuration of the simulated AWS provider", () => {
    let world: SimulatedWorld;

    before(async () => {
        world = await SimulatedWorld.make();
    });

    after(() => {
        world.remove();
    });

    it("refuses an account that is not allowed", async () => {
        const assumeRoles = JSON.stringify([{ roleArn: deployRole(dataAccount) }]);

        await assert.rejects(world.account(clusterAccount, { assumeRoles }), {
            message: "AWS account ID not allowed: 777788889999",
        });
    });

    it("denies a role that does not exist, also in an account outside this world", async () => {
        const roleArn = deployRole("999999999999");

        await assert.rejects(
            world.account("999999999999", { assumeRoles: JSON.stringify([{ roleArn }]) }),
            {
                message: `Cannot assume IAM Role. IAM Role (${roleArn}) cannot be assumed: operation error STS: AssumeRole, https response error StatusCode: 403, AccessDenied: User: arn:aws:iam::000000000000:user/sandbox is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
            },
        );
    });

    it("refuses arguments it does not simulate", () => {
        assert.deepEqual(
            checkConfiguration({
                region: "us-west-2",
                allowedAccountIds: JSON.stringify([clusterAccount]),
                assumeRoles: JSON.stringify([
                    { roleArn: deployRole(clusterAccount), externalId: "x" },
                ]),
                skipCredentialsValidation: "true",
                skipRegionValidation: "true",
                profile: "default",
            }),
            [
                {
                    property: "skipCredentialsValidation",
                    reason: 'argument "skipCredentialsValidation" is true, which is not simulated; expected false',
                },
                { property: "profile", reason: 'argument "profile" is not simulated' },
                {
                    property: "assumeRoles[0].externalId",
                    reason: 'argument "assumeRoles[0].externalId" is not simulated',
                },
            ],
        );
    });

    it("refuses to work with whatever credentials lie around", () => {
        assert.deepEqual(
            checkConfiguration({
                region: "us-west-2",
                allowedAccountIds: JSON.stringify([clusterAccount]),
            }),
            [{ property: "assumeRoles", reason: 'argument "assumeRoles" is missing' }],
        );
    });
});
