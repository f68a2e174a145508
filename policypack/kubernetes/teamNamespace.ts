import { shown } from "../finding";
import type { Finding } from "../finding";
import { unknownAtPreview } from "../judge";
import { teamIn } from "../naming";
import type { KubernetesObject } from "./object";

export type TeamNamespace =
    | { readonly ok: true; readonly team: string; readonly namespace: string }
    | { readonly ok: false; readonly finding: Finding };

/** Whose a namespaced object is: its namespace says so, by the configured pattern. */
export function teamNamespace(
    object: KubernetesObject,
    pattern: string,
    problem = "grants rights outside the teams' namespaces",
): TeamNamespace {
    const { subject } = object;
    const input = object.at("metadata.namespace");
    const wanted = `a team's namespace "${pattern}"`;
    if (input.state === "unknown") {
        return { ok: false, finding: unknownAtPreview(undefined, subject, input.path, wanted) };
    }
    const namespace = input.state === "known" ? input.value : undefined;
    const team = typeof namespace === "string" ? teamIn([pattern], namespace) : undefined;
    if (typeof namespace === "string" && team !== undefined) {
        return { ok: true, team, namespace };
    }
    const found = namespace === undefined ? "no namespace" : `namespace ${shown(namespace)}`;
    return {
        ok: false,
        finding: {
            subject,
            problem,
            found,
            wanted,
            fix: "put it into the namespace of the team that it serves",
        },
    };
}
