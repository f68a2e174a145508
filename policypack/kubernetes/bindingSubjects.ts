import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import type { Inputs } from "../inputs";
import { unknownAtPreview } from "../judge";
import { fill, match } from "../naming";
import type { KubernetesObject } from "./object";

/** A team's group and the roles that it may be bound to. */
interface TeamGroup {
    readonly group: string;
    readonly roles: readonly string[];
}

/**
 * Whose namespace a RoleBinding stands in. A ClusterRoleBinding stands in none, but the role that it
 * binds may be one team's.
 */
interface Place {
    readonly team: string;
    readonly namespace?: string;
}

/**
 * Whom a binding binds: in a namespace its team alone, everywhere the team whose role it is, or any
 * team's group where the role is nobody's. Whether a group may have the role is asked where the role
 * itself is none to object to.
 */
export function judgeSubjects(
    object: KubernetesObject,
    place: Place | undefined,
    groups: readonly TeamGroup[],
    role?: Inputs,
): readonly Finding[] {
    const { subject } = object;
    const team = place?.team;
    const known = `group ${anyOf(groups.map(({ group }) => fill(group, team)))}`;
    const wanted =
        place?.namespace === undefined
            ? known
            : `${known} or a service account of namespace "${place.namespace}"`;
    const input = object.at("subjects");
    if (input.state === "absent") {
        return [];
    }
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    const subjects: readonly unknown[] = Array.isArray(input.value) ? input.value : [input.value];
    return subjects.flatMap((each) => {
        const group = groupOf(each, team, groups);
        if (group !== undefined) {
            return role === undefined ? [] : judgeMeant(object, team, each, group, role);
        }
        if (isAccountOf(each, place)) {
            return [];
        }
        const finding: Finding = {
            team,
            subject,
            problem: "binds a stranger",
            found: subjectName(each),
            wanted,
            fix: "bind the team's own subjects alone",
        };
        return [finding];
    });
}

/** What the configuration says of a team's group; the subject's letter case counts. */
function groupOf(
    subject: unknown,
    team: string | undefined,
    groups: readonly TeamGroup[],
): TeamGroup | undefined {
    if (!isObject(subject) || subject.kind !== "Group" || typeof subject.name !== "string") {
        return undefined;
    }
    const { name } = subject;
    return groups.find(({ group }) => match(group, name, team)?.team !== undefined);
}

function isAccountOf(subject: unknown, place: Place | undefined): boolean {
    return (
        isObject(subject) &&
        subject.kind === "ServiceAccount" &&
        typeof subject.name === "string" &&
        place?.namespace !== undefined &&
        subject.namespace === place.namespace
    );
}

/** Viewers and submitters are both the team's; which of its roles each may have is a fact. */
function judgeMeant(
    object: KubernetesObject,
    team: string | undefined,
    subject: unknown,
    { roles }: TeamGroup,
    { kind, name }: Inputs,
): readonly Finding[] {
    const meant =
        typeof name === "string" && roles.some((each) => match(each, name, team) !== undefined);
    if (meant) {
        return [];
    }
    const finding: Finding = {
        team,
        subject: object.subject,
        problem: "gives a group a role that is not meant for it",
        found: `${String(kind)} ${shown(name)} for ${subjectName(subject)}`,
        wanted: anyOf(roles.map((each) => fill(each, team))),
        fix: "bind the role that is meant for the group",
    };
    return [finding];
}

function subjectName(subject: unknown): string {
    if (!isObject(subject)) {
        return shown(subject);
    }
    const { kind, name, namespace } = subject;
    const home = namespace === undefined ? "" : ` of namespace ${shown(namespace)}`;
    return `${String(kind)} ${shown(name)}${home}`;
}
