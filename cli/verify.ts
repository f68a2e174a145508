import { randomBytes } from "node:crypto";
import { formFor, renderWalks } from "../access/report";
import { jobLabels } from "../model/documents/jobLabels";
import { podProbes } from "../model/testPod/podProbes";
import type { PodReading } from "../model/testPod/podReading";
import { testPod } from "../model/testPod/testPod";
import { CommandError } from "./commandError";
import { Interruption } from "./interruption";
import { podApiOf } from "./podApi";
import { findTeam } from "./teamLookup";
import { say, sayHeading, terminalProgress } from "./terminal";
import { watchPod } from "./watchPod";

export interface VerifyOptions {
    readonly stack: string;
    readonly kubeconfig: string;
    readonly context?: string;
    readonly timeoutSeconds: number;
    readonly image: string;
    readonly why: boolean;
}

/** Runs the test pod on a cluster, in the name of whom the kubeconfig is. */
export async function verify(name: string, options: VerifyOptions): Promise<void> {
    const { team, roster } = findTeam(name, options.stack);
    const others = roster.teams.filter((each) => each !== team);
    const probes = podProbes(team, others);
    const labels = jobLabels(team, roster.schedules);
    const suffix = randomBytes(4).toString("hex");
    const pod = testPod(team, probes, labels, { ...options, suffix });
    const api = podApiOf(options.kubeconfig, options.context);
    const interruption = new Interruption();
    const step = terminalProgress().step(
        `test pod "${pod.metadata.name}" in namespace "${pod.metadata.namespace}"`,
    );
    const reading = await watchPod(api, {
        pod,
        probes,
        queueName: labels.queueName,
        timeoutSeconds: options.timeoutSeconds,
        pollMs: 2000,
        interruption,
        tell: (now) => {
            step.update(openQuestion(now));
        },
    }).catch((error: unknown) => {
        step.fail(`the test pod did not come to its end`);
        throw error;
    });
    step.done(`test pod "${pod.metadata.name}" has answered and is deleted`);

    const { steps, failed } = stepsOf(reading);
    sayHeading(`Test pod of team "${name}"`);
    const reasons = options.why ? "all" : "wrong";
    say(renderWalks([{ team: name, steps }], { ...formFor(process.stdout), reasons }));
    if (failed) {
        throw new CommandError(
            reading.settled
                ? `team "${name}" does not reach what is its own, or reaches what is not`
                : `the test pod of team "${name}" had not answered everything after ${options.timeoutSeconds} seconds; give it longer with "--timeout"`,
        );
    }
}

function stepsOf({ answers }: PodReading) {
    const steps = answers.map((each) => ({ ...each, expected: true }));
    return { steps, failed: steps.some(({ answer }) => !answer) };
}

function openQuestion({ answers }: PodReading): string {
    const open = answers.find(({ answer }) => !answer);
    return open === undefined ? "all answered" : `${open.question} ${open.because}`;
}
