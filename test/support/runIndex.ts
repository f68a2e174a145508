import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { projectFolder, readProjectFile } from "./example";
import { runProgram } from "./mocks";
import type { Calls, MockRegistration } from "./mocks";

/**
 * Runs index.ts as the engine would, with the committed stack configuration and roster. `state` is what
 * the engine knows of the stack: outputs by URN.
 */
export function runIndex(
    state: Readonly<Record<string, object>> = {},
    config: Readonly<Record<string, unknown>> = {},
    stack = "dev",
): Promise<readonly MockRegistration[]> {
    const committed = (
        parse(readProjectFile(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> }
    ).config;
    const settings = Object.entries({ ...committed, ...config }).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    pulumi.runtime.setAllConfig(Object.fromEntries(settings) as Record<string, string>);
    const calls: Calls = {
        "pulumi:pulumi:readStackResourceOutputs": () => ({
            outputs: Object.fromEntries(
                Object.entries(state).map(([urn, outputs]) => [urn, { type: "", outputs }]),
            ),
        }),
        "aws:eks/getCluster:getCluster": ({ name }) => ({
            name,
            endpoint: "https://cluster.example",
            certificateAuthorities: [{ data: "Q0E=" }],
        }),
    };
    return runProgram(
        () => {
            const index = path.join(projectFolder, "index.ts");
            // The program runs when it is loaded, so each run loads it anew.
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the module cache
            delete require.cache[index];
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
            return (require(index) as { teams: Promise<unknown> }).teams;
        },
        calls,
        stack,
    );
}

export const teamUrn = (team: string) =>
    `urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:Team::${team}`;

/** Teams of the stack's last state whose outputs nobody wrote down. */
export const stateOf = (...teams: readonly string[]) =>
    Object.fromEntries(teams.map((team) => [teamUrn(team), {}]));
