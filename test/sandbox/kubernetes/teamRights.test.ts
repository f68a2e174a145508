import * as assert from "node:assert/strict";
import { questionOf } from "../../../access/question";
import { podSteps } from "../../../cli/verifyInSandbox";
import { clusterReading } from "../../../model/documents/clusterReading";
import { jobLabels } from "../../../model/documents/jobLabels";
import { namespaceRoles } from "../../../model/documents/namespaceRules";
import { audienceGroup } from "../../../model/names";
import type { Team } from "../../../model/team";
import { podProbes } from "../../../model/testPod/podProbes";
import { testPod } from "../../../model/testPod/testPod";
import { buildGraph } from "../../../policypack/graph/build";
import { askAsAdministrator } from "../../../sandbox/kubernetes/adminApi";
import { createTeamNamespace } from "../../../sandbox/kubernetes/namespaces";
import { podAdmission } from "../../../sandbox/kubernetes/podAdmission";
import type { Sandbox } from "../../../sandbox/sandbox";
import { exampleEnvironment } from "../../support/example";
import { clusterArn, rbac as registered } from "../../support/graphLines";
import { audience, permissionSet, teamFixture } from "../../support/teamFixture";
import { sharedCluster } from "./sharedCluster";

const environment = exampleEnvironment();
const rbac = "rbac.authorization.k8s.io";
const apis = `/apis/${rbac}/v1`;

/** One team a test: each with viewers, so that every group is bound. */
function teamNamed(name: string, overrides: Partial<Team> = {}): Team {
    return teamFixture({
        name,
        physicalName: name,
        audiences: [
            audience("scientist", permissionSet(environment, "research", "Scientist")),
            audience("viewer", permissionSet(environment, "research", "Viewer")),
        ],
        ...overrides,
    });
}

const teams = {
    plain: teamNamed("rights-plain"),
    exec: teamNamed("rights-exec", { extraRights: ["exec"] }),
};

/** `group/resource/subresource name @namespace`; what is missing is not part of the question. */
const own = "hyperpod-ns-rights-plain";
const other = "hyperpod-ns-rights-exec";

/** Who may do it all: submitters, viewers, submitters with "exec" in their own namespace. */
const table: readonly (readonly [verb: string, what: string, where: string, who: string])[] = [
    ["create", "sagemaker.amazonaws.com/hyperpodpytorchjobs", own, "submitters"],
    ["list", "sagemaker.amazonaws.com/hyperpodpytorchjobs", own, "submitters, viewers"],
    ["create", "sagemaker.amazonaws.com/hyperpodpytorchjobs", other, "nobody"],
    ["list", "sagemaker.amazonaws.com/hyperpodpytorchjobs", other, "nobody"],
    ["list", "sagemaker.amazonaws.com/hyperpodpytorchjobs", "", "nobody"],
    ["patch", "kubeflow.org/pytorchjobs", own, "submitters"],
    ["delete", "kubeflow.org/mpijobs", own, "submitters"],
    ["create", "ray.io/rayclusters", own, "submitters"],
    ["create", "ray.io/rayjobs", own, "submitters"],
    ["get", "ray.io/rayclusters", own, "submitters, viewers"],
    ["create", "batch/jobs", own, "submitters"],
    ["create", "/pods", own, "submitters"],
    ["create", "/pods", other, "nobody"],
    ["list", "/pods", own, "submitters, viewers"],
    ["list", "/pods", "", "nobody"],
    ["get", "/pods/log", own, "submitters, viewers"],
    ["get", "/pods/log", other, "nobody"],
    ["list", "/events", own, "submitters, viewers"],
    ["create", "/pods/exec", own, "nobody"],
    ["get", "/pods/exec", own, "nobody"],
    ["create", "/pods/attach", own, "nobody"],
    ["create", "/pods/portforward", own, "nobody"],
    ["update", "/pods/ephemeralcontainers", own, "nobody"],
    ["get", "/secrets", own, "nobody"],
    ["list", "/secrets", own, "nobody"],
    ["create", "/serviceaccounts/token", own, "nobody"],
    ["impersonate", "/serviceaccounts", own, "nobody"],
    ["impersonate", "/groups", "", "nobody"],
    ["escalate", `${rbac}/roles`, own, "nobody"],
    ["bind", `${rbac}/roles`, own, "nobody"],
    ["create", `${rbac}/rolebindings`, own, "nobody"],
    ["create", "networking.k8s.io/networkpolicies", own, "nobody"],
    ["delete", "networking.k8s.io/networkpolicies", own, "nobody"],
    ["list", "kueue.x-k8s.io/workloads", own, "submitters, viewers"],
    ["patch", "kueue.x-k8s.io/workloads", own, "nobody"],
    ["update", "kueue.x-k8s.io/localqueues", own, "nobody"],
    ["list", "/namespaces", "", "submitters, viewers"],
    ["patch", "/namespaces", own, "nobody"],
    ["list", "/nodes", "", "submitters, viewers"],
    ["get", "/nodes/proxy", "", "nobody"],
    ["get", `kueue.x-k8s.io/clusterqueues ${own}-clusterqueue`, "", "submitters, viewers"],
    ["get", `kueue.x-k8s.io/clusterqueues ${other}-clusterqueue`, "", "nobody"],
    ["list", "kueue.x-k8s.io/clusterqueues", "", "nobody"],
    ["patch", `kueue.x-k8s.io/clusterqueues ${own}-clusterqueue`, "", "nobody"],
    ["list", "kueue.x-k8s.io/workloadpriorityclasses", "", "submitters, viewers"],
    ["update", "kueue.x-k8s.io/workloadpriorityclasses", "", "nobody"],
];

