import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mayBe, registeredIn } from "../aws/registered";
import { judgeCluster } from "../eks/clusterPrincipal";
import { podRoles } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { fill, match, teamIn } from "../naming";

const facts = needs({ podRoles });
type PodRoles = Known<typeof facts>["podRoles"];

const types: ReadonlySet<string> = new Set([
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
]);

export const eksPodIdentityAssociationKeepsToItsTeam: ResourceValidationPolicy = {
    name: "eks-pod-identity-association-keeps-to-its-team",
    description:
        "A pod identity association gives a named service account of a team's namespace that team's own role.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Associate the team's data role with a service account of its own in the team's namespace.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(types), (resource, known) =>
        registeredIn(resource)
            .filter(({ type }) => types.has(type))
            .flatMap((association) => judgeAssociation(association, known.podRoles)),
    ),
};

function judgeAssociation(association: Resource, known: PodRoles): readonly Finding[] {
    const subject = `pod identity association "${association.name}"`;
    const place = judgeNamespace(association, subject, known);
    const { team, roles } = place;
    const clusters = roles.map(({ cluster }) => cluster);
    return [
        ...judgeCluster(association, subject, team, clusters),
        ...place.findings,
        ...judgeServiceAccount(association, subject, team),
        // Without a team no role is its own: the namespace is the finding then.
        ...(team === undefined
            ? []
            : [
                  ...judgeRole(association, subject, team, roles),
                  ...judgeTargetRole(association, subject, team, roles),
              ]),
    ];
}

interface Place {
    readonly team?: string;
    readonly roles: PodRoles;
    readonly findings: readonly Finding[];
}

function judgeNamespace(association: Resource, subject: string, known: PodRoles): Place {
    const patterns = known.map(({ namespace }) => namespace);
    const wanted = `a team's namespace ${anyOf(patterns)}`;
    const input = inputAt(association.props, "namespace");
    if (input.state === "unknown") {
        const finding = unknownAtPreview(undefined, subject, input.path, wanted);
        return { roles: known, findings: [finding] };
    }
    const namespace = input.state === "known" ? input.value : undefined;
    const team = typeof namespace === "string" ? teamIn(patterns, namespace) : undefined;
    if (typeof namespace === "string" && team !== undefined) {
        const fits = (pattern: string) => match(pattern, namespace, team) !== undefined;
        return { team, roles: known.filter((each) => fits(each.namespace)), findings: [] };
    }
    const finding: Finding = {
        subject,
        problem: "gives a role to pods outside the teams' namespaces",
        found: namespace === undefined ? "no namespace" : `namespace ${shown(namespace)}`,
        wanted,
        fix: "associate it in the namespace of the team that it serves",
    };
    return { roles: known, findings: [finding] };
}

/** Pods that name no service account run as "default": its role would be every pod's. */
function judgeServiceAccount(
    association: Resource,
    subject: string,
    team: string | undefined,
): readonly Finding[] {
    const wanted = 'the name of a service account of its own, other than "default"';
    const input = inputAt(association.props, "serviceAccount");
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    const name = input.state === "known" ? input.value : undefined;
    const named = typeof name === "string" && /^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/.test(name);
    if (named && name !== "default") {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "gives its role to more than the pods that are meant to have it",
        found: name === undefined ? "no service account" : `service account ${shown(name)}`,
        wanted,
        fix: "make a service account for the pods that need the role",
    };
    return [finding];
}

function judgeRole(
    association: Resource,
    subject: string,
    team: string,
    roles: PodRoles,
): readonly Finding[] {
    const own = roles.map(({ role }) => role);
    const wanted = anyOf(own.map((role) => fill(role, team)));
    const input = inputAt(association.props, "roleArn");
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    if (input.state === "known" && isOneOf(input.value, own, team)) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "gives the team's pods a role that is not its own",
        found: input.state === "absent" ? "no role" : shown(input.value),
        wanted,
        fix: "associate the team's own data role",
    };
    return [finding];
}

function judgeTargetRole(
    association: Resource,
    subject: string,
    team: string,
    roles: PodRoles,
): readonly Finding[] {
    // Each role goes on to its own targets; another policy's finding is a role that is not known.
    const first = inputAt(association.props, "roleArn");
    const taken = roles.filter(
        ({ role }) => first.state !== "known" || isOneOf(first.value, [role], team),
    );
    const known = taken.flatMap(({ targetRoles }) => targetRoles);
    const own = known.map((role) => fill(role, team));
    const wanted = own.length === 0 ? "no target role" : anyOf(own);
    const input = inputAt(association.props, "targetRoleArn");
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    if (input.state === "absent") {
        const isSource = taken.length > 0 && taken.every((each) => each.targetRoles.length > 0);
        const finding: Finding = {
            team,
            subject,
            problem: "gives pods a role that is only a way to another one",
            found: "no target role",
            wanted,
            fix: "name the role that it goes on to",
        };
        return isSource ? [finding] : [];
    }
    if (isOneOf(input.value, known, team)) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "goes on to a role that is not known",
        found: `target role ${shown(input.value)}`,
        wanted,
        fix: "leave the target role out, or have the configuration list it",
    };
    return [finding];
}

function isOneOf(value: unknown, patterns: readonly string[], team: string): boolean {
    return (
        typeof value === "string" &&
        patterns.some((pattern) => match(pattern, value, team) !== undefined)
    );
}
