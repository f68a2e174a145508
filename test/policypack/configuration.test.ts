import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { problemsOf } from "../../policypack/fact/schema";
import { policies } from "../../policypack/policies";
import { caseFiles, registrationsOf } from "./caseFiles";
import { findingsOf, stackFindingsOf } from "./policyRun";
import type { Registration } from "./policyRun";

type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const files = {
    dev: "../../policypack/config.dev.json",
    prod: "../../policypack/config.prod.json",
    /** The pack beside a program that has nothing of ours. */
    foreign: "foreign/config.json",
} as const;

const read = (file: keyof typeof files) =>
    JSON.parse(fs.readFileSync(path.resolve(__dirname, files[file]), "utf8")) as Configuration;

/** The policies that need facts, each with the names of those. */
const required = policies
    .map(({ name, configSchema }) => [name, configSchema?.required ?? []] as const)
    .filter(([, facts]) => facts.length > 0);

const keysOf = (configuration: Configuration) =>
    Object.entries(configuration).map(([policy, facts]) => [policy, Object.keys(facts)]);

describe("the configuration files", () => {
    for (const environment of ["dev", "prod", "foreign"] as const) {
        it(`gives every policy exactly its required facts (${environment})`, () => {
            const sorted = (pairs: readonly (readonly [string, readonly string[]])[]) =>
                pairs.map(([name, keys]) => [name, [...keys].sort()]).sort();

            assert.deepEqual(
                sorted(keysOf(read(environment)) as [string, string[]][]),
                sorted(required),
            );
        });

        it(`meets the schema of every policy (${environment})`, () => {
            for (const policy of policies) {
                const { properties = {} } = policy.configSchema ?? {};
                const problems = problemsOf(
                    { type: "object", properties, additionalProperties: false },
                    read(environment)[policy.name] ?? {},
                );
                assert.deepEqual(problems, [], policy.name);
            }
        });
    }

    for (const environment of ["dev", "prod"] as const) {
        it(`says the same of a fact wherever it stands (${environment})`, () => {
            const said = new Map<string, unknown>();
            for (const facts of Object.values(read(environment))) {
                for (const [key, value] of Object.entries(facts)) {
                    // Whom a role serves and what a key is used through are different services.
                    if (key !== "services") {
                        assert.deepEqual(said.get(key) ?? value, value, key);
                        said.set(key, value);
                    }
                }
            }
        });
    }

    it("have the same keys in every environment", () => {
        assert.deepEqual(keysOf(read("prod")), keysOf(read("dev")));
    });
});

describe("the policies", () => {
    it("are mandatory, require every fact of their schema and explain themselves", () => {
        for (const policy of policies) {
            const { configSchema } = policy;
            assert.equal(policy.enforcementLevel, "mandatory", policy.name);
            assert.deepEqual(
                configSchema?.required,
                Object.keys(configSchema?.properties ?? {}),
                policy.name,
            );
            assert.match(policy.name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
            assert.match(policy.description, /^[A-Z].*\.$/, policy.name);
            assert.match(policy.severity ?? "", /^(medium|high|critical)$/, policy.name);
            assert.match(policy.remediationSteps ?? "", /^[A-Z].*\.$/, policy.name);
            assert.match(policy.url ?? "", /^https:\/\//, policy.name);
        }
    });

    it("stand in the pack's own documentation as they describe themselves", () => {
        const readme = fs.readFileSync(
            path.resolve(__dirname, "../../policypack/README.md"),
            "utf8",
        );

        const rows = [...readme.matchAll(/^\| `(.*)` *\| (.*?) *\|$/gm)].map(([, name, rule]) => [
            name,
            rule,
        ]);

        assert.deepEqual(
            rows,
            policies.map(({ name, description }) => [name, description]),
        );
    });

    it("judge nothing with a missing fact, one of the wrong type, or one that nobody asked for", async () => {
        for (const policy of policies) {
            const facts = read("dev")[policy.name] ?? {};
            const [key] = Object.keys(facts);
            const broken = [
                { ...facts, unheardOf: [] },
                ...(key === undefined
                    ? []
                    : [
                          Object.fromEntries(
                              Object.entries(facts).filter(([name]) => name !== key),
                          ),
                          { ...facts, [key]: 5 },
                      ]),
            ];
            const registration = await judgedBy(policy);
            for (const config of broken) {
                const findings = [
                    ...(await findingsOf(policy, registration, config)),
                    ...(await stackFindingsOf(policy, [registration], config)),
                ];
                const named = Object.hasOwn(config, "unheardOf") ? "unheardOf" : (key ?? "");
                const subjects = [
                    ...("validateResource" in policy ? [`resource "${registration.name}"`] : []),
                    ...("validateStack" in policy ? ["the stack"] : []),
                ];
                assert.deepEqual(
                    findings,
                    subjects.map(
                        (subject) =>
                            `${subject} cannot be judged without the policy's configuration: found no usable value for "${named}", wanted every required fact; pass the environment's file with --policy-pack-config`,
                    ),
                    policy.name,
                );
            }
        }
    });
});

/** A resource of the policy's cases that it judges at all. */
async function judgedBy(policy: (typeof policies)[number]): Promise<Registration> {
    const registrations = caseFiles
        .filter((file) => file.policy === policy.name)
        .flatMap((file) => file.cases.flatMap((each) => registrationsOf(file, each)));
    for (const registration of registrations) {
        if (
            !("validateResource" in policy) ||
            (await findingsOf(policy, registration, { unheardOf: [] })).length > 0
        ) {
            return registration;
        }
    }
    throw new Error(`no case of "${policy.name}" has a resource that it judges`);
}
