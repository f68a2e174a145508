import assert from "node:assert/strict";
import * as fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { readBootstrap } from "../../../cli/bootstrap";
import { clusterReading } from "../../../model/documents/clusterReading";
import { namespaceRoles } from "../../../model/documents/namespaceRules";
import { ApiRefusal, askApi, type ApiRequest } from "../../../sandbox/kubernetes/apiRequest";
import { startCluster, type RunningCluster } from "../../../sandbox/kubernetes/cluster";
import { clusterEndpoint } from "../../../sandbox/kubernetes/clusterAccess";
import { findDeployer, registerDeployer } from "../../../sandbox/kubernetes/deployers";
import { createTeamNamespace } from "../../../sandbox/kubernetes/namespaces";
import type { Sandbox } from "../../../sandbox/sandbox";
import { audience, permissionSet, teamFixture } from "../../support/teamFixture";
import { exampleEnvironment } from "../../support/example";
import { clusterBinaries, deployer, temporarySandbox } from "./sharedCluster";

const previewer = { ...deployer, roleArn: deployer.roleArn.replace("-deploy", "-preview") };
const namespace = "hyperpod-ns-vision";
const rbac = "/apis/rbac.authorization.k8s.io/v1";

const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "probe" },
    spec: { containers: [{ name: "probe", image: "example.com/probe" }] },
};

