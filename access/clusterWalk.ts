import { clusterWidePolicies, letsWorkOnJobs, policyNameOf, scopeOf } from "./accessPolicies";
import { clusterArnOf } from "./assumption";
import { audienceName } from "./audience";
import type { RegisteredAudience } from "./audience";
import type { RegisteredTeam } from "./estate";
import { extraRightSteps } from "./extraRightsWalk";
import { all, no, yes } from "./finding";
import type { Finding } from "./finding";
import { associationsOf, review } from "./namespaceReview";
import type { ClusterUser } from "./namespaceReview";
import { asObject, text, texts } from "./properties";
import type { Registration } from "./registration";
import { stepOf } from "./step";
import type { Probe, Step } from "./step";
import type { Ground } from "./walk";

const job = { group: "sagemaker.amazonaws.com", resource: "hyperpodpytorchjobs" };

// Any session does: EKS puts its name into the user name, and groups decide.
const sessionName = "walk-probe";

/** From an audience's cluster access role to the team's namespace, and to nobody else's. */
export async function clusterSteps(
    ground: Ground,
    audience: RegisteredAudience,
): Promise<readonly Step[]> {
    const { team, others } = ground;
    const own = ownNamespace(team);
    const entry = entryOf(team, audience);
    const user = typeof entry === "string" ? undefined : userOf(audience, entry);
    const foreign = [...new Set(others.flatMap(namespacesOf))].filter((each) => each !== own);
    const name = own === undefined ? "" : ` "${own}"`;
    const inOwn = own === undefined ? [] : [own];
    const asked = (verb: string, namespaces: readonly string[]) =>
        review(ground, audience, user, namespaces, {
            ...{ verb, ...job },
            byPolicy: (association, namespace) => letsWorkOnJobs(association, verb, namespace),
        });
    const submits = audience.kind !== "viewer";
    const subject = audience.kind === "scientist" ? "they" : audienceName(audience.kind);
    return [
        stepOf("does the cluster know who comes with that role?", true, [
            await knownProbe(ground, audience, entry, user),
        ]),
        stepOf(`do its access policies reach the team's namespace${name} and nothing else?`, true, [
            { finding: policiesFinding(ground, audience, own) },
        ]),
        ...(submits
            ? []
            : [
                  stepOf(
                      `may ${subject} see the HyperPodPyTorchJobs of namespace${name}?`,
                      true,
                      await asked("list", inOwn),
                  ),
              ]),
        stepOf(
            `may ${subject} create a HyperPodPyTorchJob in namespace${name}?`,
            submits,
            await asked("create", inOwn),
        ),
        stepOf(
            "may they create one in the namespace of any other team?",
            false,
            await asked("create", foreign),
        ),
        ...(submits
            ? []
            : [
                  stepOf(
                      "may they see those in the namespace of any other team?",
                      false,
                      await asked("list", foreign),
                  ),
              ]),
        ...(await extraRightSteps(ground, audience, { subject, user, entry, own, foreign })),
    ];
}

/** Everything else of the team stands in the namespace that its quota makes. */
export function quotaStep({ team }: Ground): Step {
    const own = ownNamespace(team);
    const name = own === undefined ? "" : ` "${own}"`;
    return stepOf(
        `does a compute quota make the namespace${name} that the team's objects are in?`,
        true,
        [{ finding: quotaFinding(team) }],
    );
}

/** The namespace that is the team's: its quota says so; without one, where its objects are. */
export function ownNamespace(team: RegisteredTeam): string | undefined {
    return team.quotaNamespace ?? team.namespaces[0];
}

export function namespacesOf(team: RegisteredTeam): readonly string[] {
    const made = team.quotaNamespace === undefined ? [] : [team.quotaNamespace];
    return [...new Set([...made, ...team.namespaces])];
}

