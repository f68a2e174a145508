import fc from "fast-check";
import { parseDocument, stringify } from "yaml";
import { configNamespace } from "../../model/environment/configKeys";
import { parseEnvironmentFile } from "../../model/environment/environment";
import type { Environment } from "../../model/environment/environment";
import { accountLimits } from "../../model/roster/serviceLimits";
import { exampleEnvironment, exampleFile, valueOf } from "./example";

/**
 * Rosters that are right, over the whole format, for the example's environment. Names and prefixes
 * carry their team's number, so that no two teams meet; everything else is drawn freely.
 */

/** The example's environment with room for any roster. */
export function roomyEnvironment(): Environment {
    const file = parseDocument(exampleFile("Pulumi.dev.yaml"));
    const own = (...at: readonly string[]) => [
        "config",
        `${configNamespace}:${at[0] ?? ""}`,
        ...at.slice(1),
    ];
    for (const account of exampleEnvironment().accounts.keys()) {
        for (const [name, { most }] of Object.entries(accountLimits)) {
            file.setIn(own("accounts", account, "limits", name), most);
        }
    }
    file.deleteIn(own("clusters", "training", "capacity"));
    return valueOf(parseEnvironmentFile("Pulumi.dev.yaml", file.toString()));
}

export interface GeneratedRoster {
    readonly text: string;
    readonly names: readonly string[];
}

const optional: { requiredKeys: [] } = { requiredKeys: [] };
const digits = "abcdefghijklmnopqrstuvwxyz0123456789";
const letters = `${digits}ABCXYZ`;

function word(alphabet: string, maxLength: number): fc.Arbitrary<string> {
    return fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: 1, maxLength });
}

/** Words that YAML, JavaScript or a terminal might take for something else, and plain ones. */
const prose = fc
    .oneof(
        fc.constantFrom("yes", "NO", "null", "~", "012", "1e3", "# no comment", "a: b", "- c"),
        fc.constantFrom("&a", "*a", "!t", "{", "[", '"', "'", "|", ">", "%", "@", "`", "Zoë 音声"),
        fc.string({ maxLength: 40 }),
    )
    .filter((text) => text !== "");

const members = (prefix: string, least: number) =>
    fc
        .uniqueArray(
            fc.record({
                account: fc.constantFrom("research", "automation", "data", "platform"),
                name: word(`${letters}+=,.@_-`, 20),
                kind: fc.constantFrom("permissionSet", "role"),
            }),
            { minLength: least, maxLength: 3, selector: (each) => JSON.stringify(each) },
        )
        .map((list) =>
            list.map(({ account, name, kind }) => ({ account, [kind]: `${prefix}${name}` })),
        );

const amount = fc.oneof(
    fc.record({ count: fc.integer({ min: 1, max: 10_000_000 }) }),
    fc
        .record(
            {
                accelerators: fc.integer({ min: 1, max: 64 }),
                vCpu: fc.integer({ min: 1, max: 1000 }).map((value) => value / 2),
                memoryInGiB: fc.integer({ min: 1, max: 4096 }),
            },
            optional,
        )
        .filter((record) => Object.keys(record).length > 0),
    fc.record({
        acceleratorPartition: fc.record({
            type: fc.constantFrom("mig-1g.5gb", "mig-3g.20gb", "mig-7g.80gb"),
            count: fc.integer({ min: 1, max: 56 }),
        }),
    }),
);

const instances = fc
    .uniqueArray(fc.constantFrom("p5.48xlarge", "g5.12xlarge", "p4d.24xlarge", "c7i.large"), {
        minLength: 1,
        maxLength: 4,
    })
    .chain((types) =>
        fc.tuple(
            ...types.map((type) =>
                amount.map((of): object => ({ instanceType: `ml.${type}`, ...of })),
            ),
        ),
    );

const compute = fc
    .record(
        {
            instances,
            preemption: fc.constantFrom("lower-priority", "never"),
            fairShareWeight: fc.integer({ min: 0, max: 100 }),
            sharing: fc.constantFrom("dont-lend", "lend", "lend-and-borrow"),
        },
        { requiredKeys: ["instances"] },
    )
    .chain((of) =>
        of.sharing === "lend-and-borrow"
            ? fc
                  .record(
                      {
                          borrowLimit: fc.integer({ min: 1, max: 500 }),
                          absoluteBorrowLimits: instances,
                      },
                      optional,
                  )
                  .map((limits) => ({ ...of, ...limits }))
            : fc.constant(of),
    );

