import { joinEnvironment } from "./environmentJoin";
import { environmentSchema } from "./environmentSchema";
import { hasErrors, reportTo } from "../issue";
import type { Issue, IssueAt, Parsed, Path } from "../issue";
import { schemaIssues } from "../schemaIssues";
import type { SchemaSource } from "../schemaIssues";
import { allIssues, readYaml } from "../yaml/yamlSource";
import type { YamlText } from "../yaml/yamlText";

export interface Account {
    readonly alias: string;
    readonly id: string;
    readonly region: string;
    readonly partition: string;
    readonly deployRoleArn: string;
    readonly limits: AccountLimits;
}

/** What AWS allows the account; defaults in `serviceLimits.ts`, raised ones in the stack's file. */
export interface AccountLimits {
    readonly roles: number;
    /** Per Region. */
    readonly accessPoints: number;
    readonly trustPolicyCharacters: number;
}

export interface Cluster {
    readonly alias: string;
    readonly account: Account;
    /** The account's region unless the stack's file names another. */
    readonly region: string;
    readonly eksClusterName: string;
    readonly hyperPodClusterArn: string;
    /** How to reach the API server, where the stack config fixes it instead of asking EKS. */
    readonly connection?: { readonly endpoint: string; readonly certificateAuthorityData: string };
    /** Instances by type; undefined where the stack's file does not say. */
    readonly capacity?: ReadonlyMap<string, number>;
}

export interface Bucket {
    readonly alias: string;
    readonly account: Account;
    readonly name: string;
    /** The account's region unless the stack's file names another. */
    readonly region: string;
    /** The customer's key that the bucket's objects are encrypted with. */
    readonly kmsKeyArn?: string;
}

/** An FSx for Lustre file system that clusters mount. */
export interface FileSystem {
    readonly alias: string;
    readonly account: Account;
    /** Where given, teams of this cluster alone may mount it. */
    readonly cluster?: Cluster;
    /** "fs-…" */
    readonly id: string;
    readonly dnsName: string;
    readonly mountName: string;
    readonly capacityGiB: number;
    readonly region: string;
}

/** One environment's facts, checked and joined: what an alias in the roster can name. */
export interface Environment {
    readonly organizationId: string;
    readonly accounts: ReadonlyMap<string, Account>;
    readonly clusters: ReadonlyMap<string, Cluster>;
    readonly buckets: ReadonlyMap<string, Bucket>;
    readonly fileSystems: ReadonlyMap<string, FileSystem>;
    readonly roster: string;
}

export const configNamespace = "hyperpod-teams";

/** The project's own keys, as the engine hands them over or as they stand in the file. */
export function parseEnvironment(value: unknown, source: SchemaSource): Parsed<Environment> {
    const shape = environmentSchema.safeParse(value, { reportInput: true });
    if (!shape.success) {
        return { ok: false, issues: schemaIssues(shape.error, environmentSchema, source) };
    }
    const issues: Issue[] = [];
    const environment = joinEnvironment(shape.data, reportTo(issues, source.issueAt));
    return hasErrors(issues) ? { ok: false, issues } : { ok: true, value: environment, issues };
}

/** `Pulumi.<stack>.yaml` by itself, for commands that work without an engine. */
export function parseEnvironmentFile(file: string, text: YamlText): Parsed<Environment> {
    const source = readYaml(file, text);
    if (source.value === undefined) {
        return { ok: false, issues: source.syntaxIssues };
    }
    const parsed = parseEnvironment(ownKeys(source.value), {
        issueAt: configIssueAt(source.issueAt),
        writtenAt: (path) => source.writtenAt(configPath(path)),
    });
    const issues = allIssues(source, parsed.issues);
    return parsed.ok && !hasErrors(issues) ? { ...parsed, issues } : { ok: false, issues };
}

/** Places an issue as the key stands in the file. */
export function configIssueAt(issueAt: IssueAt): IssueAt {
    return (path, message, at) => issueAt(configPath(path), message, at);
}

/** Below `config`, with the project's prefix. */
function configPath([first, ...rest]: Path): Path {
    return first === undefined ? ["config"] : ["config", `${configNamespace}:${first}`, ...rest];
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
