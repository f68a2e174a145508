import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { unknownCheckingProxy } from "@pulumi/policy";

type Props = Record<string, unknown>;

/** What the engine sends for a string that is not known at preview; the SDK exports no name for it. */
export const unknownStringValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// The SDK exports its proxy without a type.
const guarded = unknownCheckingProxy as (props: Props) => Props;

export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly props: Props;
}

/** Runs a policy over one resource as the SDK does, and returns what it reports. */
export async function findingsOf(
    policy: ResourceValidationPolicy,
    { type, name, props }: Registration,
    config: object,
): Promise<readonly string[]> {
    const findings: string[] = [];
    const args: ResourceValidationArgs = {
        type,
        name,
        urn: `urn:pulumi:dev::hyperpod-teams::${type}::${name}`,
        props: guarded(props),
        opts: {
            protect: false,
            ignoreChanges: [],
            aliases: [],
            customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
            additionalSecretOutputs: [],
        },
        stackTags: new Map(),
        isType: () => {
            throw new Error("policies go by the type token, not by the classes of an SDK");
        },
        asType: () => {
            throw new Error("policies go by the type token, not by the classes of an SDK");
        },
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the SDK's own
        getConfig: <T extends object>() => config as T,
        notApplicable: (reason) => {
            throw new Error(`not applicable: ${reason ?? ""}`);
        },
    };
    const validations = [policy.validateResource ?? []].flat();
    for (const validate of validations) {
        await validate(args, (finding: unknown) => {
            findings.push(String(finding));
        });
    }
    return findings;
}
