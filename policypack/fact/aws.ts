import { accountId, listOf, record, roleArn, teamNames, text, truth } from "./shape";
import type { Fact } from "../facts";

/**
 * The facts about accounts, roles, buckets and keys. ARNs are naming patterns (`naming.ts`); lists
 * of principals hold role ARNs, whole accounts (`arn:aws:iam::123456789012:root`) and whole
 * organizations (`o-…`).
 */
const principals = listOf(
    text("^arn:aws[a-z-]*:iam::[0-9]{12}:(role/.|root$)|^o-[a-z0-9]{10,32}$"),
);
const services = listOf(text("^[a-z0-9.-]+$"));
// "*" alone would allow everything, which no purpose needs; one service's actions are the most.
const actions = listOf(text("^[a-z0-9-]+:[A-Za-z0-9*?]+$"), 1);

/** What a role is for: who takes it on, and what it may do then. */
export const knownRole = record(
    {
        role: roleArn,
        trusts: principals,
        services,
        /** One with `teams` is for these teams' roles alone. */
        grants: listOf(
            record({ actions, resources: listOf(text("^(arn:|\\*$)"), 1) }, { teams: teamNames }),
        ),
        /** The managed policies that may be attached to it. */
        managedPolicies: listOf(text("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.")),
    },
    {
        /**
         * Where its pods run; for a role that pods take on, straight from EKS or from another role.
         * A source is a role that does nothing but go on to the next, which fences the pods itself:
         * of a session without tags nothing can be asked.
         */
        podIdentity: record(
            {
                clusters: listOf(text("^arn:aws[a-z-]*:eks:[a-z0-9-]+:[0-9]{12}:cluster/."), 1),
                namespace: text(),
            },
            { isSource: truth },
        ),
    },
);
export type KnownRole = typeof knownRole extends Fact<infer T> ? T : never;
export const knownRoles = listOf(knownRole);

const accessPointArn = text("^arn:aws[a-z-]*:s3:[a-z0-9-]+:[0-9]{12}:accesspoint/.");

/**
 * An access point, the bucket behind it, and who does what through it; with `vpc`, from this network
 * alone.
 */
export const accessPoints = listOf(
    record(
        { accessPoint: accessPointArn, bucket: text(), readers: principals, actions },
        { vpc: text("^vpc-[0-9a-f]{8,17}$") },
    ),
);

export const buckets = listOf(
    record(
        {
            bucket: text(),
            /** The access points to which it may leave the decision. */
            accessPoints: listOf(accessPointArn),
            /** Accounts to all of whose access points it may: their owners', not their readers'. */
            accessPointAccounts: listOf(accountId),
            principals,
            actions,
        },
        {
            /**
             * What it may allow beside that, each for what it names alone, such as the prefixes that
             * are linked to a file system for the role of FSx. Resources stand as they are, and
             * `{team}` in them is any team.
             */
            grants: listOf(
                record({
                    principals: listOf(text("^arn:aws[a-z-]*:iam::[0-9]{12}:role/."), 1),
                    actions,
                    resources: listOf(text("^arn:aws[a-z-]*:s3:::[^*]"), 1),
                }),
            ),
        },
    ),
);
export type KnownBucket = typeof buckets extends Fact<readonly (infer T)[]> ? T : never;

/**
 * File systems that the stack makes, by their tag "Name", and the data that may be linked to each.
 * `{team}` in the name is the team whose own it is, and in the data that same team; where the name
 * has none, teams share the file system.
 */
export const linkedFileSystems = listOf(
    record({
        fileSystem: text(),
        data: listOf(text("^s3://[a-z0-9.-]+/.*/$"), 1),
    }),
);

/** Whom the policies of all other resources may let in. */
export const resourcePrincipals = principals;
export const resourceServices = services;

export const keyAdministrators = principals;
export const keyReaders = principals;
export const keyReaderActions = actions;
/** The services through which a reader uses a key, such as `s3.eu-west-1.amazonaws.com`. */
export const keyServices = services;

export const grantees = listOf(
    record({ principal: roleArn, operations: listOf(text("^[A-Za-z]+$"), 1) }),
);

/**
 * Packages beside those that the pack judges, and why what each makes needs no judging; with `types`,
 * these of its types alone, as for those of "aws" that no policy says anything about.
 */
export const furtherPackages = listOf(
    record(
        { package: text("^[a-z0-9-]+$"), reason: text("\\S.{9,}") },
        { types: listOf(text("^[a-z0-9-]+:[A-Za-z0-9/._-]*:[A-Za-z0-9]+$"), 1) },
    ),
);

/** CloudFormation types that let nobody in, beside those that the pack reads. */
export const harmlessTypes = listOf(text("^[A-Z][A-Za-z0-9]*::[A-Za-z0-9]+::[A-Za-z0-9]+$"));
