import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { policies } from "../../policypack/policies";
import { findingsOf } from "./policyRun";

type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const read = (environment: string) =>
    JSON.parse(
        fs.readFileSync(
            path.resolve(__dirname, `../../policypack/config.${environment}.json`),
            "utf8",
        ),
    ) as Configuration;

const keysOf = (configuration: Configuration) =>
    Object.entries(configuration).map(([policy, facts]) => [policy, Object.keys(facts)]);

describe("the configuration files", () => {
    for (const environment of ["dev", "prod"]) {
        it(`gives every policy exactly its required facts (${environment})`, () => {
            const required = policies.map(({ name, configSchema }) => [
                name,
                configSchema?.required ?? [],
            ]);

            assert.deepEqual(keysOf(read(environment)), required);
        });

        it(`says the same of a naming pattern wherever it stands (${environment})`, () => {
            const said = new Map<string, string>();
            for (const facts of Object.values(read(environment))) {
                for (const key of ["clusterName", "clusterAccessRole", "namespace", "group"]) {
                    const value = JSON.stringify(facts[key] ?? said.get(key));
                    if (facts[key] !== undefined) {
                        assert.equal(said.get(key) ?? value, value, key);
                        said.set(key, value);
                    }
                }
            }
            assert.equal(said.size, 4);
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
            assert.match(policy.name, /^(eks|iam|kubernetes|s3)(-[a-z]+)+$/);
            assert.match(policy.description, /^An? .*\.$/, policy.name);
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

    it("do not judge with a fact of the wrong type", async () => {
        const policy = policies.find(({ name }) => name === "iam-role-trusts-known-principals");
        assert.ok(policy);
        const facts = read("dev")[policy.name];

        const findings = await findingsOf(
            policy,
            { type: "aws:iam/role:Role", name: "role", props: {} },
            { ...facts, roles: "arn:aws:iam::444455556666:role/any" },
        );

        assert.deepEqual(findings, [
            'resource "role" cannot be judged without the policy\'s configuration: found no usable value for "roles", wanted every required fact; pass the environment\'s file with --policy-pack-config',
        ]);
    });
});