function volume(name: string, source: object) {
    const spec = { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteMany"], ...source };
    return { apiVersion: "v1", kind: "PersistentVolume", metadata: { name }, spec };
}

const lustre = { csi: { driver: "fsx.csi.aws.com", volumeHandle: "fs-0123456789abcdef0" } };
const held = "deployers of hyperpod-teams hold this right to grant it, not to use it";

/** The manifest that ships, on a real API server. */
describe("the rights of bootstrap/deployer.yaml", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    let cluster: RunningCluster;

    before(async function () {
        this.timeout(1_800_000);
        sandbox = temporarySandbox();
        await registerDeployer(sandbox, deployer);
        await registerDeployer(sandbox, previewer, ["hyperpod-teams:previewers"]);
        // As where no team has the guard rail "admission".
        const manifest = readBootstrap().manifest.filter(
            ({ metadata }) => (metadata as { name: string }).name !== "hyperpod-teams:guard-rails",
        );
        cluster = await startCluster(sandbox, await clusterBinaries(), { manifest });
        await createTeamNamespace(sandbox, "vision");
        // The server reads a new admission policy a moment after it has taken it; tried out alone, so
        // that nothing has to be taken away again under a policy that may be read by then.
        const tryOut = {
            ...create("/api/v1/namespaces/default/pods", pod),
            query: { dryRun: "All" },
        };
        while (!(await refusal(as(deployer, tryOut))).includes(held)) {
            await sleep(100);
        }
    });

    after(async () => {
        await cluster.stop();
        fs.rmSync(sandbox.root, { recursive: true });
    });

    function as(who: typeof deployer, request: ApiRequest) {
        const { endpoint, certificateAuthorityData } = clusterEndpoint(sandbox);
        const token = findDeployer(sandbox, who)?.token ?? "";
        return askApi(
            {
                endpoint,
                tls: { ca: Buffer.from(certificateAuthorityData, "base64") },
                headers: { authorization: `Bearer ${token}` },
            },
            request,
        );
    }

    const clusterRole = (name: string, rules: readonly object[]) => ({
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name },
        rules,
    });
    const clusterBinding = (name: string, bound: string, groups: readonly string[]) => ({
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        metadata: { name },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: bound },
        subjects: groups.map((group) => ({
            apiGroup: "rbac.authorization.k8s.io",
            kind: "Group",
            name: group,
        })),
    });
    const create = (path: string, body: object): ApiRequest => ({ method: "POST", path, body });

    it("suffice to grant every team its rights", async () => {
        const environment = exampleEnvironment();
        const member = permissionSet(environment, "research", "Somebody");
        const team = teamFixture({
            extraRights: ["exec", "console"],
            audiences: (["scientist", "viewer", "robot"] as const).map((kind) =>
                audience(kind, member),
            ),
        });

        const roles = namespaceRoles(team);
        for (const { name, rules } of roles) {
            const metadata = { name, namespace };
            await as(
                deployer,
                create(`${rbac}/namespaces/${namespace}/roles`, {
                    apiVersion: "rbac.authorization.k8s.io/v1",
                    kind: "Role",
                    metadata,
                    rules,
                }),
            );
            await as(
                deployer,
                create(`${rbac}/namespaces/${namespace}/rolebindings`, {
                    apiVersion: "rbac.authorization.k8s.io/v1",
                    kind: "RoleBinding",
                    metadata,
                    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
                    subjects: [],
                }),
            );
        }

        const reading = clusterReading(team);
        assert.ok(reading);
        await as(
            deployer,
            create(`${rbac}/clusterroles`, clusterRole(reading.name, reading.rules)),
        );
        await as(
            deployer,
            create(
                `${rbac}/clusterrolebindings`,
                clusterBinding(reading.bindingName, reading.name, reading.groups),
            ),
        );

        assert.equal(roles.length > 1, true);
    });

    it("suffice for volumes and service accounts of teams", async () => {
        await as(
            deployer,
            create("/api/v1/persistentvolumes", volume(`${namespace}-scratch`, lustre)),
        );
        await as(
            deployer,
            create(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
                apiVersion: "v1",
                kind: "ServiceAccount",
                metadata: { name: "training" },
            }),
        );
    });

    const role = (rules: readonly object[]) => ({
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "Role",
        metadata: { name: "more" },
        rules,
    });
    const roles = `${rbac}/namespaces/${namespace}/roles`;
    const secrets = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };
    const refused: readonly (readonly [string, ApiRequest, RegExp])[] = [
        [
            "reading secrets",
            { method: "GET", path: `/api/v1/namespaces/${namespace}/secrets` },
            /cannot list resource "secrets"/,
        ],
        [
            "granting more than they have",
            create(roles, role([secrets])),
            /is attempting to grant RBAC permissions not currently held/,
        ],
        [
            "binding administrators",
            create(`${rbac}/namespaces/${namespace}/rolebindings`, {
                apiVersion: "rbac.authorization.k8s.io/v1",
                kind: "RoleBinding",
                metadata: { name: "more" },
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "ClusterRole",
                    name: "cluster-admin",
                },
                subjects: [],
            }),
            /is attempting to grant RBAC permissions not currently held/,
        ],
        ["creating pods", create(`/api/v1/namespaces/${namespace}/pods`, pod), new RegExp(held)],
        [
            "rights outside of teams' namespaces",
            create(`${rbac}/namespaces/kube-system/roles`, role([])),
            /deployers of hyperpod-teams work in namespaces of teams alone/,
        ],
        [
            "running commands in pods",
            create(`/api/v1/namespaces/${namespace}/pods/probe/exec?command=id`, {}),
            new RegExp(held),
        ],
        [
            "cluster roles of others",
            create(`${rbac}/clusterroles`, clusterRole("edit-more", [])),
            /deployers of hyperpod-teams keep cluster roles and bindings of teams alone/,
        ],
        [
            "granting in every namespace what they may grant in one",
            create(`${rbac}/clusterroles`, clusterRole(`${namespace}-secrets`, [secrets])),
            /is attempting to grant RBAC permissions not currently held/,
        ],
        [
            "a token of a service account",
            create(`/api/v1/namespaces/${namespace}/serviceaccounts/default/token`, {
                apiVersion: "authentication.k8s.io/v1",
                kind: "TokenRequest",
                spec: {},
            }),
            /cannot create resource "serviceaccounts\/token"/,
        ],
        [
            "a volume of the node's own disk",
            create(
                "/api/v1/persistentvolumes",
                volume(`${namespace}-disk`, { hostPath: { path: "/" } }),
            ),
            /deployers of hyperpod-teams keep volumes of teams on FSx for Lustre alone/,
        ],
        [
            "writing in every namespace",
            create(
                `${rbac}/clusterroles`,
                clusterRole(`${namespace}-more`, [
                    { apiGroups: [""], resources: ["pods"], verbs: ["create"] },
                ]),
            ),
            /what deployers of hyperpod-teams grant in every namespace is reading alone/,
        ],
        [
            "rights for a group that is no team's",
            create(
                `${rbac}/clusterrolebindings`,
                clusterBinding(`${namespace}-more`, `${namespace}-cluster-role`, [
                    "system:authenticated",
                ]),
            ),
            /deployers of hyperpod-teams bind groups of teams alone/,
        ],
        [
            "a cluster role under a name that is no team's",
            create(`${rbac}/clusterroles`, clusterRole("more", [])),
            /deployers of hyperpod-teams keep cluster roles and bindings of teams alone/,
        ],
        [
            "taking the policy away that holds them",
            {
                method: "DELETE",
                path: "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/hyperpod-teams-deployers",
            },
            /cannot delete resource "validatingadmissionpolicies"/,
        ],
    ];
    for (const [what, request, words] of refused) {
        it(`are not enough for ${what}`, async () => {
            assert.match(await refusal(as(deployer, request)), words);
        });
    }

    it("let previewers read, and not even try a change out", async () => {
        const path = `${rbac}/namespaces/${namespace}/roles`;
        const dryRun = { ...create(path, role([])), query: { dryRun: "All" } };

        assert.match(await refusal(as(previewer, dryRun)), /cannot create resource "roles"/);
        assert.match(
            await refusal(as(previewer, { method: "GET", path: `${path}/not-there` })),
            /roles.rbac.authorization.k8s.io "not-there" not found/,
        );
    });
});

/** The server's words, or nothing where it did what it was asked. */
async function refusal(answer: Promise<unknown>): Promise<string> {
    try {
        await answer;
        return "";
    } catch (error) {
        if (error instanceof ApiRefusal) {
            return error.message;
        }
        throw error;
    }
}
