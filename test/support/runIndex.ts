import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { exampleFile, exampleFolder, projectFolder } from "./example";
import { runProgram } from "./mocks";
import type { Calls, MockRegistration } from "./mocks";

/**
 * Runs index.ts as the engine would, with the example's stack configuration and roster. `state` is what
 * the engine knows of the stack: outputs by URN; `standing`, the policies that buckets have.
 */
export function runIndex(
    state: Readonly<Record<string, object>> = {},
    config: Readonly<Record<string, unknown>> = {},
    stack = "dev",
    standing: Readonly<Record<string, string>> = {},
): Promise<readonly MockRegistration[]> {
    const example = (
        parse(exampleFile(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> }
    ).config;
    const settings = Object.entries({ ...example, ...config }).map(([key, value]) => [
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
        ...standingPolicyCalls(standing),
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
            return (require(index) as (folder: string) => Promise<unknown>)(exampleFolder);
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

/** As the real provider answers: a bucket without policy is an error, and a key always has one. */
export function standingPolicyCalls(standing: Readonly<Record<string, string>> = {}): Calls {
    return {
        "aws:s3/getBucketPolicy:getBucketPolicy": ({ bucket }) => {
            const policy = standing[String(bucket)];
            if (policy === undefined) {
                const details = `reading S3 Bucket (${String(bucket)}) Policy: couldn't find resource`;
                throw Object.assign(new Error(details), { details });
            }
            return { bucket, policy, id: bucket, region: "us-west-2" };
        },
        "aws:cloudcontrol/getResource:getResource": ({ typeName, identifier }) => ({
            id: identifier,
            identifier,
            typeName,
            region: "us-west-2",
            properties: JSON.stringify({
                KeyId: identifier,
                KeyPolicy: JSON.parse(
                    standing[String(identifier)] ?? '{"Statement":[]}',
                ) as unknown,
            }),
        }),
    };
}
