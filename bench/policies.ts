import * as pulumi from "@pulumi/pulumi";
import { policies } from "../policypack/policies";
import { findingsOf, stackFindingsOf } from "../test/policypack/policyRun";
import type { Registration } from "../test/policypack/policyRun";
import { configuration, sampleProgram } from "../test/policypack/sampleProgram";

/**
 * How the policies' own work grows with the number of teams: microseconds a resource for rules about
 * resources, milliseconds a stack for rules about the stack. Both are to grow no faster than the
 * teams do, so the ratios to the smallest size count, not the times. They are the process's own
 * processor time, which other work on the machine does not lengthen. The teams are copies of one of
 * the sample program's, under other names.
 *
 *     node -r ./bin/transpile.js bench/policies.ts
 */
const sizes = [250, 500, 1000, 2000];
const model = "speech";

function teams(program: readonly Registration[], count: number): readonly Registration[] {
    const isTeams = ({ name }: Registration) => name.startsWith(`${model}-`);
    const copied = JSON.stringify(program.filter(isTeams));
    const shared = program.filter(({ name }) => !/^(vision|speech|robotics)(-|$)/.test(name));
    return [
        ...shared,
        ...Array.from({ length: count }, (_, index) => {
            const name = `t${String(index).padStart(4, "0")}`;
            return JSON.parse(
                copied.replaceAll(model, name).replaceAll("Speech", name.toUpperCase()),
            ) as readonly Registration[];
        }).flat(),
    ];
}

/** Milliseconds of processor time that the process has taken. */
function spent(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}

async function main(): Promise<void> {
    const config = configuration("dev");
    const program = await sampleProgram("dev");
    await pulumi.runtime.disconnect();
    const first = { resource: 0, stack: 0 };
    for (const size of sizes) {
        const registrations = teams(program, size);
        let findings = 0;
        const began = spent();
        for (const registration of registrations) {
            for (const policy of policies) {
                const facts = config[policy.name] ?? {};
                findings += (await findingsOf(policy, registration, facts)).length;
            }
        }
        const between = spent();
        for (const policy of policies) {
            const facts = config[policy.name] ?? {};
            findings += (await stackFindingsOf(policy, registrations, facts)).length;
        }
        const resource = ((between - began) * 1000) / registrations.length;
        const stack = spent() - between;
        first.resource ||= resource;
        first.stack ||= stack;
        console.log(
            `${size} teams, ${registrations.length} resources: ${Math.round(resource)} µs a resource (${(resource / first.resource).toFixed(2)}), ${Math.round(stack)} ms the stack (${(stack / first.stack).toFixed(1)} for ${size / (sizes[0] ?? 1)} times the teams), ${findings} findings`,
        );
    }
}

void main();
