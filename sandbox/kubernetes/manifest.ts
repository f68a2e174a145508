import type { Sandbox } from "../sandbox";
import { askAsAdministrator } from "./adminApi";
import { ApiRefusal, type ApiObject } from "./apiRequest";
import { deployersGroup } from "./deployers";
import { nameIn } from "./provider/objectName";
import { PathFinder } from "./provider/objectPaths";

/** For a cluster on which nobody looks at what deployers may do. */
export const everythingForDeployers: ApiObject = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: deployersGroup },
    roleRef: {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "ClusterRole",
        name: "cluster-admin",
    },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: deployersGroup }],
};

/** Applies objects in the administrator's name, as `kubectl apply --server-side` does. */
export async function applyManifest(
    sandbox: Sandbox,
    objects: readonly ApiObject[],
): Promise<void> {
    const paths = new PathFinder({ ask: (request) => askAsAdministrator(sandbox, request) });
    for (const object of objects) {
        const { apiVersion, kind } = object as { apiVersion: string; kind: string };
        const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
        const { object: path } = await paths.pathsOf({ apiVersion, group, kind }, nameIn(object));
        const apply = () =>
            askAsAdministrator(sandbox, {
                method: "PATCH",
                path,
                query: { fieldManager: "hyperpod-teams-sandbox", force: "true" },
                contentType: "application/apply-patch+yaml",
                body: object,
            });
        try {
            await apply();
        } catch (error) {
            if (!(error instanceof ApiRefusal) || error.code !== 422) {
                throw error;
            }
            // What a binding binds to cannot be changed: an older sandbox bound to something else.
            await askAsAdministrator(sandbox, { method: "DELETE", path });
            await apply();
        }
    }
}