/** The entry of the audience's cluster access role, or why there is none. */
function entryOf(
    team: RegisteredTeam,
    { accessRole: role, accessEntries: entries }: RegisteredAudience,
): Registration | string {
    if (role === undefined) {
        return `no cluster access role is registered for team "${team.name}"`;
    }
    const entry = entries.find((each) => text(each, "principalArn") === role.arn);
    if (entry !== undefined) {
        return entry;
    }
    const named = entries.map((each) => `"${text(each, "principalArn") ?? ""}"`).join(", ");
    return named === ""
        ? `no access entry is registered for "${role.arn}"`
        : `the access entry names ${named}, not "${role.arn}"`;
}

function userOf(
    { accessRole: role }: RegisteredAudience,
    entry: Registration,
): ClusterUser | undefined {
    if (role === undefined) {
        return undefined;
    }
    const template =
        text(entry, "userName") ??
        `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/{{SessionName}}`;
    return {
        user: template.replaceAll("{{SessionName}}", sessionName),
        groups: texts(entry, "kubernetesGroups"),
    };
}

async function knownProbe(
    ground: Ground,
    { accessRole }: RegisteredAudience,
    entry: Registration | string,
    user: ClusterUser | undefined,
): Promise<Probe> {
    const finding = known(ground, entry, user);
    const clusterArn = typeof entry === "string" ? undefined : clusterArnOf(ground.estate, entry);
    if (clusterArn === undefined || accessRole === undefined) {
        return { finding };
    }
    const secondOpinion = await ground.crossCheck?.enterCluster({
        clusterArn,
        roleArn: accessRole.arn,
    });
    return secondOpinion === undefined ? { finding } : { finding, secondOpinion };
}

function known(
    { estate }: Ground,
    entry: Registration | string,
    user: ClusterUser | undefined,
): Finding {
    if (typeof entry === "string" || user === undefined) {
        return no(typeof entry === "string" ? entry : "no user");
    }
    const type = text(entry, "type") ?? "STANDARD";
    if (type !== "STANDARD") {
        return no(`the access entry has type "${type}", which gives no user and no groups`);
    }
    const cluster = clusterArnOf(estate, entry) ?? text(entry, "clusterName") ?? "";
    const groups = user.groups.map((group) => `"${group}"`).join(", ");
    return yes(
        `the access entry on "${cluster}" makes it user "${user.user.replace(sessionName, "<session>")}" with ${groups === "" ? "no groups" : `groups ${groups}`}`,
    );
}

function policiesFinding(
    { estate }: Ground,
    audience: RegisteredAudience,
    own: string | undefined,
): Finding {
    const associations = associationsOf(estate, audience);
    if (associations.length === 0) {
        return no("no access policy is associated with the cluster access role");
    }
    return all(
        associations.map((association) => {
            const policy = policyNameOf(association);
            const namespaces = scopeOf(association);
            if (namespaces === undefined) {
                const { type } = asObject(association.inputs.accessScope);
                return clusterWidePolicies.includes(policy)
                    ? yes(`access policy "${policy}" reads what belongs to no namespace`)
                    : no(`access policy "${policy}" has scope "${String(type)}"`);
            }
            const listed = namespaces.map((each) => `"${each}"`).join(", ");
            return namespaces.length > 0 && namespaces.every((each) => each === own)
                ? yes(`access policy "${policy}" has scope namespace ${listed}`)
                : no(
                      `access policy "${policy}" has scope namespace ${listed}, expected "${own ?? ""}"`,
                  );
        }),
    );
}

function quotaFinding(team: RegisteredTeam): Finding {
    const made = team.quotaNamespace;
    const [own = "", ...others] = team.namespaces;
    if (made === undefined && team.quotaElsewhere && own !== "" && others.length === 0) {
        return yes(`the quota is somebody else's, and the team's objects are in "${own}" alone`);
    }
    if (made === undefined) {
        return no(`no compute quota is registered for team "${team.name}"`);
    }
    const elsewhere = team.namespaces.filter((namespace) => namespace !== made);
    return elsewhere.length === 0
        ? yes(`the quota's team makes it "${made}"`)
        : no(
              `objects of the team are in "${elsewhere.join('", "')}", and the quota makes "${made}"`,
          );
}
