import {
    ProviderError,
    unknown,
    type CheckFailure,
    type Properties,
    type ResourceProvider,
} from "../../provider/server";
import { ApiRefusal } from "../apiRequest";
import { connect } from "./connection";
import { kubeconfigProblem } from "./kubeconfig";
import { LiveObjects } from "./liveObjects";
import { objectDifference } from "./objectDifference";
import { idOf, isText, nameFromId, nameIn } from "./objectName";
import { importedInputs, objectAt, outputsOf, refreshedInputs } from "./objectShape";
import { livesInNamespace, objectTypeOf, type ObjectType } from "./objectType";

/** `pulumi-resource-kubernetes` for one cluster of this machine. */
export function kubernetesProvider(version: string): ResourceProvider {
    let live: LiveObjects | undefined;

    function objects(): LiveObjects {
        if (live === undefined) {
            throw new ProviderError(
                "the kubeconfig of the Kubernetes provider is not known yet, so no object can be read or written",
            );
        }
        return live;
    }

    return {
        name: "kubernetes",
        version,

        checkConfig: (news) => Promise.resolve(configurationFailures(news)),

        // Another port or credential command is the same cluster. Were it to replace the provider,
        // every object would be made anew.
        diffConfig: (olds, news) =>
            Promise.resolve({
                changes: olds.kubeconfig === news.kubeconfig ? [] : ["kubeconfig"],
                replaces: [],
            }),

        configure(config) {
            const [failure] = configurationFailures(config);
            if (failure !== undefined) {
                return Promise.reject(new ProviderError(failure.reason));
            }
            live =
                typeof config.kubeconfig === "string"
                    ? new LiveObjects(connect(config.kubeconfig))
                    : undefined;
            return Promise.resolve();
        },

        check: ({ type, news }) =>
            Promise.resolve({ inputs: news, failures: objectFailures(type, news) }),

        diff: ({ type, oldInputs, news }) =>
            Promise.resolve(objectDifference(requireType(type).kind, oldInputs, news)),

        async create({ urn, type, inputs, preview }) {
            if (preview) {
                return { id: "", outputs: inputs };
            }
            const name = nameIn(inputs);
            const created = await asked(urn, "created", async () =>
                objects().create(requireType(type), name, inputs),
            );
            return { id: idOf(name), outputs: outputsOf(created) };
        },

        async read({ urn, type, id, inputs }) {
            const found = await asked(urn, "read", async () =>
                objects().read(requireType(type), nameFromId(id)),
            );
            if (found === undefined) {
                return undefined;
            }
            const imported = Object.keys(inputs).length === 0;
            return {
                id,
                inputs: imported ? importedInputs(found) : refreshedInputs(inputs, found),
                outputs: outputsOf(found),
            };
        },

        async update({ urn, type, id, news, preview }) {
            if (preview) {
                return { outputs: news };
            }
            const updated = await asked(urn, "updated", async () =>
                objects().apply(requireType(type), nameFromId(id), news),
            );
            return { outputs: outputsOf(updated) };
        },

        async delete({ urn, type, id }) {
            await asked(urn, "deleted", async () =>
                objects().delete(requireType(type), nameFromId(id)),
            );
        },

        invoke: ({ token }) =>
            Promise.reject(new ProviderError(`function "${token}" is not simulated`)),
    };
}

function configurationFailures(config: Properties): readonly CheckFailure[] {
    const failures: CheckFailure[] = Object.keys(config)
        .filter((key) => key !== "kubeconfig")
        .map((property) => ({
            property,
            reason: `the simulated Kubernetes provider does not know the argument "${property}"; it takes "kubeconfig" only`,
        }));
    const problem =
        config.kubeconfig === unknown ? undefined : kubeconfigProblem(config.kubeconfig);
    return problem === undefined
        ? failures
        : [...failures, { property: "kubeconfig", reason: problem }];
}

function objectFailures(token: string, inputs: Properties): readonly CheckFailure[] {
    const type = objectTypeOf(token);
    if (type === undefined) {
        return [{ property: "", reason: unknownType(token) }];
    }
    const failures: CheckFailure[] = [];
    for (const field of ["apiVersion", "kind"] as const) {
        if (inputs[field] !== type[field]) {
            failures.push({
                property: field,
                reason: `"${field}" is ${(JSON.stringify(inputs[field]) as string | undefined) ?? "missing"}, but the type "${token}" stands for "${type[field]}"`,
            });
        }
    }
    if (inputs.metadata === unknown) {
        return failures;
    }
    const { name, namespace } = objectAt(inputs.metadata);
    if (name !== unknown && !isText(name)) {
        failures.push({
            property: "metadata.name",
            reason: `a ${type.kind} needs an explicit name here; set "metadata.name"`,
        });
    }
    const namespaced = livesInNamespace(type);
    if (namespaced === true && namespace !== unknown && !isText(namespace)) {
        failures.push({
            property: "metadata.namespace",
            reason: `a ${type.kind} lives in a namespace; set "metadata.namespace"`,
        });
    }
    if (namespaced === false && namespace !== undefined) {
        failures.push({
            property: "metadata.namespace",
            reason: `a ${type.kind} lives in no namespace; remove "metadata.namespace"`,
        });
    }
    return failures;
}

function requireType(token: string): ObjectType {
    const type = objectTypeOf(token);
    if (type === undefined) {
        throw new ProviderError(unknownType(token));
    }
    return type;
}

function unknownType(token: string): string {
    return `"${token}" is not simulated: only single Kubernetes objects are`;
}

/** The API server's own words reach the user, with the name of what it was asked for. */
async function asked<Answer>(
    urn: string,
    done: string,
    ask: () => Promise<Answer>,
): Promise<Answer> {
    try {
        return await ask();
    } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        const advice =
            error instanceof ApiRefusal && error.reason === "AlreadyExists"
                ? '; use "pulumi import" to bring it under the program, or choose another name'
                : "";
        throw new ProviderError(
            `resource "${urn}" was not successfully ${done} by the Kubernetes API server: ${words}${advice}`,
            { cause: error },
        );
    }
}
