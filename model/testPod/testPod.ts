import { priorityLabel, queueLabel } from "../documents/jobLabels";
import type { JobLabels } from "../documents/jobLabels";
import { namespaceName } from "../names";
import type { Team } from "../team";
import type { PodProbe } from "./podProbes";

/**
 * The AWS CLI as AWS publishes it; Pod Identity needs 2.15 or newer.
 * https://docs.aws.amazon.com/cli/latest/userguide/getting-started-docker.html
 */
export const awsCliImage = "public.ecr.aws/aws-cli/aws-cli:2.27.0";

export interface TestPodSettings {
    /** Tells the pods of two people apart. */
    readonly suffix: string;
    readonly image: string;
    readonly timeoutSeconds: number;
}

/**
 * The test pod of AWS's blog, with what the blog's lacks: the labels without which task governance
 * refuses it. Nobody has to run commands in it, so it needs no right to: each question is a container
 * of its own, whose end the pod's status tells.
 */
export function testPod(
    team: Team,
    probes: readonly PodProbe[],
    { queueName, priorityClasses }: JobLabels,
    { suffix, image, timeoutSeconds }: TestPodSettings,
) {
    // It pushes nobody out.
    const lowest = priorityClasses.at(-1);
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: {
            name: `hyperpod-teams-verify-${suffix}`,
            namespace: namespaceName(team.physicalName),
            labels: {
                "app.kubernetes.io/managed-by": "hyperpod-teams",
                [queueLabel]: queueName,
                ...(lowest === undefined ? {} : { [priorityLabel]: lowest }),
            },
        },
        spec: {
            serviceAccountName: team.serviceAccounts[0] ?? "",
            // EKS brings a token of its own for the role; the cluster's is not needed.
            automountServiceAccountToken: false,
            restartPolicy: "Never",
            // Should nobody be left to delete it, it ends by itself.
            activeDeadlineSeconds: timeoutSeconds,
            containers: probes.map(({ container, words }) => ({
                name: container,
                image,
                command: ["aws", ...words],
                // Kueue counts what is asked for.
                resources: {
                    requests: { cpu: "100m", memory: "128Mi" },
                    limits: { cpu: "500m", memory: "512Mi" },
                },
                securityContext: {
                    allowPrivilegeEscalation: false,
                    capabilities: { drop: ["ALL"] },
                },
                // What a command said before it failed; no right to read logs is needed for it.
                terminationMessagePolicy: "FallbackToLogsOnError",
            })),
        },
    };
}

export type TestPod = ReturnType<typeof testPod>;
