import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { answerAwsCommand } from "../../../sandbox/kubernetes/awsCommand";
import { findDeployer, registerDeployer } from "../../../sandbox/kubernetes/deployers";
import { backendUrl, sandboxVariable, type Sandbox } from "../../../sandbox/sandbox";
import { deployer, temporarySandbox } from "./sharedCluster";

const now = new Date("2026-11-24T10:00:00.500Z");

describe("aws stand-in", () => {
    let sandbox: Sandbox;

    before(async () => {
        sandbox = temporarySandbox();
        await registerDeployer(sandbox, deployer);
    });

    after(() => {
        fs.rmSync(sandbox.root, { recursive: true });
    });

    function answer(command: string, environment?: NodeJS.ProcessEnv) {
        return answerAwsCommand(
            command.split(" "),
            environment ?? {
                [sandboxVariable]: sandbox.root,
                PULUMI_BACKEND_URL: backendUrl(sandbox),
            },
            now,
        );
    }

    const getToken = "eks get-token --cluster-name hyperpod-dev --region us-west-2";

    it("gives a deploy role the token that the API server knows", () => {
        const { exitCode, stdout, stderr } = answer(
            `${getToken} --role-arn ${deployer.roleArn} --output json`,
        );

        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.deepEqual(JSON.parse(stdout), {
            kind: "ExecCredential",
            apiVersion: "client.authentication.k8s.io/v1beta1",
            spec: {},
            status: {
                expirationTimestamp: "2026-11-24T10:14:00Z",
                token: findDeployer(sandbox, deployer)?.token,
            },
        });
    });

    it("gives the same token after a second registration", async () => {
        const before = findDeployer(sandbox, deployer);
        await registerDeployer(sandbox, deployer);

        assert.deepEqual(findDeployer(sandbox, deployer), before);
    });

    it("refuses to register what is no role", async () => {
        await assert.rejects(registerDeployer(sandbox, { ...deployer, roleArn: "deploy" }), {
            message:
                '"deploy" is not the ARN of a role; expected "arn:aws:iam::<account>:role/<name>"',
        });
    });

    const stranger = "arn:aws:iam::111122223333:role/stranger";
    const refusals = [
        {
            title: "a role that is not registered",
            command: `${getToken} --role-arn ${stranger}`,
            exitCode: 254,
            stderr: `an error occurred (AccessDenied) when calling the AssumeRole operation: role "${stranger}" is not a deploy role of cluster "hyperpod-dev" in this sandbox`,
        },
        {
            title: "a cluster that the role is not registered for",
            command: `eks get-token --cluster-name other --region us-west-2 --role-arn ${deployer.roleArn}`,
            exitCode: 254,
            stderr: `an error occurred (AccessDenied) when calling the AssumeRole operation: role "${deployer.roleArn}" is not a deploy role of cluster "other" in this sandbox`,
        },
        {
            title: "a call without a role",
            command: getToken,
            exitCode: 253,
            stderr: 'unable to locate credentials: a sandbox has none; name a deploy role with "--role-arn"',
        },
        {
            title: "a call without a region",
            command: "eks get-token --cluster-name hyperpod-dev",
            exitCode: 252,
            stderr: "the following arguments are required: --cluster-name, --region",
        },
        {
            title: "another output",
            command: `${getToken} --role-arn ${deployer.roleArn} --output text`,
            exitCode: 252,
            stderr: 'only "--output json" is simulated, not "text"',
        },
        {
            title: "every other command",
            command: "s3 ls",
            exitCode: 252,
            stderr: 'this is the sandbox\'s stand-in for the AWS CLI: only "aws eks get-token" is simulated, not "aws s3 ls"',
        },
        {
            title: "to work outside a sandbox",
            command: `${getToken} --role-arn ${deployer.roleArn}`,
            environment: {},
            exitCode: 253,
            stderr: `this is a simulated provider and works inside a sandbox only: ${sandboxVariable} names no sandbox; start it through "hyperpod-teams"`,
        },
    ];
    for (const { title, command, environment, exitCode, stderr } of refusals) {
        it(`refuses ${title}`, () => {
            assert.deepEqual(answer(command, environment), {
                exitCode,
                stdout: "",
                stderr: `aws: ${stderr}\n`,
            });
        });
    }
});
