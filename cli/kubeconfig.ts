import * as fs from "node:fs";
import { stringify } from "yaml";
import { memberPermissions } from "../model/documents/accessDocuments";
import {
    awsProfiles,
    chainedSessionSeconds,
    profilesText,
    workProfileName,
} from "../model/documents/awsProfiles";
import { jobLabels, priorityLabel, queueLabel } from "../model/documents/jobLabels";
import {
    scientistKubeconfig,
    updateKubeconfigCommands,
} from "../model/documents/scientistKubeconfig";
import type { Connection } from "../model/documents/scientistKubeconfig";
import { namespaceName } from "../model/names";
import { quoted } from "../model/printable";
import type { AudienceKind, Team } from "../model/team";
import { CommandError } from "./commandError";
import { findAudience, findTeam } from "./teamLookup";
import { say } from "./terminal";

export const audienceKinds = ["scientist", "viewer", "robot"] as const;
export const kubeconfigFormats = ["text", "json"] as const;

export interface KubeconfigOptions {
    readonly stack: string;
    readonly audience: AudienceKind;
    readonly account?: string;
    /** A file with what `pulumi stack output --json` says, or "-". */
    readonly outputs?: string;
    readonly format: (typeof kubeconfigFormats)[number];
}

/** Everything that one of a team's people or machines needs to come in and to submit. */
export function kubeconfig(name: string, options: KubeconfigOptions): void {
    const { team, roster } = findTeam(name, options.stack);
    const { audience, account } = findAudience(team, options.audience, options.account);
    const profiles = awsProfiles(team, audience, account);
    const profile = workProfileName(team, audience);
    const connection = team.cluster.connection ?? connectionFrom(options.outputs, team);
    const labels = audience.kind === "viewer" ? undefined : jobLabels(team, roster.schedules);
    const way = {
        profiles,
        memberPolicy: memberPermissions(team, audience.kind, account),
        kubeconfig:
            connection === undefined ? undefined : scientistKubeconfig(team, profile, connection),
        updateKubeconfig:
            connection === undefined ? updateKubeconfigCommands(team, profile) : undefined,
        labels,
    };
    say(options.format === "json" ? json(team, way) : text(team, way));
}

interface Way {
    readonly profiles: ReturnType<typeof awsProfiles>;
    /** What the first role asks of whoever takes it. */
    readonly memberPolicy: ReturnType<typeof memberPermissions>;
    readonly kubeconfig: ReturnType<typeof scientistKubeconfig> | undefined;
    readonly updateKubeconfig: readonly string[] | undefined;
    readonly labels: ReturnType<typeof jobLabels> | undefined;
}

function json(
    team: Team,
    { profiles, memberPolicy, kubeconfig: config, updateKubeconfig, labels }: Way,
): string {
    return JSON.stringify(
        {
            version: 1,
            team: team.name,
            namespace: namespaceName(team.physicalName),
            serviceAccounts: team.serviceAccounts,
            profiles,
            memberPolicy,
            sessionSeconds: chainedSessionSeconds,
            kubeconfig: config,
            updateKubeconfig,
            labels,
        },
        undefined,
        2,
    );
}

/** Every part can be pasted as it is: what is said about it is a comment in it. */
function text(team: Team, { profiles, kubeconfig: config, updateKubeconfig, labels }: Way): string {
    return [
        `# ~/.aws/config; a session of the last profile ends after ${chainedSessionSeconds / 3600} hour and is renewed by itself while the sign-in lasts`,
        profilesText(profiles),
        "",
        ...(config === undefined
            ? [
                  "# the kubeconfig; nothing here knows the cluster's address, so EKS is asked for it",
                  ...(updateKubeconfig ?? []),
              ]
            : ["# ~/.kube/config", stringify(config, { lineWidth: 0 }).trimEnd()]),
        ...(labels === undefined
            ? []
            : [
                  "",
                  "# on every job, and on its pod templates",
                  "labels:",
                  `    ${queueLabel}: ${labels.queueName}`,
                  ...priorityLines(labels.priorityClasses),
                  "# in pods that need the team's data",
                  `serviceAccountName: ${team.serviceAccounts[0] ?? ""}${othersOf(team.serviceAccounts)}`,
              ]),
    ].join("\n");
}

function priorityLines(classes: readonly string[]): readonly string[] {
    const [highest] = classes;
    return highest === undefined
        ? [
              `    # ${priorityLabel}: the name of one of the cluster's priority classes, with "-priority" behind it`,
          ]
        : [`    ${priorityLabel}: ${highest}${othersOf(classes)}`];
}

function othersOf([, ...others]: readonly string[]): string {
    return others.length === 0 ? "" : ` # or ${others.join(", ")}`;
}

function connectionFrom(file: string | undefined, team: Team): Connection | undefined {
    if (file === undefined) {
        return undefined;
    }
    const connection = ["teams", team.name, "cluster", "connection"].reduce(
        (value: unknown, key) => (isObject(value) ? value[key] : undefined),
        readOutputs(file),
    );
    const { endpoint, certificateAuthorityData } = isObject(connection) ? connection : {};
    if (typeof endpoint !== "string" || typeof certificateAuthorityData !== "string") {
        throw new CommandError(
            `outputs ${quoted(file)} say nothing of how to reach the cluster of team "${team.name}"; expected what "pulumi stack output --json" writes after a rollout`,
            2,
        );
    }
    return { endpoint, certificateAuthorityData };
}

function readOutputs(file: string): unknown {
    try {
        return JSON.parse(fs.readFileSync(file === "-" ? 0 : file, "utf8"));
    } catch (error) {
        throw new CommandError(
            `outputs ${quoted(file)} cannot be read: ${(error as Error).message}`,
            2,
        );
    }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
