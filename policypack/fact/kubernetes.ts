import { listOf, mapOf, record, roleArn, teamNames, teamPattern, text, written } from "./shape";

const accessPolicyName = text("^[A-Za-z0-9]+$");
const teamRoleArn = text(`${roleArn.schema.pattern ?? ""}.*\\{team\\}`);
const clusterName = text("^[0-9A-Za-z][A-Za-z0-9_-]*$");

/** The name of a team's namespace, with `{team}`. */
export const namespace = teamPattern;

/**
 * The roles by which people and robots of a team come into a cluster, one entry for each kind of
 * audience and cluster, and the groups that its access entry may join, all with `{team}`.
 */
export const entryRoles = listOf(
    record({ cluster: clusterName, role: teamRoleArn, groups: listOf(teamPattern) }),
);

/**
 * The same roles, and the EKS access policies that each may have, by name. An entry with `teams` is
 * for these teams alone, and adds to what every team's role may have.
 */
export const associatedRoles = listOf(
    record(
        {
            cluster: clusterName,
            role: teamRoleArn,
            namespacePolicies: listOf(accessPolicyName),
            clusterPolicies: listOf(accessPolicyName),
        },
        { teams: teamNames },
    ),
);

/**
 * The roles that pods may get, each in a team's namespace of one cluster, and the roles of other
 * accounts that EKS goes on to from there: where any are listed, it has to be one of them.
 */
export const podRoles = listOf(
    record({
        cluster: clusterName,
        namespace: teamPattern,
        role: teamRoleArn,
        targetRoles: listOf(teamRoleArn),
    }),
);

/**
 * The add-ons that a cluster may get, with the roles that each may bring along and the exact texts
 * that may configure it.
 */
export const addOns = listOf(
    record({
        cluster: clusterName,
        addOn: text("^[0-9A-Za-z][A-Za-z0-9_-]*$"),
        roles: listOf(roleArn),
        configurations: listOf(text()),
    }),
);

/** Teams' Kubernetes groups, with `{team}`, each with the names of the roles it may be bound to. */
export const groups = listOf(record({ group: teamPattern, roles: listOf(text()) }));
/** The names of the Roles that may read and nothing else, such as those of viewers. */
export const readOnlyRoles = listOf(text());
/** The ClusterRoles that a RoleBinding may bind inside a team's namespace. */
export const clusterRoles = listOf(text());
/** The ClusterRoles, read-only ones, that a ClusterRoleBinding may bind to teams' groups. */
export const readOnlyClusterRoles = listOf(text());
/** The API groups of custom kinds whose controllers do nothing beyond the object's namespace. */
export const customApiGroups = listOf(text("^[a-z0-9.-]+$"));
/** The ways into its own pods that a team's Role may hold, such as "pods/exec". */
export const podSessions = listOf(text("^(?:pods|services)/[a-z]+$"));

/**
 * What else may stand in the way of every request, by kind and name, and why; with a spec, only as
 * that says. `{team}` in both is one team's name, `{serviceAccounts}` in a spec a list of names.
 */
export const admission = listOf(
    record({ kind: text(), name: text(), reason: text() }, { spec: written }),
);

/** The network policies of a team's namespace, by name, each as its spec says. */
export const networkPolicies = listOf(record({ name: text(), spec: written }));

/** The roles that a service account may name in its annotation, with `{team}`. */
export const annotatedRoles = listOf(teamRoleArn);

/** The volumes that a team may mount: what a PersistentVolume of that name has to say. */
export const volumes = listOf(
    record({ name: text(), driver: text(), handle: text(), attributes: mapOf(text()) }),
);
/**
 * Volumes of file systems that the same stack makes, each by the tag "Name" that its file system has:
 * where it is comes out of AWS. `{team}` in the tag means that each team has one of its own.
 */
export const madeVolumes = listOf(
    record({
        name: teamPattern,
        driver: text(),
        fileSystem: text(),
        /** Which of the file system's outputs each attribute is. */
        attributes: mapOf(text()),
    }),
);
/** The storage classes that make a new volume for each claim. */
export const storageClasses = listOf(text());

/** The namespaces that the program may make or label itself: never a team's. */
export const namespaces = listOf(text());

/** Helm releases that somebody has looked through, with the values, and why they may stand. */
export const releases = listOf(
    record(
        { chart: text(), repository: text(), version: text(), reason: text() },
        { values: written },
    ),
);

/** Kinds beside those that the pack judges, as "group/Kind", and why they need no judging. */
export const furtherKinds = listOf(
    record({ kind: text("^[a-z0-9.-]+/[A-Za-z0-9]+$"), reason: text("\\S.{9,}") }),
);
