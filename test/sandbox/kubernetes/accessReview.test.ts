import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { namespaceReviewer } from "../../../sandbox/kubernetes/accessReview";
import { askAsAdministrator } from "../../../sandbox/kubernetes/adminApi";
import { askApi } from "../../../sandbox/kubernetes/apiRequest";
import { clusterEndpoint } from "../../../sandbox/kubernetes/clusterAccess";
import { findDeployer } from "../../../sandbox/kubernetes/deployers";
import { createTeamNamespace } from "../../../sandbox/kubernetes/namespaces";
import type { Sandbox } from "../../../sandbox/sandbox";
import { deployer, sharedCluster, temporarySandbox } from "./sharedCluster";

const job = { verb: "create", group: "sagemaker.amazonaws.com", resource: "hyperpodpytorchjobs" };
const scientist = {
    user: "arn:aws:sts::111122223333:assumed-role/hyperpod-review-cluster-access/ada",
    groups: ["hyperpod-ns-review-namespace-level-group"],
};
const rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/hyperpod-ns-review";

describe("namespaceReviewer", function () {
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
        await createTeamNamespace(sandbox, "review");
        await createTeamNamespace(sandbox, "other");
        await askAsAdministrator(sandbox, {
            method: "POST",
            path: `${rbac}/roles`,
            body: {
                apiVersion: "rbac.authorization.k8s.io/v1",
                kind: "Role",
                metadata: { name: "scientist" },
                rules: [{ apiGroups: [job.group], resources: [job.resource], verbs: ["create"] }],
            },
        });
        await askAsAdministrator(sandbox, {
            method: "POST",
            path: `${rbac}/rolebindings`,
            body: {
                apiVersion: "rbac.authorization.k8s.io/v1",
                kind: "RoleBinding",
                metadata: { name: "scientist" },
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "Role",
                    name: "scientist",
                },
                subjects: scientist.groups.map((name) => ({
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "Group",
                    name,
                })),
            },
        });
    });

    const questions = [
        { title: "yes in the own namespace", namespace: "hyperpod-ns-review", expected: true },
        { title: "no in another team's", namespace: "hyperpod-ns-other", expected: false },
        { title: "no in the whole cluster", namespace: "", expected: false },
        {
            title: "no to a resource that the role does not name",
            namespace: "hyperpod-ns-review",
            resource: "secrets",
            expected: false,
        },
        {
            title: "no to a verb that the role does not name",
            namespace: "hyperpod-ns-review",
            verb: "list",
            expected: false,
        },
        {
            title: "no to a user without the group",
            namespace: "hyperpod-ns-review",
            groups: [],
            expected: false,
        },
    ];
    for (const { title, expected, namespace, resource, verb, groups } of questions) {
        it(`says ${title}`, async () => {
            const answer = await namespaceReviewer(sandbox).may(
                { ...scientist, groups: groups ?? scientist.groups },
                {
                    ...job,
                    namespace,
                    resource: resource ?? job.resource,
                    verb: verb ?? job.verb,
                },
            );

            assert.equal(answer, expected);
        });
    }

    it("fails where no cluster runs", async () => {
        const stopped = temporarySandbox();
        stoppedSandboxes.push(stopped);

        await assert.rejects(
            namespaceReviewer(stopped).may(scientist, { ...job, namespace: "default" }),
            {
                message: `the cluster of the sandbox "${stopped.root}" is not running; start it with "hyperpod-teams sandbox up"`,
            },
        );
    });

    it("knows a deploy role as its session with the whole cluster", async () => {
        const { endpoint, certificateAuthorityData } = clusterEndpoint(sandbox);
        const token = findDeployer(sandbox, deployer)?.token ?? "";
        const { status } = await askApi(
            {
                endpoint,
                tls: { ca: Buffer.from(certificateAuthorityData, "base64") },
                headers: { authorization: `Bearer ${token}` },
            },
            {
                method: "POST",
                path: "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                body: { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" },
            },
        );
        const mayEverywhere = await namespaceReviewer(sandbox).may(
            { user: "any", groups: ["hyperpod-teams:deployers"] },
            { verb: "create", group: "", resource: "secrets", namespace: "kube-system" },
        );

        assert.deepEqual(status, {
            userInfo: {
                username: "arn:aws:sts::111122223333:assumed-role/hyperpod-teams-deploy/pulumi",
                uid: deployer.roleArn,
                groups: ["hyperpod-teams:deployers", "system:authenticated"],
            },
        });
        assert.equal(mayEverywhere, true);
    });
});
