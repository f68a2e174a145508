import type {
    PolicyProviderResource,
    PolicyResource,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import { unknownCheckingProxy } from "@pulumi/policy";

type Props = Record<string, unknown>;
type Policy = ResourceValidationPolicy | StackValidationPolicy;

/** What the engine sends for a string that is not known at preview; the SDK exports no name for it. */
export const unknownStringValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// The SDK exports its proxy without a type.
const guarded = unknownCheckingProxy as (props: Props) => Props;

export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly props: Props;
    /** What the engine knows of it at the end, where that is more than its inputs. */
    readonly outputs?: Props;
    /** URNs of what each input is computed from. */
    readonly sources?: Readonly<Record<string, readonly string[]>>;
    readonly provider?: PolicyProviderResource;
    /** The URN of the resource that it belongs to. */
    readonly parent?: string;
}

export function urnOf({ type, name }: Registration): string {
    return `urn:pulumi:dev::hyperpod-teams::${type}::${name}`;
}

/** Runs a policy about resources over one resource as the SDK does, and returns what it reports. */
export async function findingsOf(
    policy: Policy,
    registration: Registration,
    config: object,
): Promise<readonly string[]> {
    const findings: string[] = [];
    const args: ResourceValidationArgs = {
        ...described(registration),
        stackTags: new Map(),
        ...answering(config),
    };
    const validations = "validateResource" in policy ? [policy.validateResource ?? []].flat() : [];
    for (const validate of validations) {
        await validate(args, (finding: unknown) => {
            findings.push(String(finding));
        });
    }
    return findings;
}

/** Runs a policy about the stack over all resources as the SDK does, and returns what it reports. */
export async function stackFindingsOf(
    policy: Policy,
    registrations: readonly Registration[],
    config: object,
): Promise<readonly string[]> {
    const findings: string[] = [];
    const resources = registrations.map((registration): PolicyResource => ({
        ...described({ ...registration, props: registration.outputs ?? registration.props }),
        dependencies: [],
        propertyDependencies: {},
    }));
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    registrations.forEach(({ parent = "", sources = {} }, index) => {
        const [resource, above] = [resources[index], byUrn.get(parent)];
        if (resource !== undefined && above !== undefined) {
            resource.parent = above;
        }
        if (resource !== undefined) {
            resource.propertyDependencies = Object.fromEntries(
                Object.entries(sources).map(([input, urns]) => [
                    input,
                    urns.flatMap((urn) => byUrn.get(urn) ?? []),
                ]),
            );
        }
    });
    const args: StackValidationArgs = { resources, stackTags: new Map(), ...answering(config) };
    if ("validateStack" in policy) {
        await policy.validateStack(args, (finding: unknown) => {
            findings.push(String(finding));
        });
    }
    return findings;
}

function described(registration: Registration) {
    const { type, name, props, provider } = registration;
    return {
        type,
        name,
        urn: urnOf(registration),
        props: guarded(props),
        ...(provider === undefined
            ? {}
            : { provider: { ...provider, props: guarded(provider.props) } }),
        opts: {
            protect: false,
            ignoreChanges: [],
            aliases: [],
            customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
            additionalSecretOutputs: [],
        },
        isType: () => {
            throw new Error("policies go by the type token, not by the classes of an SDK");
        },
        asType: () => {
            throw new Error("policies go by the type token, not by the classes of an SDK");
        },
    };
}

function answering(config: object) {
    return {
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the SDK's own
        getConfig: <T extends object>() => config as T,
        notApplicable: (reason?: string): never => {
            throw new Error(`not applicable: ${reason ?? ""}`);
        },
    };
}
