import assert from "node:assert/strict";
import { policies } from "../../policypack/policies";
import { awsMutations } from "./mutations/aws";
import { kubernetesMutations } from "./mutations/kubernetes";
import type { Mutation } from "./mutations/mutation";
import { stackMutations } from "./mutations/stack";
import { findingsOf, stackFindingsOf } from "./policyRun";
import type { Registration } from "./policyRun";
import { configuration, providerNamed, sampleProgram } from "./sampleProgram";
import type { Configuration } from "./sampleProgram";

/** What policies report about a program, by policy. */
async function reports(
    program: readonly Registration[],
    config: Configuration,
    judges = policies,
): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for (const policy of judges) {
        const facts = config[policy.name] ?? {};
        const findings: string[] = [];
        for (const registration of program) {
            findings.push(...(await findingsOf(policy, registration, facts)));
        }
        findings.push(...(await stackFindingsOf(policy, program, facts)));
        if (findings.length > 0) {
            found.set(policy.name, findings);
        }
    }
    return found;
}

function mutated(program: readonly Registration[], mutation: Mutation): readonly Registration[] {
    if ("add" in mutation) {
        return [
            ...program,
            ...("below" in mutation ? mutation.below : []),
            { ...mutation.add, provider: providerNamed(program, mutation.provider) },
        ];
    }
    const index = program.findIndex(({ type }) => type === mutation.type);
    const registration = program[index];
    assert.ok(registration, `the program registers no ${mutation.type}`);
    const mutant: Registration =
        "change" in mutation
            ? {
                  ...registration,
                  props: mutation.change(registration.props),
                  outputs: mutation.change(registration.outputs ?? registration.props),
              }
            : { ...registration, provider: providerNamed(program, mutation.provider) };
    return program.with(index, mutant);
}

/** They hold the whole against what is declared, so that other policies' mistakes show in them too. */
const overall = ["stack-team-holds-its-own", "stack-effective-access-equals-declared-access"];

const mutations: Readonly<Record<string, Mutation>> = {
    ...awsMutations,
    ...kubernetesMutations,
    ...stackMutations,
};

describe("the policies and the sample program", function () {
    this.timeout(60_000);

    for (const stack of ["dev", "prod"]) {
        it(`agree: nothing the program registers is reported (${stack})`, async () => {
            const program = await sampleProgram(stack);

            const found = await reports(program, configuration(stack));

            assert.notEqual(program.length, 0);
            assert.deepEqual([...found], []);
        });
    }

    it("disagree about the other environment's resources", async () => {
        const program = await sampleProgram("dev");

        const found = await reports(program, configuration("prod"));

        // Each of these says where something is, which is what differs between environments.
        for (const name of [
            "iam-role-trusts-known-principals",
            "s3-access-point-names-its-readers",
            "s3-bucket-policy-lets-in-no-stranger",
            "eks-access-policy-association-stays-in-its-namespace",
            "eks-access-entry-keeps-to-its-team",
            "resource-stands-in-its-account",
        ]) {
            assert.notEqual(found.get(name), undefined, name);
        }
    });

    it("have one mistake for each policy", () => {
        assert.deepEqual(Object.keys(mutations).sort(), policies.map(({ name }) => name).sort());
    });

    for (const [policy, mutation] of Object.entries(mutations)) {
        it(`have one mistake that ${policy} alone reports, once`, async () => {
            const program = mutated(await sampleProgram("dev"), mutation);

            const judges = policies.filter(
                ({ name }) => name === policy || !overall.includes(name),
            );
            const found = await reports(program, configuration("dev"), judges);

            assert.deepEqual(
                [...found].map(([name, findings]) => [name, findings.length]),
                [[policy, 1]],
                JSON.stringify([...found]),
            );
        });
    }
});
