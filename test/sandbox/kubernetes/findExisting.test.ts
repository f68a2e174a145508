import * as assert from "node:assert/strict";
import { askAsAdministrator } from "../../../sandbox/kubernetes/adminApi";
import { findExistingObject } from "../../../sandbox/kubernetes/findExisting";
import { createTeamNamespace } from "../../../sandbox/kubernetes/namespaces";
import type { Sandbox } from "../../../sandbox/sandbox";
import { sharedCluster } from "./sharedCluster";

const namespace = "hyperpod-ns-pending";
const type = "kubernetes:core/v1:ServiceAccount";

describe("findExistingObject", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;

    before(async function () {
        this.timeout(1_800_000);
        sandbox = await sharedCluster();
        await createTeamNamespace(sandbox, "pending");
    });

    function account(name: string) {
        const metadata = { name, namespace, labels: { "app.kubernetes.io/managed-by": "us" } };
        return { apiVersion: "v1", kind: "ServiceAccount", metadata };
    }

    function create(name: string, fieldManager: string) {
        return askAsAdministrator(sandbox, {
            method: "POST",
            path: `/api/v1/namespaces/${namespace}/serviceaccounts`,
            query: { fieldManager },
            body: account(name),
        });
    }

    it("finds what a rollout made", async () => {
        await create("training", "pulumi-kubernetes");

        assert.equal(
            await findExistingObject(sandbox, type, account("training")),
            "hyperpod-ns-pending/training",
        );
    });

    it("finds nothing where nothing was made", async () => {
        assert.equal(await findExistingObject(sandbox, type, account("missing")), undefined);
    });

    it("leaves alone what somebody else made", async () => {
        await create("foreign", "kubectl");

        assert.equal(await findExistingObject(sandbox, type, account("foreign")), undefined);
    });
});
