import { shown } from "./finding";
import type { Finding } from "./finding";
import { inputAt } from "./inputs";
import { unknownAtPreview } from "./judge";
import type { Resource } from "./judge";
import { fill, teamIn } from "./naming";

export interface ClusterPrincipal {
    readonly team?: string;
    readonly findings: readonly Finding[];
}

/** Whose an access entry or an association is: its principal's ARN says so, nothing else does. */
export function teamOfPrincipal(
    resource: Resource,
    subject: string,
    clusterAccessRole: string,
): ClusterPrincipal {
    const input = inputAt(resource.props, "principalArn");
    const wanted = `a team's cluster access role "${fill(clusterAccessRole, undefined)}"`;
    if (input.state === "unknown") {
        return { findings: [unknownAtPreview(undefined, subject, input.path, wanted)] };
    }
    const principal = input.state === "known" ? input.value : undefined;
    const team = typeof principal === "string" ? teamIn([clusterAccessRole], principal) : undefined;
    if (team !== undefined) {
        return { team, findings: [] };
    }
    const finding: Finding = {
        subject,
        problem: "lets an unknown principal into the cluster",
        found: principal === undefined ? `nothing at "principalArn"` : shown(principal),
        wanted,
        fix: "name the team's cluster access role",
    };
    return { findings: [finding] };
}

/** The names of namespaces and groups mean a team on the environment's own cluster alone. */
export function judgeClusterName(
    resource: Resource,
    subject: string,
    team: string | undefined,
    clusterName: string,
): readonly Finding[] {
    const input = inputAt(resource.props, "clusterName");
    const wanted = `"${clusterName}"`;
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    if (input.state === "known" && input.value === clusterName) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "is about another cluster",
        found: input.state === "known" ? shown(input.value) : `nothing at "clusterName"`,
        wanted,
        fix: "use the environment's cluster or its own configuration file",
    };
    return [finding];
}
