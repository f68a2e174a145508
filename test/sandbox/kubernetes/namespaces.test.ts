import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { askAsAdministrator } from "../../../sandbox/kubernetes/adminApi";
import { createTeamNamespace, deleteTeamNamespace } from "../../../sandbox/kubernetes/namespaces";
import type { Sandbox } from "../../../sandbox/sandbox";
import { sharedCluster, temporarySandbox } from "./sharedCluster";

describe("team namespace", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    const stoppedSandboxes: Sandbox[] = [];

    after(() => {
        for (const { root } of stoppedSandboxes) {
            fs.rmSync(root, { recursive: true });
        }
    });

    before(async function () {
        this.timeout(1_800_000);
        sandbox = await sharedCluster();
    });

    function get(path: string) {
        return askAsAdministrator(sandbox, { method: "GET", path: `/api/v1/namespaces${path}` });
    }

    it("has task governance's name and labels, and a default service account", async () => {
        await createTeamNamespace(sandbox, "labelled");

        const { metadata } = await get("/hyperpod-ns-labelled");
        await get("/hyperpod-ns-labelled/serviceaccounts/default");
        assert.deepEqual((metadata as { labels: unknown }).labels, {
            "kubernetes.io/metadata.name": "hyperpod-ns-labelled",
            "sagemaker.amazonaws.com/activate-quota": "Enabled",
            "sagemaker.amazonaws.com/quota-allocation-id": "labelled",
            "sagemaker.amazonaws.com/sagemaker-managed-queue": "true",
        });
    });

    it("is left as it is when it is made a second time", async () => {
        await createTeamNamespace(sandbox, "twice");
        const { metadata: first } = await get("/hyperpod-ns-twice");
        await createTeamNamespace(sandbox, "twice");

        const { metadata: second } = await get("/hyperpod-ns-twice");
        assert.equal((second as { uid: string }).uid, (first as { uid: string }).uid);
    });

    it("goes with all that is in it", async () => {
        await createTeamNamespace(sandbox, "leaving");
        await askAsAdministrator(sandbox, {
            method: "POST",
            path: "/api/v1/namespaces/hyperpod-ns-leaving/configmaps",
            body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "left" } },
        });
        await deleteTeamNamespace(sandbox, "leaving");

        await assert.rejects(get("/hyperpod-ns-leaving"), {
            message: 'namespaces "hyperpod-ns-leaving" not found',
        });
        await assert.doesNotReject(deleteTeamNamespace(sandbox, "leaving"));
    });

    it("fails where somebody else made the namespace", async () => {
        await askAsAdministrator(sandbox, {
            method: "POST",
            path: "/api/v1/namespaces",
            body: {
                apiVersion: "v1",
                kind: "Namespace",
                metadata: { name: "hyperpod-ns-foreign" },
            },
        });
        const refusal = {
            message:
                'namespace "hyperpod-ns-foreign" was not made by a compute allocation of team "foreign"; remove or rename it first',
        };

        await assert.rejects(createTeamNamespace(sandbox, "foreign"), refusal);
        await assert.rejects(deleteTeamNamespace(sandbox, "foreign"), refusal);
    });

    it("fails where no cluster runs", async () => {
        const stopped = temporarySandbox();
        stoppedSandboxes.push(stopped);

        await assert.rejects(createTeamNamespace(stopped, "vision"), {
            message: `the cluster of the sandbox "${stopped.root}" is not running; start it with "hyperpod-teams sandbox up"`,
        });
    });
});
