import { accessPointArn } from "./arns";
import { unknownName } from "./environment";
import type { Account, Bucket, Cluster, Environment } from "./environment";
import type { Issue, Parsed, Path } from "./issue";
import { accessPointName, accessPointNameProblem } from "./names";
import { rosterSchema } from "./rosterSchema";
import type { TeamInput } from "./rosterSchema";
import { schemaIssues } from "./schemaIssues";
import { readYaml } from "./yamlSource";

/** What a team may read: one prefix of one bucket, through an access point of its own. */
export interface DataGrant {
    readonly bucket: Bucket;
    /** Ends with a slash. */
    readonly prefix: string;
}

export interface InstanceAllocation {
    readonly instanceType: string;
    readonly count: number;
}

/** One entry of the roster, with every alias replaced by what it names. */
export interface Team {
    readonly name: string;
    readonly scientists: { readonly account: Account; readonly permissionSet: string };
    readonly cluster: Cluster;
    readonly compute: readonly InstanceAllocation[];
    readonly data: readonly DataGrant[];
    readonly serviceAccount: string;
}

export interface Roster {
    readonly teams: readonly Team[];
    /** Teams whose resources go: named, so that an entry that vanishes is no removal. */
    readonly leaving: readonly string[];
}

export function parseRoster(file: string, text: string, environment: Environment): Parsed<Roster> {
    const source = readYaml(file, text);
    if (source.syntaxIssues.length > 0) {
        return { ok: false, issues: source.syntaxIssues };
    }
    const shape = rosterSchema.safeParse(source.value, { reportInput: true });
    if (!shape.success) {
        return { ok: false, issues: schemaIssues(shape.error, source.issueAt) };
    }

    const issues: Issue[] = [];
    const problem = (path: Path, message: string) => {
        issues.push(source.issueAt(path, message));
    };
    const teams: Team[] = [];
    const leaving: string[] = [];
    const accessPoints = new Map<string, string>();
    for (const [name, input] of Object.entries(shape.data.teams)) {
        if (input.state === "leaving") {
            // Nothing it names is looked up: its bucket or account may be leaving with it.
            leaving.push(name);
            continue;
        }
        const team = resolveTeam(name, input, environment, problem);
        if (team !== undefined) {
            checkAccessPoints(team, accessPoints, problem);
            checkPrefixes(team, teams, problem);
            teams.push(team);
        }
    }
    return issues.length === 0 ? { ok: true, value: { teams, leaving } } : { ok: false, issues };
}

function resolveTeam(
    name: string,
    input: TeamInput,
    environment: Environment,
    problem: (path: Path, message: string) => void,
): Team | undefined {
    const path = ["teams", name];
    const named = <T>(kind: string, known: ReadonlyMap<string, T>, alias: string, at: Path) => {
        const value = known.get(alias);
        if (value === undefined) {
            problem(at, unknownName(kind, alias, known));
        }
        return value;
    };
    const account = named("account", environment.accounts, input.scientists.account, [
        ...path,
        "scientists",
        "account",
    ]);
    const cluster = named("cluster", environment.clusters, input.cluster, [...path, "cluster"]);

    const seenTypes = new Set<string>();
    for (const [index, { instanceType }] of input.compute.entries()) {
        if (seenTypes.has(instanceType)) {
            problem(
                [...path, "compute", index, "instanceType"],
                `instance type "${instanceType}" is listed twice; add the counts up`,
            );
        }
        seenTypes.add(instanceType);
    }

    const data: DataGrant[] = [];
    for (const [index, grant] of input.data.entries()) {
        const at = [...path, "data", index, "bucket"];
        const bucket = named("bucket", environment.buckets, grant.bucket, at);
        if (data.some((other) => other.bucket === bucket)) {
            problem(at, `bucket "${grant.bucket}" is listed twice; a team has one prefix a bucket`);
        } else if (bucket !== undefined) {
            data.push({ bucket, prefix: grant.prefix });
        }
    }
    if (account === undefined || cluster === undefined) {
        return undefined;
    }
    return {
        name,
        scientists: { account, permissionSet: input.scientists.permissionSet },
        cluster,
        compute: input.compute,
        data,
        serviceAccount: input.serviceAccount,
    };
}

/** The same prefix is shared on purpose; one inside another would open more than its line says. */
function checkPrefixes(
    team: Team,
    others: readonly Team[],
    problem: (path: Path, message: string) => void,
): void {
    for (const [index, { bucket, prefix }] of team.data.entries()) {
        for (const other of others) {
            const nested = other.data.find(
                (grant) =>
                    grant.bucket === bucket &&
                    grant.prefix !== prefix &&
                    (grant.prefix.startsWith(prefix) || prefix.startsWith(grant.prefix)),
            );
            if (nested !== undefined) {
                problem(
                    ["teams", team.name, "data", index, "prefix"],
                    `prefix "${prefix}" overlaps with "${nested.prefix}" of team "${other.name}"; give both the same prefix to share it, or prefixes apart`,
                );
            }
        }
    }
}

/** Team "a-b" on bucket "c" and team "a" on bucket "b-c" would share one access point. */
function checkAccessPoints(
    team: Team,
    owners: Map<string, string>,
    problem: (path: Path, message: string) => void,
): void {
    for (const [index, { bucket }] of team.data.entries()) {
        const path = ["teams", team.name, "data", index, "bucket"];
        const name = accessPointName(team.name, bucket.alias);
        const nameProblem = accessPointNameProblem(name);
        if (nameProblem !== undefined) {
            problem(path, nameProblem);
        }
        const arn = accessPointArn(bucket, name);
        const owner = owners.get(arn);
        if (owner !== undefined) {
            problem(
                path,
                `access point "${name}" would belong to team "${owner}" too; rename one of the teams or the bucket's alias`,
            );
        }
        owners.set(arn, team.name);
    }
}
