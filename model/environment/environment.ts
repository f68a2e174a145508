import type { ForeignStatement } from "../documents/policyDocument";
import type { AddOns, Management } from "./addOns";
import { keyIssues, ownSettings, placesIn, settingAt } from "./configKeys";
import { joinEnvironment } from "./environmentJoin";
import { environmentSchema } from "./environmentSchema";
import type { FileSystem } from "./fileSystem";
import type { Protection } from "./protection";
import { hasErrors, reportTo } from "../issue";
import type { Issue, Parsed } from "../issue";
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
    readonly previewRoleArn: string;
    /** The one of the two that this run assumes: a preview needs to change nothing. */
    readonly assumedRoleArn: string;
    /** The managed policy that limits every role of a team; undefined where none is wanted. */
    readonly permissionsBoundaryArn?: string;
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
    readonly addOns: AddOns;
    /** Adopted: the program declares none, and takes namespaces for made by somebody else's. */
    readonly taskGovernance: { readonly quotas: Management; readonly scheduler: Management };
    /** Its nodes'. */
    readonly vpcId?: string;
    /** Where its nodes are; undefined where the stack's file does not say. */
    readonly availabilityZones?: readonly string[];
}

export interface Bucket {
    readonly alias: string;
    readonly account: Account;
    readonly name: string;
    /** The account's region unless the stack's file names another. */
    readonly region: string;
    /** The customer's key that the bucket's objects are encrypted with. */
    readonly key?: Key;
    /** Whether objects are encrypted under an S3 Bucket Key: they carry the bucket's ARN then. */
    readonly bucketKey: boolean;
    /** S3's word for whence requests to its access points may come; a VPC is the reader's cluster's. */
    readonly networkOrigin: "internet" | "vpc";
    /** What others wrote into its policy. */
    readonly foreignStatements: readonly ForeignStatement[];
}

/** A customer's KMS key, and who lets the data roles use it. */
export type Key = {
    readonly alias: string;
    readonly arn: string;
} & KeyAccess;

export type KeyAccess =
    /** The key's owner writes the key's policy; the program says what has to stand in it. */
    | { readonly access: "owner" }
    /** The program writes the key's policy. */
    | {
          readonly access: "key-policy";
          readonly account: Account;
          /** At least one. */
          readonly administrators: readonly string[];
          /** What others wrote into the key's policy. */
          readonly foreignStatements: readonly ForeignStatement[];
      }
    /** The program makes a grant a team and bucket, and the key's policy stays as it is. */
    | { readonly access: "grants"; readonly account: Account };

/** One environment's facts, checked and joined: what an alias in the roster can name. */
export interface Environment extends Protection {
    readonly organizationId: string;
    readonly accounts: ReadonlyMap<string, Account>;
    readonly clusters: ReadonlyMap<string, Cluster>;
    readonly keys: ReadonlyMap<string, Key>;
    readonly buckets: ReadonlyMap<string, Bucket>;
    readonly fileSystems: ReadonlyMap<string, FileSystem>;
    /** Stacks by group: those that hold teams beside the stack of the environment's name. */
    readonly groups: ReadonlyMap<string, string>;
    readonly roster: string;
}

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

/**
 * `Pulumi.<stack>.yaml` by itself, for commands that work without an engine and for the parts of an
 * environment, which may say some things `instead`.
 */
export function parseEnvironmentFile(
    file: string,
    text: YamlText,
    instead: Readonly<Record<string, unknown>> = {},
): Parsed<Environment> {
    const source = readYaml(file, text);
    if (source.value === undefined) {
        return { ok: false, issues: source.syntaxIssues };
    }
    const placeOf = placesIn(source.value);
    const parsed = parseEnvironment(
        { ...ownSettings(source.value), ...instead },
        {
            issueAt: settingAt(source),
            writtenAt: (path) => source.writtenAt(placeOf(path)),
        },
    );
    const issues = allIssues(source, [
        ...keyIssues(source.value, source.issueAt),
        ...parsed.issues,
    ]);
    return parsed.ok && !hasErrors(issues) ? { ...parsed, issues } : { ok: false, issues };
}
