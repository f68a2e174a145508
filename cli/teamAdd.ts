import type { Environment } from "../model/environment/environment";
import { printable, quoted } from "../model/printable";
import { addTeam as addEntry } from "../model/rosterEdit/rosterEdit";
import type { NewTeam } from "../model/rosterEdit/rosterEntryText";
import { CommandError } from "./commandError";
import { rosterFiles } from "./rosterFiles";
import { changeRoster } from "./teamChange";
import type { ChangeOptions } from "./teamChange";

/** The command line's words, still as they were typed. */
export interface TeamAddOptions extends ChangeOptions {
    readonly account?: string;
    readonly permissionSet?: string;
    readonly role?: string;
    readonly cluster?: string;
    readonly instance?: readonly string[];
    readonly sharing?: string;
    readonly data?: readonly string[];
    readonly fileSystem?: readonly string[];
    readonly serviceAccount?: readonly string[];
    readonly environment?: readonly string[];
    readonly description?: string;
    readonly owner?: readonly string[];
    readonly contact?: string;
    readonly tag?: readonly string[];
    readonly expires?: string;
}

export function addTeam(name: string, options: TeamAddOptions): void {
    const files = rosterFiles({ folder: process.cwd(), file: options.file });
    const known = files.environments.flatMap(({ environment }) =>
        environment.ok ? [environment.value] : [],
    );
    const entry = entryOf(name, options, known);
    changeRoster(
        files,
        (text) => addEntry(text, name, entry),
        options,
        `Team ${quoted(name)} is in ${files.file}. "hyperpod-teams preview" shows what a rollout would make for it.`,
    );
}

/** What is absent is left to the roster's defaults; its form and meaning are the check's to judge. */
function entryOf(name: string, options: TeamAddOptions, known: readonly Environment[]): NewTeam {
    const { account, permissionSet, role, cluster, instance = [] } = options;
    const oneMember = (permissionSet === undefined) !== (role === undefined);
    if (account === undefined || !oneMember || cluster === undefined || instance.length === 0) {
        const accounts = namesOf(known, ({ accounts }) => accounts);
        const clusters = namesOf(known, ({ clusters }) => clusters);
        const missing = [
            ...(account === undefined ? [`--account <name>${accounts}`] : []),
            ...(oneMember ? [] : ["either --permission-set <name> or --role <name>"]),
            ...(cluster === undefined ? [`--cluster <name>${clusters}`] : []),
            ...(instance.length === 0 ? ["--instance <type=count>"] : []),
        ];
        throw new CommandError(
            `team ${quoted(name)} needs ${missing.join(", ")}; see "hyperpod-teams team add --help"`,
            2,
        );
    }
    const { description, owner, contact, tag, expires, sharing, data } = options;
    const { fileSystem, serviceAccount, environment } = options;
    return {
        ...(description === undefined ? {} : { description }),
        ...(owner === undefined ? {} : { owners: owner }),
        ...(contact === undefined ? {} : { contact }),
        ...(tag === undefined ? {} : { tags: unique("--tag", tag.map(tagOf)) }),
        ...(expires === undefined ? {} : { expires }),
        cluster,
        scientists: [
            {
                account,
                ...(permissionSet === undefined ? {} : { permissionSet }),
                ...(role === undefined ? {} : { role }),
            },
        ],
        compute: {
            instances: instance.map(instanceOf),
            ...(sharing === undefined ? {} : { sharing }),
        },
        ...(data === undefined ? {} : { data: data.map(grantOf) }),
        ...(fileSystem === undefined ? {} : { fileSystems: fileSystem }),
        ...(serviceAccount === undefined ? {} : { serviceAccounts: serviceAccount }),
        ...(environment === undefined
            ? {}
            : {
                  environments: unique(
                      "--environment",
                      environment.map((stack) => [stack, null] as const),
                  ),
              }),
    };
}

function namesOf(
    environments: readonly Environment[],
    pick: (environment: Environment) => ReadonlyMap<string, unknown>,
): string {
    const names = new Set(environments.flatMap((each) => [...pick(each).keys()]));
    return names.size === 0 ? "" : ` (${[...names].join(", ")})`;
}

function instanceOf(word: string): { instanceType: string; count: number } {
    const [, instanceType, count] = /^([^=]+)=(\d{1,9})$/.exec(word) ?? [];
    return instanceType === undefined
        ? wrong("--instance", word, "<type>=<count>, such as ml.p5.48xlarge=2")
        : { instanceType, count: Number(count) };
}

function grantOf(word: string): { bucket: string; prefix: string; mode?: string } {
    const [, bucket, prefix, mode] = /^([^=]+)=([^:]+)(?::(.*))?$/s.exec(word) ?? [];
    return bucket === undefined || prefix === undefined
        ? wrong("--data", word, "<bucket>=<prefix> or <bucket>=<prefix>:read-write")
        : { bucket, prefix, ...(mode === undefined ? {} : { mode }) };
}

function tagOf(word: string): readonly [string, string] {
    const at = word.indexOf("=");
    return at < 1 ? wrong("--tag", word, "<key>=<value>") : [word.slice(0, at), word.slice(at + 1)];
}

/** A key that is given twice would silently lose its first value. */
function unique<T>(option: string, entries: readonly (readonly [string, T])[]): Record<string, T> {
    const seen = new Set<string>();
    for (const [key] of entries) {
        if (seen.has(key)) {
            throw new CommandError(`${option} names ${quoted(key)} twice; expected it once`, 2);
        }
        seen.add(key);
    }
    return Object.fromEntries(entries);
}

function wrong(option: string, word: string, expected: string): never {
    throw new CommandError(`${option}: got ${quoted(word)}; expected ${printable(expected)}`, 2);
}
