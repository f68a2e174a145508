import type { Inputs } from "./inputs";

interface Proxy {
    readonly UnknownValueError: new (kind: string, path: readonly string[]) => Error;
    /** A view of inputs that throws where one touches a value that is not known at preview. */
    readonly unknownCheckingProxy: (inputs: Inputs) => Inputs;
}

// The SDK's declarations leave both out; its index would load the engine's protocol with them, which
// takes a command that reads files ten times longer than all it has to do.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
const proxy = require("@pulumi/policy/proxy") as Proxy;

export const { UnknownValueError, unknownCheckingProxy } = proxy;
