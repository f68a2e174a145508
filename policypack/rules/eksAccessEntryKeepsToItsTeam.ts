import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mayBe, registeredIn } from "../aws/registered";
import { judgePrincipal } from "../eks/clusterPrincipal";
import { entryRoles } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { fill } from "../naming";

const facts = needs({ entryRoles });
type EntryRoles = Known<typeof facts>["entryRoles"];

const types: ReadonlySet<string> = new Set(["aws:eks/accessEntry:AccessEntry"]);

export const eksAccessEntryKeepsToItsTeam: ResourceValidationPolicy = {
    name: "eks-access-entry-keeps-to-its-team",
    description:
        "An access entry is of type STANDARD, has no user name of its own and puts its team's cluster access role into its team's group alone.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Make one entry for the team's cluster access role, with the team's group for that role as its only Kubernetes group.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(types), (resource, known) =>
        registeredIn(resource)
            .filter(({ type }) => types.has(type))
            .flatMap((entry) => judgeEntry(entry, known.entryRoles)),
    ),
};

function judgeEntry(entry: Resource, known: EntryRoles): readonly Finding[] {
    const subject = `access entry "${entry.name}"`;
    const { team, roles, findings } = judgePrincipal(entry, subject, known);
    return [
        ...findings,
        ...judgeType(entry, subject, team),
        ...judgeUserName(entry, subject, team),
        ...judgeGroups(entry, subject, team, roles),
    ];
}

function judgeType(entry: Resource, subject: string, team: string | undefined): readonly Finding[] {
    const type = inputAt(entry.props, "type");
    // EKS makes an entry without a type a STANDARD one.
    if (type.state === "absent" || (type.state === "known" && type.value === "STANDARD")) {
        return [];
    }
    const wanted = 'type "STANDARD"';
    if (type.state === "unknown") {
        return [unknownAtPreview(team, subject, type.path, wanted)];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "is a node's entry, not a person's",
        found: `type ${shown(type.value)}`,
        wanted,
        fix: "leave the entries of nodes to HyperPod",
    };
    return [finding];
}

/** EKS's own user name has the session's name in it: who did what is in the audit log. */
function judgeUserName(
    entry: Resource,
    subject: string,
    team: string | undefined,
): readonly Finding[] {
    const userName = inputAt(entry.props, "userName");
    if (userName.state === "absent") {
        return [];
    }
    const wanted = "no user name";
    if (userName.state === "unknown") {
        return [unknownAtPreview(team, subject, userName.path, wanted)];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "takes a user name of its own choice",
        found: `user name ${shown(userName.value)}`,
        wanted,
        fix: "leave it to EKS, which puts the session's name into it",
    };
    return [finding];
}

function judgeGroups(
    entry: Resource,
    subject: string,
    team: string | undefined,
    roles: EntryRoles,
): readonly Finding[] {
    const groups = roles.flatMap((role) => role.groups.map((group) => fill(group, team)));
    const wanted = groups.length === 0 ? "no group" : `group ${anyOf(groups)}`;
    const input = inputAt(entry.props, "kubernetesGroups");
    if (input.state === "absent") {
        return [];
    }
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    const joined: readonly unknown[] = Array.isArray(input.value) ? input.value : [input.value];
    return joined
        .filter((each) =>
            // Without a team the principal is the finding; groups that nobody may have still count.
            team === undefined
                ? String(each).startsWith("system:")
                : typeof each !== "string" || !groups.includes(each),
        )
        .map((each) => ({
            team,
            subject,
            problem: "joins a group that is not its team's",
            found: `group ${shown(each)}`,
            wanted,
            fix: "keep the team's own group alone",
        }));
}