const data = (team: string) =>
    fc
        .array(
            fc.record(
                {
                    bucket: fc.constantFrom("curated", "telemetry"),
                    mode: fc.constantFrom("read", "read-write"),
                    folder: word(`${letters}!_.'()-`, 12),
                },
                { requiredKeys: ["bucket", "folder"] },
            ),
            { maxLength: 4 },
        )
        .map((list) =>
            list.map(({ folder, ...grant }, index) => ({
                ...grant,
                prefix: `${team}/${index}/${folder}/`,
            })),
        );

const tags = fc
    .uniqueArray(word(`${digits} _.:/=+@-`, 20), { maxLength: 5 })
    .map((keys) => keys.map((key) => [`t-${key}`, "4711"] as const))
    .map((entries) => Object.fromEntries(entries));

const serviceAccounts = fc.uniqueArray(
    word(digits, 30).map((name) => `sa-${name}`),
    { minLength: 1, maxLength: 3 },
);

/** The fields that an environment may replace. */
const replaceable = (team: string) => ({
    cluster: fc.constant("training"),
    scientists: members("S", 1),
    viewers: members("V", 0),
    robots: members("R", 0),
    compute,
    data: data(team),
    dataRole: fc.constantFrom("cluster-account", "data-account", "data-account-by-external-id"),
    fileSystems: fc.constantFrom([], ["scratch"]),
    serviceAccounts,
    clusterAccess: fc.constantFrom("group", "hyperpod-policies", "edit-policy"),
    guardRails: fc.constantFrom([], ["admission"]),
    extraRights: fc.subarray(["exec", "console"]),
    tags,
    expires: fc.integer({ min: 2027, max: 2099 }).map((year) => `${year}-02-28`),
    movedFrom: fc.constant({ cluster: "elsewhere" }),
    state: fc.constantFrom("active", "leaving"),
});

const environments = (team: string) =>
    fc
        .record(
            {
                dev: fc.option(fc.record(replaceable(team), optional)),
                prod: fc.option(fc.record(replaceable(team), optional)),
            },
            optional,
        )
        .filter((stacks) => Object.keys(stacks).length > 0);

const team = (name: string, index: number) =>
    fc.record(
        {
            ...replaceable(name),
            description: prose,
            owners: fc.constantFrom([], ["ada@example.com"], ["ada@example.com", "b@c.org"]),
            contact: prose,
            environments: environments(name),
            formerly: word(digits, 20).map((old) => `old-${index}-${old}`),
        },
        { requiredKeys: ["cluster", "scientists", "compute"] },
    );

const clusters = fc.record(
    {
        training: fc.record(
            {
                priorityClasses: fc.dictionary(
                    word(digits, 20).filter((name) => name !== "__proto__"),
                    fc.integer({ min: 0, max: 100 }),
                    { maxKeys: 10 },
                ),
                fairShare: fc.constantFrom("enabled", "disabled"),
                idleResourceSharing: fc.constantFrom("enabled", "disabled"),
            },
            optional,
        ),
    },
    optional,
);

/** Names of objects' own fields and numbers among them: they are legal, and easily lost. */
const teamNames = fc.uniqueArray(
    fc.oneof(word(digits, 12), fc.constantFrom("constructor", "0", "true", "null")),
    {
        minLength: 1,
        maxLength: 5,
    },
);

const layout = fc.record({
    lineWidth: fc.constantFrom(0, 80),
    collectionStyle: fc.constantFrom("any", "block", "flow"),
    defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"),
    indent: fc.integer({ min: 1, max: 6 }),
    windows: fc.boolean(),
} as const);

export const rosters: fc.Arbitrary<GeneratedRoster> = teamNames.chain((names) =>
    fc
        .tuple(clusters, fc.tuple(...names.map(team)), layout)
        .map(([listed, entries, { windows, ...style }]) => {
            const text = stringify(
                {
                    clusters: listed,
                    teams: new Map(names.map((name, index) => [name, entries[index]])),
                },
                { ...style, aliasDuplicateObjects: false },
            );
            return { text: windows ? `\ufeff${text.replaceAll("\n", "\r\n")}` : text, names };
        }),
);
