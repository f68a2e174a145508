import { accountId, listOf, record, roleArn, teamPattern, text } from "./shape";

const reason = text("\\S.{9,}");

/**
 * Inputs that may stay unknown until the rollout, each by name, in which `{team}` is any team, and
 * with its reason. They are judged then, one by one, while the rollout is under way.
 */
export const exceptions = listOf(
    record({
        type: text("^[a-z0-9-]+:[A-Za-z0-9/._-]*:[A-Za-z0-9]+$"),
        name: text(),
        input: text(),
        reason,
    }),
);

/** ARNs of principals whose access entries another program keeps. */
export const entriesElsewhere = listOf(roleArn);

/** The names of the roles that belong to a team, each with `{team}`. */
export const teamRoles = listOf(teamPattern, 1);

/** Components that say which team they are: their type, and the output with the team's name. */
export const teamComponents = listOf(
    record({ type: text("^[a-z0-9-]+:[A-Za-z0-9/._-]*:[A-Za-z0-9]+$"), team: text() }),
);

/** Principals that take on roles of several teams on purpose, each with its reason. */
export const sharedPrincipals = listOf(record({ principal: roleArn, reason }));

/** The accounts, and what stands in each: `iam:role/…`, `s3:bucket/…` and the like, as patterns. */
export const accounts = listOf(
    record({
        account: accountId,
        holds: listOf(text("^(iam:role|s3:accesspoint|s3:bucket|eks:cluster)/.")),
    }),
    1,
);
