import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { isFor, match } from "../naming";

/** A role of the configuration by which a team comes into a cluster. */
interface ClusterRole {
    readonly cluster: string;
    readonly role: string;
    readonly teams?: readonly string[];
}

export interface ClusterPrincipal<R> {
    readonly team?: string;
    /** What the configuration says of the principal; of every role when it is a stranger. */
    readonly roles: readonly R[];
    readonly findings: readonly Finding[];
}

/**
 * Whose an access entry or an association is: its principal's ARN says so, nothing else does; and on
 * which cluster, since names of namespaces and groups mean a team on its own cluster alone.
 */
export function judgePrincipal<R extends ClusterRole>(
    resource: Resource,
    subject: string,
    known: readonly R[],
): ClusterPrincipal<R> {
    const input = inputAt(resource.props, "principalArn");
    const wanted = `a team's cluster access role ${anyOf(known.map(({ role }) => role))}`;
    if (input.state === "unknown") {
        const finding = unknownAtPreview(undefined, subject, input.path, wanted);
        return withCluster(resource, subject, undefined, known, [finding]);
    }
    const principal = input.state === "known" ? input.value : undefined;
    const { team, roles } = rolesOf(principal, known);
    if (team !== undefined) {
        return withCluster(resource, subject, team, roles, []);
    }
    const finding: Finding = {
        subject,
        problem: "lets an unknown principal into the cluster",
        found: principal === undefined ? `nothing at "principalArn"` : shown(principal),
        wanted,
        fix: "name the team's cluster access role",
    };
    return withCluster(resource, subject, undefined, known, [finding]);
}

/** The patterns that a role fits, as long as they agree whose it is. */
function rolesOf<R extends ClusterRole>(
    principal: unknown,
    known: readonly R[],
): { readonly team?: string; readonly roles: readonly R[] } {
    const fitting = known.flatMap((each) => {
        const team = typeof principal === "string" ? match(each.role, principal)?.team : undefined;
        return team === undefined || !isFor(each.teams, team) ? [] : [{ team, each }];
    });
    const [team, ...others] = new Set(fitting.map((each) => each.team));
    return team === undefined || others.length > 0
        ? { roles: [] }
        : { team, roles: fitting.map(({ each }) => each) };
}

function withCluster<R extends ClusterRole>(
    resource: Resource,
    subject: string,
    team: string | undefined,
    roles: readonly R[],
    findings: readonly Finding[],
): ClusterPrincipal<R> {
    const clusters = roles.map(({ cluster }) => cluster);
    const input = inputAt(resource.props, "clusterName");
    const here = roles.filter(({ cluster }) => input.state === "known" && input.value === cluster);
    const cluster = judgeCluster(resource, subject, team, clusters);
    return {
        ...(team === undefined ? {} : { team }),
        roles: here.length > 0 ? here : roles,
        findings: [...cluster, ...findings],
    };
}

/** The cluster that a resource is about, by the name that EKS has for it. */
export function judgeCluster(
    resource: Resource,
    subject: string,
    team: string | undefined,
    clusters: readonly string[],
): readonly Finding[] {
    const input = inputAt(resource.props, "clusterName");
    const wanted = anyOf(clusters);
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    const name = input.state === "known" ? input.value : undefined;
    if (typeof name === "string" && clusters.includes(name)) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "is about another cluster",
        found: name === undefined ? `nothing at "clusterName"` : shown(name),
        wanted,
        fix: "use the environment's cluster or its own configuration file",
    };
    return [finding];
}
