import assert from "node:assert/strict";
import { problemsOf } from "../../policypack/fact/schema";
import { policies } from "../../policypack/policies";
import { committedFile, committedStacks } from "../support/committed";
import { exampleFile, readProjectFile } from "../support/example";
import { caseFiles, registrationsOf } from "./caseFiles";
import { findingsOf, stackFindingsOf } from "./policyRun";
import type { Registration } from "./policyRun";

type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const fileOf = (name: string) => `policypack/config.${name}.json`;
const read = (text: string) => JSON.parse(text) as Configuration;
const example = (environment: string) => read(exampleFile(fileOf(environment)));

const configurations: Readonly<Record<string, Configuration>> = {
    "the example's dev": example("dev"),
    "the example's prod": example("prod"),
    ...Object.fromEntries(
        committedStacks.map((stack) => [`committed ${stack}`, read(committedFile(fileOf(stack)))]),
    ),
    // The pack beside a program that has nothing of ours.
    foreign: read(readProjectFile("test/policypack/foreign/config.json")),
};

/** The policies that need facts, each with the names of those. */
const required = policies
    .map(({ name, configSchema }) => [name, configSchema?.required ?? []] as const)
    .filter(([, facts]) => facts.length > 0);

const keysOf = (configuration: Configuration) =>
    Object.entries(configuration).map(([policy, facts]) => [policy, Object.keys(facts)]);

describe("the configuration files", () => {
    for (const [which, configuration] of Object.entries(configurations)) {
        it(`give every policy exactly its required facts (${which})`, () => {
            const sorted = (pairs: readonly (readonly [string, readonly string[]])[]) =>
                pairs.map(([name, keys]) => [name, [...keys].sort()]).sort();

            assert.deepEqual(
                sorted(keysOf(configuration) as [string, string[]][]),
                sorted(required),
            );
        });

        it(`meet the schema of every policy (${which})`, () => {
            for (const policy of policies) {
                const { properties = {} } = policy.configSchema ?? {};
                const problems = problemsOf(
                    { type: "object", properties, additionalProperties: false },
                    configuration[policy.name] ?? {},
                );
                assert.deepEqual(problems, [], policy.name);
            }
        });
    }

    for (const environment of ["dev", "prod"] as const) {
        it(`say the same of a fact wherever it stands (the example's ${environment})`, () => {
            const said = new Map<string, unknown>();
            for (const facts of Object.values(example(environment))) {
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
        assert.deepEqual(keysOf(example("prod")), keysOf(example("dev")));
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
        const readme = readProjectFile("policypack/README.md");

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
            const facts = example("dev")[policy.name] ?? {};
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
