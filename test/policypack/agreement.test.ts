import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { policies } from "../../policypack/policies";
import { projectFolder, readProjectFile } from "../support/example";
import { runProgram } from "../support/mocks";
import { findingsOf } from "./policyRun";
import type { Registration } from "./policyRun";

type Configuration = Readonly<Record<string, object>>;

/** The sample program's registrations in one environment, as the policies get them. */
async function sampleProgram(stack: string): Promise<readonly Registration[]> {
    const { config } = parse(readProjectFile(`Pulumi.${stack}.yaml`)) as {
        config: Record<string, unknown>;
    };
    pulumi.runtime.setAllConfig(
        Object.fromEntries(
            Object.entries(config).map(([key, value]) => [
                key,
                typeof value === "string" ? value : JSON.stringify(value),
            ]),
        ),
    );
    const registrations = await runProgram(
        () => {
            const index = path.join(projectFolder, "index.ts");
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- it runs when loaded
            delete require.cache[index];
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
            return (require(index) as { teams: unknown }).teams;
        },
        {
            "pulumi:pulumi:readStackResourceOutputs": () => ({ outputs: {} }),
            "aws:eks/getCluster:getCluster": ({ name }) => ({
                name,
                endpoint: "https://cluster.example",
                certificateAuthorities: [{ data: "Q0E=" }],
            }),
        },
        stack,
    );
    return registrations
        .filter(({ custom }) => custom)
        .map(({ type, name, inputs }) => ({ type, name, props: inputs }));
}

function configuration(stack: string): Configuration {
    return JSON.parse(readProjectFile(`policypack/config.${stack}.json`)) as Configuration;
}

/** The names of the policies that report something about the resource. */
async function reporters(
    registration: Registration,
    config: Configuration,
): Promise<readonly string[]> {
    const names: string[] = [];
    for (const policy of policies) {
        const facts = config[policy.name] ?? {};
        if ((await findingsOf(policy, registration, facts)).length > 0) {
            names.push(policy.name);
        }
    }
    return names;
}

interface Mutation {
    readonly type: string;
    readonly change: (props: Record<string, unknown>) => Record<string, unknown>;
}

const open = '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}}';

/** For each policy, one mistake in one registration that it, and only it, must report. */
const mutations: Readonly<Record<string, Mutation>> = {
    "iam-role-trusts-known-principals": {
        type: "aws:iam/role:Role",
        change: (props) => ({ ...props, assumeRolePolicy: open }),
    },
    "s3-access-point-names-its-readers": {
        type: "aws:s3/accessPoint:AccessPoint",
        change: (props) => ({ ...props, policy: open }),
    },
    "s3-bucket-policy-lets-in-no-stranger": {
        type: "aws:s3/bucketPolicy:BucketPolicy",
        change: (props) => ({ ...props, policy: open }),
    },
    "eks-access-policy-association-stays-in-its-namespace": {
        type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        change: (props) => ({ ...props, accessScope: { type: "cluster" } }),
    },
    "eks-access-entry-keeps-to-its-team": {
        type: "aws:eks/accessEntry:AccessEntry",
        change: (props) => ({ ...props, kubernetesGroups: ["system:masters"] }),
    },
    "kubernetes-role-grants-no-escalation": {
        type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
        change: (props) => ({
            ...props,
            rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }],
        }),
    },
    "kubernetes-binding-stays-in-its-namespace": {
        type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
        change: (props) => ({
            ...props,
            subjects: [{ kind: "Group", name: "system:authenticated" }],
        }),
    },
};

describe("the policies and the sample program", function () {
    this.timeout(60_000);

    for (const stack of ["dev", "prod"]) {
        it(`agree: nothing the program registers is reported (${stack})`, async () => {
            const config = configuration(stack);
            const registrations = await sampleProgram(stack);

            const findings: string[] = [];
            for (const registration of registrations) {
                for (const policy of policies) {
                    const facts = config[policy.name] ?? {};
                    findings.push(...(await findingsOf(policy, registration, facts)));
                }
            }

            assert.notEqual(registrations.length, 0);
            assert.deepEqual(findings, []);
        });
    }

    it("disagree about the other environment's resources", async () => {
        const registrations = await sampleProgram("dev");

        const reporting = new Set<string>();
        for (const registration of registrations) {
            for (const name of await reporters(registration, configuration("prod"))) {
                reporting.add(name);
            }
        }

        assert.deepEqual(
            [...reporting].sort(),
            policies
                .map(({ name }) => name)
                // Kubernetes names carry no account and no cluster.
                .filter((name) => !name.startsWith("kubernetes-"))
                .sort(),
        );
    });

    it("have one mistake for each policy that it alone reports", async () => {
        const config = configuration("dev");
        const registrations = await sampleProgram("dev");

        assert.deepEqual(
            Object.keys(mutations),
            policies.map(({ name }) => name),
        );
        for (const [policy, { type, change }] of Object.entries(mutations)) {
            const registration = registrations.find((each) => each.type === type);
            assert.ok(registration, `the program registers no ${type}`);
            const mutant = { ...registration, props: change(registration.props) };

            assert.deepEqual(await reporters(mutant, config), [policy]);
        }
    });
});
