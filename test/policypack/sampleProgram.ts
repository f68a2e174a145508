import { exampleFile } from "../support/example";
import { runIndex } from "../support/runIndex";
import { urnOf } from "./policyRun";
import type { Registration } from "./policyRun";

export type Configuration = Readonly<Record<string, object>>;

/** What the engine would hand the pack of an environment. */
export function configuration(stack: string): Configuration {
    return JSON.parse(exampleFile(`policypack/config.${stack}.json`)) as Configuration;
}

/** The sample program's registrations in one environment, as the policies get them; components, too. */
export async function sampleProgram(stack: string): Promise<readonly Registration[]> {
    const registrations = await runIndex({}, {}, stack);
    const providers = new Map(
        registrations
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map(({ type, name, inputs }) => [
                name,
                { type, name, urn: `urn:pulumi:${stack}::p::${type}::${name}`, props: inputs },
            ]),
    );
    return registrations.map(({ type, name, inputs, outputs, parent, provider: reference }) => {
        // `<urn>::<id>`; the name is the last part of the URN.
        const provider = providers.get(reference.split("::").at(-2) ?? "");
        return {
            type,
            name,
            props: inputs,
            outputs,
            ...(provider === undefined ? {} : { provider }),
            ...(parent === undefined ? {} : { parent: urnOf({ ...parent, props: {} }) }),
        };
    });
}

/** The provider of that name in the program; a default one where the program has none. */
export function providerNamed(
    program: readonly Registration[],
    name: string,
): NonNullable<Registration["provider"]> {
    const found = program.find(({ provider }) => provider?.name === name)?.provider;
    const type = "pulumi:providers:aws";
    return found ?? { type, name, urn: `urn:pulumi:dev::p::${type}::${name}`, props: {} };
}
