import { clusterArnOf } from "./assumption";
import type { RegisteredTeam } from "./estate";
import { all, no, yes } from "./finding";
import type { Finding } from "./finding";
import { asObject, text, texts } from "./properties";
import type { Registration } from "./registration";
import { stepOf } from "./step";
import type { Probe, Step } from "./step";
import type { Ground } from "./walk";

const job = { group: "sagemaker.amazonaws.com", resource: "hyperpodpytorchjobs" };

// Any session does: EKS puts its name into the user name, and groups decide.
const sessionName = "walk-probe";

/** Whom the cluster sees when somebody comes with the cluster access role. */
interface ClusterUser {
    readonly user: string;
    readonly groups: readonly string[];
}

/** From the cluster access role to the team's namespace, and to nobody else's. */
export async function clusterSteps(ground: Ground): Promise<readonly Step[]> {
    const { team, others } = ground;
    const own = ownNamespace(team);
    const entry = entryOf(ground);
    const user = typeof entry === "string" ? undefined : userOf(team, entry);
    const foreign = [...new Set(others.flatMap(namespacesOf))].filter((each) => each !== own);
    const name = own === undefined ? "" : ` "${own}"`;
    return [
        stepOf("does the cluster know who comes with that role?", true, [
            { finding: known(ground, entry, user) },
        ]),
        stepOf(`do its access policies reach the team's namespace${name} and nothing else?`, true, [
            { finding: policiesFinding(ground, own) },
        ]),
        stepOf(
            `does a compute quota make the namespace${name} that the team's objects are in?`,
            true,
            [{ finding: quotaFinding(team) }],
        ),
        stepOf(
            `may they create a HyperPodPyTorchJob in namespace${name}?`,
            true,
            await review(ground, user, own === undefined ? [] : [own]),
        ),
        stepOf(
            "may they create one in the namespace of any other team?",
            false,
            await review(ground, user, foreign),
        ),
    ];
}

/** The namespace that is the team's: its quota says so; without one, where its objects are. */
export function ownNamespace(team: RegisteredTeam): string | undefined {
    return team.quotaNamespace ?? team.namespaces[0];
}

export function namespacesOf(team: RegisteredTeam): readonly string[] {
    const made = team.quotaNamespace === undefined ? [] : [team.quotaNamespace];
    return [...new Set([...made, ...team.namespaces])];
}

/** The entry of the team's cluster access role, or why there is none. */
function entryOf({ team }: Ground): Registration | string {
    const role = team.clusterAccessRole;
    if (role === undefined) {
        return `no cluster access role is registered for team "${team.name}"`;
    }
    const entries = team.accessEntries;
    const entry = entries.find((each) => text(each, "principalArn") === role.arn);
    if (entry !== undefined) {
        return entry;
    }
    const named = entries.map((each) => `"${text(each, "principalArn") ?? ""}"`).join(", ");
    return named === ""
        ? `no access entry is registered for "${role.arn}"`
        : `the access entry names ${named}, not "${role.arn}"`;
}

function userOf(team: RegisteredTeam, entry: Registration): ClusterUser | undefined {
    const role = team.clusterAccessRole;
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

function policiesFinding({ estate, team }: Ground, own: string | undefined): Finding {
    const role = team.clusterAccessRole;
    const associations = estate.associations.filter(
        (each) => role !== undefined && text(each, "principalArn") === role.arn,
    );
    if (associations.length === 0) {
        return no("no access policy is associated with the cluster access role");
    }
    return all(
        associations.map((association) => {
            const policy = (text(association, "policyArn") ?? "").replace(/^.*\//, "");
            const scope = asObject(association.inputs.accessScope);
            const namespaces = Array.isArray(scope.namespaces) ? scope.namespaces : [];
            if (scope.type !== "namespace") {
                return no(`access policy "${policy}" has scope "${String(scope.type)}"`);
            }
            const listed = namespaces.map((each) => `"${String(each)}"`).join(", ");
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

/** Asks the API server; without a user or a namespace there is nobody or nothing to ask about. */
async function review(
    { reviewer }: Ground,
    user: ClusterUser | undefined,
    namespaces: readonly string[],
): Promise<readonly Probe[]> {
    if (user === undefined) {
        return [{ finding: no("the cluster knows no user of this team") }];
    }
    // A review counts the groups it is given and adds none: what every user is in must be said.
    const groups = [...user.groups, "system:authenticated"];
    return Promise.all(
        namespaces.map(async (namespace) => {
            const allowed = await reviewer.mayCreate({ ...user, groups }, { ...job, namespace });
            const because = `the API server ${allowed ? "allows" : "does not allow"} it in namespace "${namespace}"`;
            return {
                what: `namespace "${namespace}"`,
                finding: allowed ? yes(because) : no(because),
            };
        }),
    );
}
