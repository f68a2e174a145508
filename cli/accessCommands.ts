import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import { awsCliImage } from "../model/testPod/testPod";
import { audienceKinds, kubeconfig, kubeconfigFormats } from "./kubeconfig";
import type { KubeconfigOptions } from "./kubeconfig";
import { verify } from "./verify";

interface VerifyWords {
    readonly kubeconfig?: string;
    readonly context?: string;
    readonly timeout: number;
    readonly image: string;
    readonly why?: boolean;
}

/** The commands for whoever works in a team: how to come in, and whether that works. */
export function addAccessCommands(
    program: Command,
    verifyInSandbox: (team: string, why: boolean) => Promise<void>,
): void {
    addKubeconfig(program);
    addVerify(program, verifyInSandbox);
}

function addVerify(
    program: Command,
    verifyInSandbox: (team: string, why: boolean) => Promise<void>,
): void {
    program
        .command("verify")
        .description("run the test pod of AWS's blog for a team, and say what it reaches")
        .argument("<team>", "the team's name")
        .option("--kubeconfig <file>", "the cluster; without it, the sandbox's API server is asked")
        .option("--context <name>", "a context of the kubeconfig; its current one if absent")
        .addOption(
            new Option("--timeout <time>", 'how long to wait, such as "90s" or "10m"')
                .argParser(seconds)
                .default(300, "5m"),
        )
        .option("--image <image>", "where the nodes find the AWS CLI", awsCliImage)
        .option("--why", "the reason of every answer, not of the wrong ones alone")
        .addHelpText(
            "after",
            `
The kubeconfig should be that of one of the team's scientists ("hyperpod-teams kubeconfig"): an
administrator's pod shows nothing about their rights. The pod is deleted, also on Ctrl-C.

Exit code: 0 all as it should be, 1 something is not, 2 it could not be done.`,
        )
        .action((team: string, { kubeconfig: file, why, timeout, ...words }: VerifyWords) => {
            const { stack } = program.opts<{ stack: string }>();
            const all = why === true;
            return file === undefined
                ? verifyInSandbox(team, all)
                : verify(team, {
                      ...words,
                      stack,
                      kubeconfig: file,
                      why: all,
                      timeoutSeconds: timeout,
                  });
        });
}

function seconds(text: string): number {
    const [, count = "", unit = ""] = /^([1-9]\d{0,4})(s|m)$/.exec(text) ?? [];
    if (unit === "") {
        throw new InvalidArgumentError('expected seconds or minutes, such as "90s" or "10m"');
    }
    return Number(count) * (unit === "m" ? 60 : 1);
}

function addKubeconfig(program: Command): void {
    program
        .command("kubeconfig")
        .description("AWS profiles, kubeconfig and job labels for a team, ready to paste")
        .argument("<team>", "the team's name")
        .addOption(
            new Option("--audience <kind>", "for whom").choices(audienceKinds).default("scientist"),
        )
        .option("--account <name>", "which account they sign in to, where there are several")
        .option(
            "--outputs <file>",
            'what "pulumi stack output --json" says; "-" reads it from stdin',
        )
        .addOption(
            new Option("--format <format>", "how to tell it")
                .choices(kubeconfigFormats)
                .default("text"),
        )
        .addHelpText(
            "after",
            `
Reads the roster and Pulumi.<stack>.yaml, and nothing else. Where neither that file nor --outputs
knows the API server's address, it prints the commands that ask EKS for it:

  pulumi stack output --json --stack prod | hyperpod-teams --stack prod kubeconfig vision --outputs -`,
        )
        .action((team: string, options: Omit<KubeconfigOptions, "stack">) => {
            const { stack } = program.opts<{ stack: string }>();
            kubeconfig(team, { ...options, stack });
        });
}
