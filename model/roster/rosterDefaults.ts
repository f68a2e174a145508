/**
 * What holds where an entry of the roster is silent: the safe choice each time, and here alone. The
 * schema, the editors' JSON Schema and the documentation take it from here.
 */

export const teamDefaults = {
    owners: [],
    tags: {},
    viewers: [],
    robots: [],
    data: [],
    /** EKS renews these credentials every six hours, those of a role behind it every hour. */
    dataRole: "cluster-account",
    fileSystems: [],
    /** What pods name to get the team's data. */
    serviceAccounts: ["training"],
    /** RBAC alone decides, with rights that the program's own Role lists. */
    clusterAccess: "group",
    /** Opt-in: pods that a team runs today may be of a kind that they refuse. */
    guardRails: [],
    extraRights: [],
    state: "active",
} as const;

export const computeDefaults = {
    /** What a team asked for is guaranteed to it; lending and borrowing have to be chosen. */
    sharing: "dont-lend",
    preemption: "lower-priority",
    fairShareWeight: 0,
} as const;

/** AWS's own, in percent, for a team that chose to borrow. */
export const defaultBorrowLimit = 50;

export const dataDefaults = { mode: "read" } as const;

export const clusterDefaults = {
    priorityClasses: {},
    fairShare: "enabled",
} as const;

/**
 * Of a cluster in Pulumi.<stack>.yaml: an add-on that nobody speaks of is whoever's installed it,
 * while quotas and scheduler configuration are what the roster is written for.
 */
export const governanceDefaults = {
    addOn: { management: "adopted" },
    quotas: "managed",
    scheduler: "managed",
} as const;

/** How long before a team expires its entry begins to warn. */
export const daysOfNotice = 30;
