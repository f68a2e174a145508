import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { projectFolder, readProjectFile } from "../support/example";
import { runProgram } from "../support/mocks";
import { standingPolicyCalls } from "../support/runIndex";
import type { Registration } from "./policyRun";

export type Configuration = Readonly<Record<string, object>>;

/** What the engine would hand the pack of an environment. */
export function configuration(stack: string): Configuration {
    return JSON.parse(readProjectFile(`policypack/config.${stack}.json`)) as Configuration;
}

/** The sample program's registrations in one environment, as the policies get them. */
export async function sampleProgram(stack: string): Promise<readonly Registration[]> {
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
            return (require(index) as () => Promise<unknown>)();
        },
        {
            "pulumi:pulumi:readStackResourceOutputs": () => ({ outputs: {} }),
            ...standingPolicyCalls(),
            "aws:eks/getCluster:getCluster": ({ name }) => ({
                name,
                endpoint: "https://cluster.example",
                certificateAuthorities: [{ data: "Q0E=" }],
            }),
        },
        stack,
    );
    const providers = new Map(
        registrations
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map(({ type, name, inputs }) => [
                name,
                { type, name, urn: `urn:pulumi:${stack}::p::${type}::${name}`, props: inputs },
            ]),
    );
    return registrations
        .filter(({ custom }) => custom)
        .map(({ type, name, inputs, outputs, provider: reference }) => {
            // `<urn>::<id>`; the name is the last part of the URN.
            const provider = providers.get(reference.split("::").at(-2) ?? "");
            const registration = { type, name, props: inputs, outputs };
            return provider === undefined ? registration : { ...registration, provider };
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
