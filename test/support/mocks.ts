import * as pulumi from "@pulumi/pulumi";

/** One resource as the program handed it to the engine. */
export interface MockRegistration {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly provider: string;
    readonly custom: boolean;
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
): Promise<readonly MockRegistration[]> {
    const registrations: MockRegistration[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: (args) => {
                registrations.push({
                    type: args.type,
                    name: args.name,
                    inputs: args.inputs as Record<string, unknown>,
                    provider: args.provider ?? "",
                    custom: args.custom ?? false,
                });
                return {
                    id: `${args.name}-id`,
                    state: args.inputs as Record<string, unknown>,
                };
            },
            call: (args) => {
                const answer = calls[args.token];
                if (answer === undefined) {
                    throw new Error(`unmocked call: ${args.token}`);
                }
                return answer(args.inputs as Record<string, unknown>) as Record<string, unknown>;
            },
        },
        "hyperpod-teams",
        stack,
        false,
        "organization",
    );
    await pulumi.runtime.runInPulumiStack(async () => {
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
