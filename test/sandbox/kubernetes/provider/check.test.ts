import * as assert from "node:assert/strict";
import { kubernetesProvider } from "../../../../sandbox/kubernetes/provider/kubernetesProvider";
import { unknown, type Properties } from "../../../../sandbox/provider/server";

const roleType = "kubernetes:rbac.authorization.k8s.io/v1:Role";
const role: Properties = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name: "scientist", namespace: "hyperpod-ns-vision" },
};

describe("kubernetes provider's check", () => {
    const provider = kubernetesProvider("4.34.2");

    const objects: readonly {
        title: string;
        type?: string;
        news: Properties;
        failures: readonly { property: string; reason: string }[];
    }[] = [
        { title: "takes an object with name and namespace", news: role, failures: [] },
        {
            title: "takes a name that only the rollout will know",
            news: { ...role, metadata: { name: unknown, namespace: unknown } },
            failures: [],
        },
        {
            title: "takes metadata that only the rollout will know",
            news: { ...role, metadata: unknown },
            failures: [],
        },
        {
            title: "takes a kind of another project without a namespace",
            type: "kubernetes:kueue.x-k8s.io/v1beta1:ClusterQueue",
            news: {
                apiVersion: "kueue.x-k8s.io/v1beta1",
                kind: "ClusterQueue",
                metadata: { name: "queue" },
            },
            failures: [],
        },
        {
            title: "refuses an object without a name",
            news: { ...role, metadata: { namespace: "hyperpod-ns-vision" } },
            failures: [
                {
                    property: "metadata.name",
                    reason: 'a Role needs an explicit name here; set "metadata.name"',
                },
            ],
        },
        {
            title: "refuses an object of a namespace without one",
            news: { ...role, metadata: { name: "scientist" } },
            failures: [
                {
                    property: "metadata.namespace",
                    reason: 'a Role lives in a namespace; set "metadata.namespace"',
                },
            ],
        },
        {
            title: "refuses an object of the cluster in a namespace",
            type: "kubernetes:core/v1:Namespace",
            news: {
                apiVersion: "v1",
                kind: "Namespace",
                metadata: { name: "one", namespace: "two" },
            },
            failures: [
                {
                    property: "metadata.namespace",
                    reason: 'a Namespace lives in no namespace; remove "metadata.namespace"',
                },
            ],
        },
        {
            title: "refuses a kind and version that its type does not stand for",
            news: { ...role, apiVersion: "v1", kind: "ClusterRole" },
            failures: [
                {
                    property: "apiVersion",
                    reason: `"apiVersion" is "v1", but the type "${roleType}" stands for "rbac.authorization.k8s.io/v1"`,
                },
                {
                    property: "kind",
                    reason: `"kind" is "ClusterRole", but the type "${roleType}" stands for "Role"`,
                },
            ],
        },
        ...[
            "kubernetes:core/v1:NamespacePatch",
            "kubernetes:helm.sh/v3:Release",
            "kubernetes:yaml/v2:ConfigFile",
            "aws:iam/role:Role",
        ].map((type) => ({
            title: `refuses "${type}"`,
            type,
            news: role,
            failures: [
                {
                    property: "",
                    reason: `"${type}" is not simulated: only single Kubernetes objects are`,
                },
            ],
        })),
    ];
    for (const { title, type = roleType, news, failures } of objects) {
        it(title, async () => {
            assert.deepEqual(await provider.check({ urn: "", type, olds: {}, news }), {
                inputs: news,
                failures,
            });
        });
    }

    function kubeconfig(cluster: unknown): string {
        return JSON.stringify({
            "current-context": "one",
            contexts: [{ name: "one", context: { cluster: "one", user: "one" } }],
            clusters: [{ name: "one", cluster }],
        });
    }
    const server = "https://127.0.0.1:6443";

    const configurations: readonly { title: string; config: Properties; reasons: string[] }[] = [
        {
            title: "takes a kubeconfig of this machine",
            config: { kubeconfig: kubeconfig({ server }) },
            reasons: [],
        },
        {
            title: "takes a kubeconfig that only the rollout will know",
            config: { kubeconfig: unknown },
            reasons: [],
        },
        {
            title: "refuses a missing kubeconfig",
            config: {},
            reasons: [
                'the kubeconfig is missing: a sandbox uses no "KUBECONFIG" and no "~/.kube/config"; give its text as the provider\'s "kubeconfig"',
            ],
        },
        {
            title: "refuses arguments that it does not know",
            config: { kubeconfig: kubeconfig({ server }), namespace: "default" },
            reasons: [
                'the simulated Kubernetes provider does not know the argument "namespace"; it takes "kubeconfig" only',
            ],
        },
        {
            title: "refuses a server without encryption",
            config: { kubeconfig: kubeconfig({ server: "http://127.0.0.1:8080" }) },
            reasons: [
                'a sandbox talks to a Kubernetes API server on this machine only, but the server is "http://127.0.0.1:8080"; expected "https://127.0.0.1:<port>"',
            ],
        },
        {
            title: "refuses a server that only begins like this machine",
            config: { kubeconfig: kubeconfig({ server: "https://127.0.0.1.example.org" }) },
            reasons: [
                'a sandbox talks to a Kubernetes API server on this machine only, but the server is "https://127.0.0.1.example.org"; expected "https://127.0.0.1:<port>"',
            ],
        },
        {
            title: "refuses a proxy",
            config: {
                kubeconfig: kubeconfig({ server, "proxy-url": "https://proxy.example.org" }),
            },
            reasons: [
                "the kubeconfig sends requests through a proxy, and a sandbox talks to this machine only; remove its proxy-url",
            ],
        },
        {
            title: "refuses a context that names no cluster",
            config: { kubeconfig: "current-context: two" },
            reasons: [
                'the current context of the kubeconfig names no cluster with a server; expected "current-context", its context and that context\'s cluster',
            ],
        },
    ];
    for (const { title, config, reasons } of configurations) {
        it(title, async () => {
            const failures = await provider.checkConfig(config);

            assert.deepEqual(
                failures.map(({ reason }) => reason),
                reasons,
            );
        });
    }
});