/** What the model decides, asked of the API server that has to carry it out. */
describe("what a team's groups may do on the API server", function () {
    this.timeout(120_000);
    let sandbox: Sandbox;

    before(async function () {
        this.timeout(1_800_000);
        sandbox = await sharedCluster();
        for (const team of Object.values(teams)) {
            await createTeamNamespace(sandbox, team.name);
            await setUp(team);
        }
    });

    async function post(path: string, kind: string, name: string, rest: object): Promise<void> {
        await askAsAdministrator(sandbox, {
            method: "POST",
            path: `${apis}/${path}`,
            body: { apiVersion: `${rbac}/v1`, kind, metadata: { name }, ...rest },
        });
    }

    async function setUp(team: Team): Promise<void> {
        const bound = (kind: string, name: string, groups: readonly string[]) => ({
            roleRef: { apiGroup: rbac, kind, name },
            subjects: groups.map((group) => ({ apiGroup: rbac, kind: "Group", name: group })),
        });
        const inNamespace = `namespaces/hyperpod-ns-${team.name}`;
        for (const { name, kind, rules } of namespaceRoles(team)) {
            const groups = [audienceGroup(team.name, kind)];
            await post(`${inNamespace}/roles`, "Role", name, { rules });
            const binding = bound("Role", name, groups);
            await post(`${inNamespace}/rolebindings`, "RoleBinding", name, binding);
        }
        const reading = clusterReading(team);
        assert.ok(reading !== undefined);
        const { name, bindingName, rules, groups } = reading;
        await post("clusterroles", "ClusterRole", name, { rules });
        const binding = bound("ClusterRole", name, groups);
        await post("clusterrolebindings", "ClusterRoleBinding", bindingName, binding);
    }

    async function may(
        group: string,
        verb: string,
        what: string,
        namespace: string,
    ): Promise<boolean> {
        const [path = "", name = ""] = what.split(" ");
        const [apiGroup = "", resource = "", subresource = ""] = path.split("/");
        const { status } = await askAsAdministrator(sandbox, {
            method: "POST",
            path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            body: {
                apiVersion: "authorization.k8s.io/v1",
                kind: "SubjectAccessReview",
                spec: {
                    user: "arn:aws:sts::111122223333:assumed-role/hyperpod-rights/ada",
                    groups: [group, "system:authenticated"],
                    resourceAttributes: {
                        verb,
                        group: apiGroup,
                        resource,
                        subresource,
                        name,
                        namespace,
                    },
                },
            },
        });
        return (status as { readonly allowed?: boolean }).allowed === true;
    }

    const audiences = {
        submitters: audienceGroup(teams.plain.name, "scientist"),
        viewers: audienceGroup(teams.plain.name, "viewer"),
    };

    for (const [verb, what, where, expected] of table) {
        const place = where === "" ? "the whole cluster" : `namespace "${where}"`;
        it(`lets ${expected} ${verb} ${what} in ${place}`, async () => {
            const allowed = await Promise.all(
                Object.entries(audiences).map(async ([name, group]) =>
                    (await may(group, verb, what, where)) ? [name] : [],
                ),
            );

            assert.equal(allowed.flat().join(", ") || "nobody", expected);
        });
    }

    it("lets submitters with the right run commands in their own pods, and viewers never", async () => {
        const groups = [
            audienceGroup(teams.exec.name, "scientist"),
            audienceGroup(teams.exec.name, "viewer"),
        ];
        const asked = groups.flatMap((group) =>
            [other, own].flatMap((namespace) =>
                ["pods/exec", "pods/attach", "pods/portforward"].map((what) =>
                    may(group, "create", `/${what}`, namespace),
                ),
            ),
        );

        const [ownExec, ...everythingElse] = await Promise.all(asked);

        assert.equal(ownExec, true);
        assert.deepEqual([...new Set(everythingElse)], [false]);
    });

    it("lets scientists make the team's test pod at home and nowhere else", async () => {
        await askAsAdministrator(sandbox, {
            method: "POST",
            path: `/api/v1/namespaces/${own}/serviceaccounts`,
            body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "training" } },
        });
        const { plain, exec } = teams;
        const settings = { suffix: "dry-run", image: "example.com/aws", timeoutSeconds: 60 };
        const pod = testPod(plain, podProbes(plain, [exec]), jobLabels(plain, []), settings);

        const steps = await podSteps(podAdmission(sandbox), plain, [exec], pod);

        const forbidden = `pods is forbidden: User "arn:aws:sts::111122223333:assumed-role/hyperpod-rights-plain-cluster-access/verify" cannot create resource "pods" in API group "" in the namespace "${other}"`;
        assert.deepEqual(steps, [
            {
                question: `may its scientists create the test pod in namespace "${own}"?`,
                expected: true,
                answer: true,
                because: "the API server would let it in",
            },
            {
                question: 'may they create it in the namespace of team "rights-exec"?',
                expected: false,
                answer: false,
                because: forbidden,
            },
        ]);
    });

    it("is what an access graph says of the same objects, for rules drawn at random", async () => {
        const drawn = randomBindings(own);
        for (const { path, kind, name, rest } of drawn) {
            await post(path, kind, name, rest);
        }
        const graph = buildGraph(
            drawn.map(({ kind, name, rest }) => registered(kind, name, rest, own)),
        );
        const questions = drawnGroups.flatMap((group) =>
            drawnResources.flatMap(([apiGroup, resource]) =>
                drawnVerbs.flatMap((verb) =>
                    [own, other, ""].map((namespace) => ({
                        group,
                        apiGroup,
                        resource,
                        verb,
                        namespace,
                    })),
                ),
            ),
        );

        const answers = await Promise.all(
            questions.map(async ({ group, apiGroup, resource, verb, namespace }) => {
                const [plural = "", part] = resource.split("/");
                const named = `${plural}${apiGroup === "" ? "" : `.${apiGroup}`}${part === undefined ? "" : `/${part}`}`;
                const question = questionOf(graph, verb, named, namespace || undefined);
                const inGraph = graph.edges.some(
                    (edge) =>
                        edge.from === `group:${clusterArn}/${group}` &&
                        question.answers(edge).some(({ undecided }) => undecided.length === 0),
                );
                const allowed = await may(group, verb, `${apiGroup}/${resource}`, namespace);
                return { what: `${group} ${verb} ${named} ${namespace}`, inGraph, allowed };
            }),
        );

        assert.deepEqual(
            answers.filter(({ inGraph, allowed }) => inGraph !== allowed),
            [],
        );
        assert.deepEqual(new Set(answers.map(({ allowed }) => allowed)), new Set([true, false]));
    });
});

