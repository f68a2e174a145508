import * as assert from "node:assert/strict";
import * as path from "node:path";
import { installLaunchers } from "../../../../sandbox/engine/launchers";
import { askAsAdministrator } from "../../../../sandbox/kubernetes/adminApi";
import { createTeamNamespace } from "../../../../sandbox/kubernetes/namespaces";
import { objectAt } from "../../../../sandbox/kubernetes/provider/objectShape";
import { backendUrl, sandboxVariable, type Sandbox } from "../../../../sandbox/sandbox";
import type { Properties } from "../../../../sandbox/provider/server";
import { deployerKubeconfig, sharedCluster } from "../sharedCluster";
import { ProviderOnCluster, urnOf } from "./providerOnCluster";

const serviceAccountType = "kubernetes:core/v1:ServiceAccount";
const roleType = "kubernetes:rbac.authorization.k8s.io/v1:Role";
const bindingType = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
const namespace = "hyperpod-ns-provided";

describe("kubernetes provider", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    let provider: ProviderOnCluster;
    const variables = ["PATH", sandboxVariable, "PULUMI_BACKEND_URL"];
    const usual = variables.map((name) => [name, process.env[name]] as const);

    before(async function () {
        this.timeout(1_800_000);
        sandbox = await sharedCluster();
        await createTeamNamespace(sandbox, "provided");
        installLaunchers(sandbox, {
            pulumi: "pulumi",
            version: "3.248.0",
            origin: "path",
            languageHost: "official",
        });
        // The kubeconfig's credential command is the stand-in, found as the engine's child finds it.
        process.env.PATH = `${sandbox.bin}${path.delimiter}${process.env.PATH ?? ""}`;
        process.env[sandboxVariable] = sandbox.root;
        process.env.PULUMI_BACKEND_URL = backendUrl(sandbox);
        provider = await ProviderOnCluster.start();
        await provider.configure({ kubeconfig: deployerKubeconfig(sandbox) });
    });

    after(() => {
        for (const [name, value] of usual) {
            if (value === undefined) {
                Reflect.deleteProperty(process.env, name);
            } else {
                process.env[name] = value;
            }
        }
        provider.stop();
    });

    function live(collection: string, name: string): Promise<Properties> {
        return askAsAdministrator(sandbox, {
            method: "GET",
            path: `${collection}/${name}`,
        });
    }

    const roles = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`;
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;

    function role(name: string, verbs: readonly string[], labels?: Properties): Properties {
        return {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "Role",
            metadata: { name, namespace, ...(labels === undefined ? {} : { labels }) },
            rules: [{ apiGroups: [""], resources: ["pods"], verbs }],
        };
    }

    function serviceAccount(name: string): Properties {
        return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
    }

    function binding(roleName: string): Properties {
        return {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "RoleBinding",
            metadata: { name: "bound", namespace },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: roleName },
            subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "somebody" }],
        };
    }

    it("creates, updates by server-side apply, and deletes", async () => {
        const first = role("life", ["get", "list"], { kept: "yes", dropped: "soon" });
        const created = await provider.create(roleType, first);
        await askAsAdministrator(sandbox, {
            method: "PATCH",
            path: `${roles}/life`,
            query: { fieldManager: "somebody-else" },
            contentType: "application/merge-patch+json",
            body: { metadata: { labels: { theirs: "stays" } } },
        });
        const second = role("life", ["get"], { kept: "yes" });
        await provider.update(roleType, created.id, first, second);
        const updated = await live(roles, "life");
        await provider.delete(roleType, created.id);

        assert.equal(created.id, `${namespace}/life`);
        assert.equal(objectAt(created.outputs.metadata).name, "life");
        assert.equal(typeof objectAt(created.outputs.metadata).uid, "string");
        assert.deepEqual(updated.rules, second.rules);
        assert.deepEqual(objectAt(updated.metadata).labels, { kept: "yes", theirs: "stays" });
        await assert.rejects(live(roles, "life"), {
            message: 'roles.rbac.authorization.k8s.io "life" not found',
        });
    });

    it("applies a second time what it applied before", async () => {
        const versions = [["get"], ["get", "list"], ["list"]].map((verbs) => role("again", verbs));
        const [first = {}, second = {}, third = {}] = versions;
        const { id } = await provider.create(roleType, first);
        await provider.update(roleType, id, first, second);
        await provider.update(roleType, id, second, third);

        assert.deepEqual((await live(roles, "again")).rules, third.rules);
    });

    it("deletes what is gone already", async () => {
        await assert.doesNotReject(provider.delete(roleType, `${namespace}/never`));
    });

    it("refuses to create what exists, and leaves it as it is", async () => {
        await provider.create(roleType, role("taken", ["get"]));

        await assert.rejects(provider.create(roleType, role("taken", ["delete"])), {
            details: `resource "${urnOf(roleType)}" was not successfully created by the Kubernetes API server: roles.rbac.authorization.k8s.io "taken" already exists; use "pulumi import" to bring it under the program, or choose another name`,
        });
        assert.deepEqual((await live(roles, "taken")).rules, role("taken", ["get"]).rules);
    });

    it("refuses fields that the API server does not know", async () => {
        await assert.rejects(
            provider.create(serviceAccountType, { ...serviceAccount("odd"), colour: "red" }),
            {
                details: `resource "${urnOf(serviceAccountType)}" was not successfully created by the Kubernetes API server: ServiceAccount in version "v1" cannot be handled as a ServiceAccount: strict decoding error: unknown field "colour"`,
            },
        );
        await assert.rejects(live(accounts, "odd"));
    });

    it("passes on why the API server refuses an object", async () => {
        const elsewhere = { name: "any", namespace: "hyperpod-ns-nowhere" };

        await assert.rejects(
            provider.create(serviceAccountType, {
                ...serviceAccount("any"),
                metadata: elsewhere,
            }),
            {
                details: `resource "${urnOf(serviceAccountType)}" was not successfully created by the Kubernetes API server: namespaces "hyperpod-ns-nowhere" not found`,
            },
        );
    });

    it("refuses a kind that the API server does not serve", async () => {
        const type = "kubernetes:kubeflow.org/v1:PyTorchJob";

        await assert.rejects(
            provider.create(type, {
                apiVersion: "kubeflow.org/v1",
                kind: "PyTorchJob",
                metadata: { name: "job", namespace },
            }),
            {
                details: `resource "${urnOf(type)}" was not successfully created by the Kubernetes API server: the API server does not serve "kubeflow.org/v1" (status 404: 404 page not found); check the spelling, or install the custom resource definitions that bring it`,
            },
        );
    });

    it("creates nothing at a preview", async () => {
        const inputs = serviceAccount("previewed");

        assert.deepEqual(await provider.create(serviceAccountType, inputs, true), {
            id: "",
            outputs: inputs,
        });
        await assert.rejects(live(accounts, "previewed"));
    });

    it("replaces a binding whose role changes, the old one first", async () => {
        const before = binding("one");
        const after = binding("two");
        const { id } = await provider.create(bindingType, before);

        assert.deepEqual(await provider.diff(bindingType, id, before, after), {
            changed: true,
            changes: ["roleRef"],
            replaces: ["roleRef"],
            deleteBeforeReplace: true,
        });
        await provider.delete(bindingType, id);
        const { outputs } = await provider.create(bindingType, after);
        assert.deepEqual(outputs.roleRef, after.roleRef);
    });

    it("reads an object by its id as the inputs that would make it", async () => {
        const inputs = role("imported", ["watch"], { team: "provided" });
        await provider.create(roleType, inputs);

        assert.deepEqual(await provider.read(roleType, `${namespace}/imported`), {
            id: `${namespace}/imported`,
            inputs,
        });
    });

    it("reads what changed behind its back, and only in what the program said", async () => {
        const inputs = role("drifting", ["get"], { team: "provided" });
        const { id } = await provider.create(roleType, inputs);
        const changed = role("drifting", ["delete"], { team: "other", theirs: "any" });
        await askAsAdministrator(sandbox, {
            method: "PATCH",
            path: `${roles}/drifting`,
            contentType: "application/merge-patch+json",
            body: changed,
        });

        assert.deepEqual(await provider.read(roleType, id, inputs), {
            id,
            inputs: role("drifting", ["delete"], { team: "other" }),
        });
    });

    it("reads that an object is gone", async () => {
        assert.deepEqual(await provider.read(roleType, `${namespace}/never`), {
            id: "",
            inputs: {},
        });
    });

    it("tells a preview what changes without an API server", async () => {
        const offline = await ProviderOnCluster.start();
        const free = "https://127.0.0.1:1";
        await offline.configure({ kubeconfig: deployerKubeconfig(sandbox, free) });
        const before = role("offline", ["get"]);
        const after = role("offline", ["list"]);
        const failures = await offline.check(roleType, after);
        const difference = await offline.diff(roleType, `${namespace}/offline`, before, after);
        const outputs = await offline.update(roleType, `${namespace}/offline`, before, after, true);
        const refusal = await offline.create(roleType, after).catch((error: unknown) => error);
        offline.stop();

        assert.deepEqual(failures, []);
        assert.deepEqual(difference, {
            changed: true,
            changes: ["rules"],
            replaces: [],
            deleteBeforeReplace: false,
        });
        assert.deepEqual(outputs, after);
        assert.equal(
            (refusal as { details: string }).details,
            `resource "${urnOf(roleType)}" was not successfully created by the Kubernetes API server: the Kubernetes API server at "${free}" cannot be reached: connect ECONNREFUSED 127.0.0.1:1`,
        );
    });

    it("passes on why the credential command gives no token", async () => {
        const stranger = await ProviderOnCluster.start();
        const kubeconfig = deployerKubeconfig(sandbox).replace("role/hyperpod", "role/other");
        await stranger.configure({ kubeconfig });
        const refusal = await stranger
            .create(serviceAccountType, serviceAccount("stranger"))
            .catch((error: unknown) => error);
        stranger.stop();

        assert.equal(
            (refusal as { details: string }).details,
            `resource "${urnOf(serviceAccountType)}" was not successfully created by the Kubernetes API server: the kubeconfig's user gets no credentials: aws: an error occurred (AccessDenied) when calling the AssumeRole operation: role "arn:aws:iam::111122223333:role/other-teams-deploy" is not a deploy role of cluster "hyperpod-dev" in this sandbox`,
        );
    });

    it("refuses a server that is not on this machine", async () => {
        const server = "https://ABCDEF.gr7.us-west-2.eks.amazonaws.com";
        const kubeconfig = deployerKubeconfig(sandbox, server);
        const reason = `a sandbox talks to a Kubernetes API server on this machine only, but the server is "${server}"; expected "https://127.0.0.1:<port>"`;

        assert.deepEqual(await provider.checkConfig({ kubeconfig }), [
            { property: "kubeconfig", reason },
        ]);
        await assert.rejects(provider.configure({ kubeconfig }), { details: reason });
    });
});
