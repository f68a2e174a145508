import assert from "node:assert/strict";
import { parse } from "yaml";
import { z } from "zod";
import { environmentSchema } from "../../model/environment/environmentSchema";
import type { JsonSchema } from "../../model/roster/rosterJsonSchema";
import { rosterSchema } from "../../model/roster/rosterSchema";
import { exampleFile } from "../support/example";

/** What the example leaves out of the roster, and why. */
const leftOutOfRoster: Readonly<Record<string, string>> = {
    "clusters.*.fairShare = disabled": "one cluster, and weights mean something under fair share",
    "clusters.*.idleResourceSharing = disabled": "one cluster",
    "teams.*.expires": "an example that ends on a day fails from then on",
    "teams.*.compute.instances[].vCpu":
        "warned about: nodes allocate less than the type's name says",
    "teams.*.compute.instances[].memoryInGiB": "as vCpu",
    "teams.*.formerly": "of a team's second rollout",
    "teams.*.group": "its environments have one stack each",
    "teams.*.movedFrom": "of a team's second rollout",
    "teams.*.movedFrom.cluster": "of a team's second rollout",
    "teams.*.movedFrom.accounts": "of a team's second rollout",
    "teams.*.state = leaving": "of a team's last rollout",
};

/** What both environments leave out, and why. */
const leftOutOfEnvironments: Readonly<Record<string, string>> = {
    "assume = preview": "said for a run, not for an environment",
    "accounts.*.previewRoleArn": "the bootstrap's own name holds",
    "accounts.*.permissionsBoundary": "the bootstrap's own name holds",
    "clusters.*.endpoint": "EKS is asked",
    "clusters.*.certificateAuthorityData": "EKS is asked",
    "clusters.*.region": "one cluster, in its account's region",
    "clusters.*.addOns.podIdentityAgent.management = adopted": "the rollout installs it",
    "clusters.*.addOns.taskGovernance.management = adopted": "the rollout installs it",
    "clusters.*.taskGovernance.quotas = adopted": "teams there state no compute",
    "clusters.*.taskGovernance.scheduler = adopted": "the rollout makes the configuration",
    "fileSystems.*.region": "in its account's region",
    "fileSystems.*.deploymentType = SCRATCH_2": "one managed file system",
    "fileSystems.*.perUnitStorageThroughput = 250": "one managed file system",
    "fileSystems.*.perUnitStorageThroughput = 500": "one managed file system",
    "fileSystems.*.perUnitStorageThroughput = 1000": "one managed file system",
    "fileSystems.*.kmsKeyArn": "the account's own key for FSx",
    "fileSystems.*.removal = keep": "one managed file system an environment",
    "fileSystems.*.dataRepositories[].prefix": "each team's own prefixes are linked",
    "fileSystems.*.dataRepositories[].export[] = deleted": "deleting on the file system is no wish",
    "fileSystems.*.dataRepositories[].access": "follows from the team's modes",
    "fileSystems.*.dataRepositories[].access = read": "follows from the team's modes",
    "fileSystems.*.dataRepositories[].access = read-write": "follows from the team's modes",
};

/** What an override repeats of the team, AWS's list of partitions, and IAM's own language. */
const asGiven = /environments\.\*\.|acceleratorPartition\.type =|foreignStatements/;

describe("the example", () => {
    it("uses every field and choice of the roster, but those with a reason", () => {
        const roster = rosterSchema.parse(parse(exampleFile("teams.yaml")));

        assert.deepEqual(unused(rosterSchema, [roster]), Object.keys(leftOutOfRoster).sort());
    });

    it("uses every field and choice of an environment, but those with a reason", () => {
        const environments = ["dev", "prod"].map(environmentOf);

        assert.deepEqual(
            unused(environmentSchema, environments),
            Object.keys(leftOutOfEnvironments).sort(),
        );
    });

    it("has the same keys in dev and prod", () => {
        const [dev, prod] = ["dev", "prod"].map((stack) => {
            const known = featuresOf(environmentSchema);
            const fields = [...usedIn(environmentOf(stack), "", known)];
            return fields.filter((field) => !field.includes(" = ")).sort();
        });

        const ofVersions = (field: string) => !field.endsWith(".version");
        assert.deepEqual(prod?.filter(ofVersions), dev);
    });
});

function environmentOf(stack: string): unknown {
    const { config } = parse(exampleFile(`Pulumi.${stack}.yaml`)) as {
        config: Record<string, unknown>;
    };
    const own = Object.entries(config).flatMap(([key, value]) => {
        const name = /^hyperpod-teams:(.+)$/.exec(key)?.[1];
        return name === undefined ? [] : [[name, value]];
    });
    return environmentSchema.parse(Object.fromEntries(own));
}

function unused(schema: z.ZodType, documents: readonly unknown[]): readonly string[] {
    const known = featuresOf(schema);
    const used = new Set(documents.flatMap((document) => [...usedIn(document, "", known)]));
    return [...known].filter((feature) => !used.has(feature)).sort();
}

/** Fields by their path, and what a choice may be as `<path> = <value>`. */
function featuresOf(schema: z.ZodType): ReadonlySet<string> {
    const root = z.toJSONSchema(schema, { target: "draft-7", io: "input" }) as JsonSchema & {
        readonly const?: unknown;
    };
    const found = new Set<string>();
    const visit = (at: typeof root, path: string): void => {
        const name = at.$ref?.replace("#/definitions/", "");
        if (name !== undefined) {
            // What several fields share is asked of the first one alone.
            const shared = `definition ${name}`;
            if (!taken.has(shared)) {
                taken.add(shared);
                visit(root.definitions?.[name] ?? {}, path);
            }
            return;
        }
        for (const value of at.enum ?? ("const" in at ? [at.const] : [])) {
            found.add(`${path} = ${String(value)}`);
        }
        for (const each of at.anyOf ?? []) {
            visit(each, path);
        }
        for (const [key, property] of Object.entries(at.properties ?? {})) {
            found.add(join(path, key));
            visit(property, join(path, key));
        }
        if (at.items !== undefined) {
            visit(at.items, `${path}[]`);
        }
        if (typeof at.additionalProperties === "object") {
            visit(at.additionalProperties, join(path, "*"));
        }
    };
    const taken = new Set<string>();
    visit(root, "");
    return new Set([...found].filter((feature) => !asGiven.test(feature)));
}

function usedIn(value: unknown, path: string, known: ReadonlySet<string>): ReadonlySet<string> {
    if (Array.isArray(value)) {
        return new Set(value.flatMap((each) => [...usedIn(each, `${path}[]`, known)]));
    }
    if (typeof value !== "object" || value === null) {
        return new Set([`${path} = ${String(value)}`]);
    }
    return new Set(
        Object.entries(value).flatMap(([key, each]) => {
            const field = known.has(join(path, key)) ? join(path, key) : join(path, "*");
            return each === undefined ? [] : [field, ...usedIn(each, field, known)];
        }),
    );
}

function join(path: string, key: string): string {
    return path === "" ? key : `${path}.${key}`;
}
