import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** One resource as the program handed it to the engine. */
export interface MockRegistration {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly provider: string;
    readonly custom: boolean;
    /** The resource that it belongs to, if any. */
    readonly parent?: Pick<MockRegistration, "type" | "name">;
    /** Whether the engine would refuse to delete it. */
    readonly isProtected?: true;
    /** Whether the engine would forget it instead of deleting it. */
    readonly isKept?: true;
}

/** What AWS would have chosen, for the types of which the program reads such an output. */
function computed(
    type: string,
    name: string,
    inputs: Record<string, unknown>,
): { id: string; state: Record<string, unknown> } {
    if (type === "aws:iam/role:Role") {
        // The SDK waits for ever for a replacement trigger without a value.
        return { id: `${name}-id`, state: { ...inputs, uniqueId: `AROA-${name}` } };
    }
    if (type !== "aws:fsx/lustreFileSystem:LustreFileSystem") {
        return { id: `${name}-id`, state: inputs };
    }
    const id = `fs-${createHash("sha256").update(name).digest("hex").slice(0, 17)}`;
    return {
        id,
        state: {
            ...inputs,
            arn: `arn:aws:fsx:us-west-2:111122223333:file-system/${id}`,
            dnsName: `${id}.fsx.us-west-2.amazonaws.com`,
            mountName: "fsxmount",
        },
    };
}

/** Answers to the functions a program may call; any other call fails the test. */
export type Calls = Readonly<Record<string, (args: Record<string, unknown>) => unknown>>;

/**
 * Runs a program against recording mocks and waits until everything has registered.
 *
 * Two mistakes that TypeScript cannot see fail every test that goes through here: an Output that was
 * turned into text ("Calling [toString] on an [Output<T>]…"), and a resource on a default provider.
 */
export async function runProgram(
    program: () => unknown,
    calls: Calls = {},
    stack = "dev",
    project = "hyperpod-teams",
): Promise<readonly MockRegistration[]> {
    const registrations: MockRegistration[] = [];
    const protectedOnes = new Set<string>();
    const keptOnes = new Set<string>();
    const parents = new Map<string, Pick<MockRegistration, "type" | "name">>();
    await pulumi.runtime.setMocks(
        {
            newResource: (args) => {
                const inputs = args.inputs as Record<string, unknown>;
                const made = computed(args.type, args.name, inputs);
                const parent = parents.get(`${args.type} ${args.name}`);
                registrations.push({
                    type: args.type,
                    name: args.name,
                    inputs,
                    outputs: made.state,
                    provider: args.provider ?? "",
                    custom: args.custom ?? false,
                    ...(parent === undefined ? {} : { parent }),
                    ...(protectedOnes.has(`${args.type} ${args.name}`)
                        ? { isProtected: true as const }
                        : {}),
                    ...(keptOnes.has(`${args.type} ${args.name}`) ? { isKept: true as const } : {}),
                });
                return made;
            },
            call: (args) => {
                const answer = calls[args.token];
                if (answer === undefined) {
                    throw new Error(`unmocked call: ${args.token}`);
                }
                return answer(args.inputs as Record<string, unknown>) as Record<string, unknown>;
            },
        },
        project,
        stack,
        false,
        "organization",
    );
    await pulumi.runtime.runInPulumiStack(async () => {
        // Mocks are told no options.
        const made = new Map<pulumi.Resource, Pick<MockRegistration, "type" | "name">>();
        pulumi.runtime.registerStackTransformation(({ resource, type, name, opts }) => {
            made.set(resource, { type, name });
            const parent = opts.parent === undefined ? undefined : made.get(opts.parent);
            if (parent !== undefined) {
                parents.set(`${type} ${name}`, parent);
            }
            if (opts.protect === true) {
                protectedOnes.add(`${type} ${name}`);
            }
            if ("retainOnDelete" in opts && opts.retainOnDelete) {
                keptOnes.add(`${type} ${name}`);
            }
            return undefined;
        });
        await program();
        return {};
    });
    await pulumi.runtime.disconnect();

    for (const registration of registrations) {
        if (JSON.stringify(registration.inputs).includes("Calling [to")) {
            throw new Error(`an Output became text in the inputs of "${registration.name}"`);
        }
        if (/^(aws|kubernetes):/.test(registration.type) && registration.provider === "") {
            throw new Error(`"${registration.name}" runs on a default provider`);
        }
    }
    return registrations;
}
