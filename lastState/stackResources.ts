import * as pulumi from "@pulumi/pulumi";

/** What a stack's last state knows of each resource, by URN. */
export type StackResources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * By the engine's own reader of a stack's state: StackReference shows outputs only, which do not name
 * what belongs to a rollout that failed half-way.
 */
export async function readStackResources(stack: string): Promise<StackResources> {
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
    const { outputs } = (await pulumi.runtime.invoke(
        "pulumi:pulumi:readStackResourceOutputs",
        { stackName },
        { async: true },
    )) as { outputs?: Record<string, { outputs?: Record<string, unknown> }> };
    return Object.fromEntries(
        Object.entries(outputs ?? {}).map(([urn, resource]) => [urn, resource.outputs ?? {}]),
    );
}
