import { environmentSchema } from "./environmentSchema";
import type { EnvironmentInput } from "./environmentSchema";
import type { Issue, IssueAt, Parsed } from "./issue";
import { schemaIssues } from "./schemaIssues";
import { readYaml } from "./yamlSource";

export interface Account {
    readonly alias: string;
    readonly id: string;
    readonly region: string;
    readonly partition: string;
    readonly deployRoleArn: string;
}

export interface Cluster {
    readonly alias: string;
    readonly account: Account;
    readonly eksClusterName: string;
    readonly hyperPodClusterArn: string;
    /** How to reach the API server, where the stack config fixes it instead of asking EKS. */
    readonly connection?: { readonly endpoint: string; readonly certificateAuthorityData: string };
}

export interface Bucket {
    readonly alias: string;
    readonly account: Account;
    readonly name: string;
}

/** One environment's facts, checked and joined: what an alias in the roster can name. */
export interface Environment {
    readonly organizationId: string;
    readonly accounts: ReadonlyMap<string, Account>;
    readonly clusters: ReadonlyMap<string, Cluster>;
    readonly buckets: ReadonlyMap<string, Bucket>;
    readonly roster: string;
}

export const configNamespace = "hyperpod-teams";

/** The project's own keys, as the engine hands them over or as they stand in the file. */
export function parseEnvironment(value: unknown, issueAt: IssueAt): Parsed<Environment> {
    const shape = environmentSchema.safeParse(value, { reportInput: true });
    if (!shape.success) {
        return { ok: false, issues: schemaIssues(shape.error, issueAt) };
    }
    const issues: Issue[] = [];
    const environment = join(shape.data, (path, message) => {
        issues.push(issueAt(path, message));
    });
    return issues.length === 0 ? { ok: true, value: environment } : { ok: false, issues };
}

/** `Pulumi.<stack>.yaml` by itself, for commands that work without an engine. */
export function parseEnvironmentFile(file: string, text: string): Parsed<Environment> {
    const source = readYaml(file, text);
    if (source.syntaxIssues.length > 0) {
        return { ok: false, issues: source.syntaxIssues };
    }
    return parseEnvironment(ownKeys(source.value), configIssueAt(source.issueAt));
}

/** Paths of an issue as they stand in the file: below `config`, with the project's prefix. */
export function configIssueAt(issueAt: IssueAt): IssueAt {
    return ([first, ...rest], message, at) =>
        first === undefined
            ? issueAt(["config"], message, at)
            : issueAt(["config", `${configNamespace}:${first}`, ...rest], message, at);
}

function ownKeys(value: unknown): unknown {
    const config = (value as { config?: unknown } | null | undefined)?.config;
    if (typeof config !== "object" || config === null) {
        return {};
    }
    const prefix = `${configNamespace}:`;
    return Object.fromEntries(
        Object.entries(config)
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, entry]) => [key.slice(prefix.length), entry as unknown]),
    );
}

function join(
    input: EnvironmentInput,
    problem: (path: readonly (string | number)[], message: string) => void,
): Environment {
    const accounts = new Map<string, Account>();
    for (const [alias, { id, region, deployRoleArn }] of Object.entries(input.accounts)) {
        const [, partition = "aws", , , owner] = deployRoleArn.split(":");
        if (owner !== id) {
            problem(
                ["accounts", alias, "deployRoleArn"],
                `got a role of account "${owner ?? ""}"; expected a role of this account, "${id}"`,
            );
        }
        const twin = [...accounts.values()].find((account) => account.id === id);
        if (twin !== undefined) {
            problem(
                ["accounts", alias, "id"],
                `account "${id}" is named "${twin.alias}" already; use that name`,
            );
        }
        accounts.set(alias, { alias, id, region, partition, deployRoleArn });
    }

    const accountOf = (path: readonly string[], alias: string): Account | undefined => {
        const account = accounts.get(alias);
        if (account === undefined) {
            problem([...path, "account"], unknownName("account", alias, accounts));
        }
        return account;
    };

    const clusters = new Map<string, Cluster>();
    for (const [alias, entry] of Object.entries(input.clusters)) {
        const { endpoint, certificateAuthorityData } = entry;
        const account = accountOf(["clusters", alias], entry.account);
        if ((endpoint === undefined) !== (certificateAuthorityData === undefined)) {
            problem(
                ["clusters", alias],
                `got only one of "endpoint" and "certificateAuthorityData"; expected both or neither`,
            );
        }
        if (account === undefined) {
            continue;
        }
        const [, , , , owner] = entry.hyperPodClusterArn.split(":");
        if (owner !== account.id) {
            problem(
                ["clusters", alias, "hyperPodClusterArn"],
                `got a cluster of account "${owner ?? ""}"; expected one of account "${account.alias}", "${account.id}"`,
            );
        }
        clusters.set(alias, {
            alias,
            account,
            eksClusterName: entry.eksClusterName,
            hyperPodClusterArn: entry.hyperPodClusterArn,
            ...(endpoint !== undefined && certificateAuthorityData !== undefined
                ? { connection: { endpoint, certificateAuthorityData } }
                : {}),
        });
    }

    const buckets = new Map<string, Bucket>();
    for (const [alias, { account: accountAlias, name }] of Object.entries(input.buckets)) {
        const account = accountOf(["buckets", alias], accountAlias);
        const twin = [...buckets.values()].find((bucket) => bucket.name === name);
        if (twin !== undefined) {
            // Two names for one bucket would be two policies for one bucket: the last one wins.
            problem(
                ["buckets", alias, "name"],
                `bucket "${name}" is named "${twin.alias}" already; use that name`,
            );
        }
        if (account !== undefined) {
            buckets.set(alias, { alias, account, name });
        }
    }
    return {
        organizationId: input.organizationId,
        accounts,
        clusters,
        buckets,
        roster: input.roster,
    };
}

/** `unknown account "dta"; expected one of "data", "platform"` */
export function unknownName(
    kind: string,
    found: string,
    known: ReadonlyMap<string, unknown>,
): string {
    const names = [...known.keys()].sort().map((name) => `"${name}"`);
    return names.length === 0
        ? `unknown ${kind} "${found}"; the stack's configuration names none`
        : `unknown ${kind} "${found}"; expected ${names.length === 1 ? "" : "one of "}${names.join(", ")}`;
}
