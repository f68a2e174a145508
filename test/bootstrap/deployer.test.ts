import assert from "node:assert/strict";
import { readBootstrap } from "../../cli/bootstrap";
import { clusterReading } from "../../model/documents/clusterReading";
import { namespaceRoles } from "../../model/documents/namespaceRules";
import { audience, permissionSet, teamFixture } from "../support/teamFixture";
import { exampleEnvironment } from "../support/example";

interface Rule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
}

/** What the program itself keeps, beside what it grants. */
const kept = new Set([
    "rbac.authorization.k8s.io/roles",
    "rbac.authorization.k8s.io/rolebindings",
    "rbac.authorization.k8s.io/clusterroles",
    "rbac.authorization.k8s.io/clusterrolebindings",
    "/serviceaccounts",
    "/persistentvolumes",
    "/persistentvolumeclaims",
    "networking.k8s.io/networkpolicies",
]);
const keptForGuardRails = [
    "admissionregistration.k8s.io/validatingadmissionpolicies",
    "admissionregistration.k8s.io/validatingadmissionpolicybindings",
];

function rightsOf(rules: readonly Rule[]): ReadonlySet<string> {
    return new Set(
        rules.flatMap(({ apiGroups, resources, verbs }) =>
            apiGroups.flatMap((group) =>
                resources.flatMap((resource) =>
                    verbs.map((verb) => `${verb} ${group}/${resource}`),
                ),
            ),
        ),
    );
}

function roleRules(name: string): readonly Rule[] {
    const role = readBootstrap().manifest.find(
        ({ kind, metadata }) =>
            kind === "ClusterRole" && (metadata as { name: string }).name === name,
    );
    return (role as { readonly rules: readonly Rule[] }).rules;
}

/** Every right that some team may be granted, in whichever mode. */
function grantable(): ReadonlySet<string> {
    const environment = exampleEnvironment();
    const member = permissionSet(environment, "research", "Somebody");
    const audiences = (["scientist", "viewer", "robot"] as const).map((kind) =>
        audience(kind, member),
    );
    const modes = ["group", "hyperpod-policies", "edit-policy"] as const;
    return rightsOf(
        modes.flatMap((clusterAccess) => {
            const team = teamFixture({ audiences, clusterAccess, extraRights: ["exec"] });
            return [
                ...namespaceRoles(team).flatMap(({ rules }) => rules),
                ...(clusterReading(team)?.rules ?? []),
            ];
        }),
    );
}

describe("the deployers' rights in the cluster", () => {
    it("hold every right that a team is granted, for the API server lets nobody grant another", () => {
        const held = rightsOf(roleRules("hyperpod-teams:deployers"));

        assert.deepEqual(
            [...grantable()].filter((right) => !held.has(right)),
            [],
        );
    });

    it("hold nothing beyond that but what the program keeps", () => {
        const granted = grantable();

        assert.deepEqual(
            [...rightsOf(roleRules("hyperpod-teams:deployers"))]
                .filter((right) => !granted.has(right))
                .filter((right) => !kept.has(right.replace(/^\w+ /, ""))),
            [],
        );
    });

    it("let previewers read what the program keeps, and nothing else", () => {
        assert.deepEqual(
            [...rightsOf(roleRules("hyperpod-teams:previewers"))].sort(),
            [...kept, ...keptForGuardRails].map((kind) => `get ${kind}`).sort(),
        );
    });
});
