import { boundAccount } from "../aws/boundAccount";
import { inputAt, isObject } from "../inputs";
import type { Inputs } from "../inputs";

/** Where a provider leads to, as far as its own inputs say. */
export interface Placement {
    readonly accountId?: string;
    readonly region?: string;
    /** The cluster that a Kubernetes provider asks a token for. */
    readonly cluster?: {
        readonly name: string;
        readonly region?: string;
        readonly accountId?: string;
    };
    /** Where a Kubernetes provider puts what names no namespace. */
    readonly namespace?: string;
}

export function placementOf(provider: {
    readonly type: string;
    readonly props: Inputs;
}): Placement {
    switch (provider.type) {
        case "pulumi:providers:aws":
            return awsPlacement(provider.props);
        case "pulumi:providers:kubernetes":
            return clusterPlacement(provider.props);
        default:
            return {};
    }
}

function awsPlacement(props: Inputs): Placement {
    const { account } = boundAccount(props);
    const region = inputAt(props, "region");
    return {
        ...(account === undefined ? {} : { accountId: account }),
        ...(region.state === "known" && typeof region.value === "string"
            ? { region: region.value }
            : {}),
    };
}

/** A kubeconfig says which cluster it is for where it says how to get a token: `aws eks get-token`. */
function clusterPlacement(props: Inputs): Placement {
    const input = inputAt(props, "kubeconfig");
    const text = input.state === "known" ? input.value : undefined;
    const args = typeof text === "string" ? tokenArguments(text) : [];
    const after = (option: string) => {
        const at = args.indexOf(option);
        return at < 0 ? undefined : args[at + 1];
    };
    const name = after("--cluster-name") ?? after("-i");
    const region = after("--region");
    const account = /^arn:[^:]*:iam::(\d{12}):/.exec(after("--role-arn") ?? after("-r") ?? "")?.[1];
    const namespace = inputAt(props, "namespace");
    return {
        ...(name === undefined
            ? {}
            : {
                  cluster: {
                      name,
                      ...(region === undefined ? {} : { region }),
                      ...(account === undefined ? {} : { accountId: account }),
                  },
              }),
        ...(namespace.state === "known" && typeof namespace.value === "string"
            ? { namespace: namespace.value }
            : {}),
    };
}

/** Of the user of the current context; a kubeconfig that is not JSON is not read. */
function tokenArguments(text: string): readonly string[] {
    const config = parsed(text);
    if (!isObject(config)) {
        return [];
    }
    const context = named(config.contexts, config["current-context"], "context");
    const user = named(config.users, context?.user, "user");
    const exec = user?.exec;
    const args = isObject(exec) && Array.isArray(exec.args) ? exec.args : [];
    return args.filter((each) => typeof each === "string");
}

function named(list: unknown, name: unknown, part: string): Inputs | undefined {
    const found = (Array.isArray(list) ? (list as unknown[]) : []).find(
        (each) => isObject(each) && each.name === name,
    );
    const value = isObject(found) ? found[part] : undefined;
    return isObject(value) ? value : undefined;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}
