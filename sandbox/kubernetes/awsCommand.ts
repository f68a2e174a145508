import { parseArgs } from "node:util";
import { requireSandbox, type Sandbox } from "../sandbox";
import { findDeployer } from "./deployers";

export interface CommandAnswer {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** As long as the real ones are good for; whoever holds one asks again after that. */
const tokenLifeMs = 14 * 60 * 1000;

/** The exit codes of the AWS CLI. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html */
const usageError = 252;
const configurationError = 253;
const serviceError = 254;

/**
 * The `aws` of a sandbox: the credential command of a kubeconfig finds it first on PATH. It knows
 * that one command alone, so that nothing meant for real accounts seems to have worked.
 */
export function answerAwsCommand(
    words: readonly string[],
    environment: NodeJS.ProcessEnv,
    now: Date = new Date(),
): CommandAnswer {
    let sandbox: Sandbox;
    try {
        sandbox = requireSandbox(environment);
    } catch (error) {
        return refusal(configurationError, error instanceof Error ? error.message : String(error));
    }
    if (words[0] !== "eks" || words[1] !== "get-token") {
        return refusal(
            usageError,
            `this is the sandbox's stand-in for the AWS CLI: only "aws eks get-token" is simulated, not "${["aws", ...words].join(" ")}"`,
        );
    }
    let values;
    try {
        ({ values } = parseArgs({
            args: words.slice(2),
            options: {
                "cluster-name": { type: "string" },
                region: { type: "string" },
                "role-arn": { type: "string" },
                output: { type: "string" },
            },
        }));
    } catch (error) {
        return refusal(usageError, error instanceof Error ? error.message : String(error));
    }
    const { "cluster-name": clusterName, region, "role-arn": roleArn, output = "json" } = values;
    if (clusterName === undefined || region === undefined) {
        return refusal(
            usageError,
            "the following arguments are required: --cluster-name, --region",
        );
    }
    if (output !== "json") {
        return refusal(usageError, `only "--output json" is simulated, not "${output}"`);
    }
    if (roleArn === undefined) {
        return refusal(
            configurationError,
            'unable to locate credentials: a sandbox has none; name a deploy role with "--role-arn"',
        );
    }
    const deployer = findDeployer(sandbox, { clusterName, roleArn });
    return deployer === undefined
        ? refusal(
              serviceError,
              `an error occurred (AccessDenied) when calling the AssumeRole operation: role "${roleArn}" is not a deploy role of cluster "${clusterName}" in this sandbox`,
          )
        : {
              exitCode: 0,
              stdout: `${JSON.stringify(credential(deployer.token, now))}\n`,
              stderr: "",
          };
}

function credential(token: string, now: Date) {
    const expiry = new Date(now.getTime() + tokenLifeMs);
    return {
        kind: "ExecCredential",
        apiVersion: "client.authentication.k8s.io/v1beta1",
        spec: {},
        status: {
            expirationTimestamp: expiry.toISOString().replace(/\.\d+Z$/, "Z"),
            token,
        },
    };
}

function refusal(exitCode: number, sentence: string): CommandAnswer {
    return { exitCode, stdout: "", stderr: `aws: ${sentence}\n` };
}

if (require.main === module) {
    const { exitCode, stdout, stderr } = answerAwsCommand(process.argv.slice(2), process.env);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
}
