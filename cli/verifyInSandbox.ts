import { registrationsOf } from "../access/registration";
import { formFor, renderWalks } from "../access/report";
import type { ReportForm } from "../access/report";
import { walkFailed, type Step } from "../access/walk";
import { accessRoleArn } from "../model/documents/accessDocuments";
import { entryRights } from "../model/documents/clusterAccessModes";
import { jobLabels } from "../model/documents/jobLabels";
import { namespaceName } from "../model/names";
import { podProbes } from "../model/testPod/podProbes";
import { awsCliImage, testPod } from "../model/testPod/testPod";
import type { TestPod } from "../model/testPod/testPod";
import type { Team } from "../model/team";
import { podAdmission } from "../sandbox/kubernetes/podAdmission";
import type { PodAdmission, ReviewedIdentity } from "../sandbox/kubernetes/podAdmission";
import { CommandError } from "./commandError";
import type { Session } from "./session";
import { ensureStack, exportStack } from "./stack";
import { walksOf } from "./start";
import { findTeam } from "./teamLookup";
import { say, sayHeading } from "./terminal";

/**
 * The sandbox has no nodes: its API server is asked whether it would let the test pod in, and the
 * walk answers what the pod would find.
 */
export async function verifyInSandbox(
    session: Session,
    name: string,
    reasons: ReportForm["reasons"],
): Promise<void> {
    const { sandbox, stack, folder } = session;
    const { team, roster } = findTeam(name, stack, folder);
    const others = roster.teams.filter((each) => each !== team);
    await ensureStack(session);
    const registrations = registrationsOf(await exportStack(session));
    const pod = testPod(team, podProbes(team, others), jobLabels(team, roster.schedules), {
        suffix: "dry-run",
        image: awsCliImage,
        timeoutSeconds: 300,
    });
    const steps = await podSteps(podAdmission(sandbox), team, others, pod);
    const walks = await walksOf(session, registrations);
    const walk = walks.find((each) => each.team === name);
    if (walk === undefined) {
        throw new CommandError(
            `team "${name}" is not rolled out in the sandbox; run "hyperpod-teams start" first`,
        );
    }
    const verified = [{ team: name, steps: [...steps, ...walk.steps] }];
    sayHeading(`Test pod and walked path of team "${name}"`);
    say(renderWalks(verified, { ...formFor(process.stdout), reasons }));
    if (walkFailed(verified)) {
        throw new CommandError(
            `team "${name}" does not reach what is its own, or reaches what is not`,
        );
    }
}

/** Server-side dry runs in the name of the team's own scientists. */
export async function podSteps(
    admission: PodAdmission,
    team: Team,
    others: readonly Team[],
    pod: TestPod,
): Promise<readonly Step[]> {
    const scientist = scientistOf(team);
    const ask = async (namespace: string, who: ReviewedIdentity | undefined) => {
        const there = { ...pod, metadata: { ...pod.metadata, namespace } };
        const refusal = await admission.refusal(namespace, there, who);
        return {
            answer: refusal === undefined,
            because: refusal ?? "the API server would let it in",
        };
    };
    const own = await ask(pod.metadata.namespace, scientist);
    const standIn =
        scientist === undefined
            ? `; asked as administrator, because EKS alone knows the access policies that let the team create pods`
            : "";
    const [other] = others.filter(({ cluster }) => cluster.alias === team.cluster.alias);
    return [
        {
            question: `may its scientists create the test pod in namespace "${pod.metadata.namespace}"?`,
            expected: true,
            answer: own.answer,
            because: `${own.because}${standIn}`,
        },
        ...(other === undefined || scientist === undefined
            ? []
            : [
                  {
                      question: `may they create it in the namespace of team "${other.name}"?`,
                      expected: false,
                      ...(await ask(namespaceName(other.physicalName), scientist)),
                  },
              ]),
    ];
}

/** As EKS names whoever comes with the cluster access role; nobody where RBAC is not who decides. */
function scientistOf(team: Team): ReviewedIdentity | undefined {
    if (team.clusterAccess === "hyperpod-policies") {
        return undefined;
    }
    const role = accessRoleArn(team, "scientist").replace(":iam:", ":sts:");
    return {
        user: `${role.replace(":role/", ":assumed-role/")}/verify`,
        groups: entryRights(team, "scientist").groups,
    };
}