const drawnGroups = ["drawn-0", "drawn-1", "drawn-2", "drawn-3", "drawn-4", "drawn-5"];
const drawnVerbs = ["get", "create", "delete"];
const drawnResources = [
    ["", "pods"],
    ["", "pods/exec"],
    ["apps", "deployments"],
    ["apps", "deployments/scale"],
    ["kubeflow.org", "pytorchjobs"],
] as const;

/** Roles and bindings of six groups; the same in every run. */
function randomBindings(namespace: string) {
    let state = 7;
    const below = (limit: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
    };
    const some = (from: readonly string[]) => {
        const chosen = from.filter(() => below(3) === 0);
        return chosen.length === 0 ? [from[below(from.length)] ?? ""] : chosen;
    };
    const rule = () => ({
        apiGroups: some(["", "apps", "kubeflow.org", "*"]),
        resources: some(["pods", "pods/exec", "deployments", "*/scale", "pytorchjobs", "*"]),
        verbs: some(["get", "create", "delete", "*"]),
    });
    return drawnGroups.flatMap((group) => {
        const isLocal = below(2) === 0;
        const kind = isLocal ? "Role" : "ClusterRole";
        const binding = isLocal || below(2) === 0 ? "RoleBinding" : "ClusterRoleBinding";
        const pathOf = (of: string) =>
            of.startsWith("Cluster")
                ? `${of.toLowerCase()}s`
                : `namespaces/${namespace}/${of.toLowerCase()}s`;
        return [
            { path: pathOf(kind), kind, name: group, rest: { rules: [rule(), rule()] } },
            {
                path: pathOf(binding),
                kind: binding,
                name: group,
                rest: {
                    roleRef: { apiGroup: rbac, kind, name: group },
                    subjects: [{ apiGroup: rbac, kind: "Group", name: group }],
                },
            },
        ];
    });
}
