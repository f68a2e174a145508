import type { ResourceValidationPolicy } from "@pulumi/policy";
import { judgeClusterName, teamOfPrincipal } from "../clusterPrincipal";
import { needs } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { fill } from "../naming";

const facts = needs("clusterName", "clusterAccessRole", "group");

export const eksAccessEntryKeepsToItsTeam: ResourceValidationPolicy = {
    name: "eks-access-entry-keeps-to-its-team",
    description:
        "An access entry is of type STANDARD and puts its team's cluster access role into its team's group alone.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Make one entry for the team's cluster access role, with the team's group as its only Kubernetes group.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        (resource) => resource.type === "aws:eks/accessEntry:AccessEntry",
        (resource, known) => {
            const subject = `access entry "${resource.name}"`;
            const { team, findings } = teamOfPrincipal(resource, subject, known.clusterAccessRole);
            return [
                ...judgeClusterName(resource, subject, team, known.clusterName),
                ...findings,
                ...judgeType(resource, subject, team),
                ...judgeGroups(resource, subject, team, known.group),
            ];
        },
    ),
};

function judgeType(
    resource: Resource,
    subject: string,
    team: string | undefined,
): readonly Finding[] {
    const type = inputAt(resource.props, "type");
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

function judgeGroups(
    resource: Resource,
    subject: string,
    team: string | undefined,
    pattern: string,
): readonly Finding[] {
    const group = fill(pattern, team);
    const input = inputAt(resource.props, "kubernetesGroups");
    if (input.state === "absent") {
        return [];
    }
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, `group "${group}"`)];
    }
    const groups: readonly unknown[] = Array.isArray(input.value) ? input.value : [input.value];
    return groups
        .filter((each) =>
            // Without a team the principal is the finding; groups that nobody may have still count.
            team === undefined ? String(each).startsWith("system:") : each !== group,
        )
        .map((each) => ({
            team,
            subject,
            problem: "joins a group that is not its team's",
            found: `group ${shown(each)}`,
            wanted: `group "${group}"`,
            fix: "keep the team's own group alone",
        }));
}
