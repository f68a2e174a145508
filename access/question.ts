import { holds } from "../policypack/graph/sets";
import { matchesWord } from "../policypack/graph/emptiness";
import type { AccessGraph, Grant, GraphEdge, GraphNode } from "../policypack/graph/graph";

/** What somebody wants to do, as far as edges answer it. */
export interface Question {
    /** What it is about, in words for people. */
    readonly what: string;
    /** The grants of an edge that allow it. */
    answers(edge: GraphEdge): readonly Grant[];
    /** Whether an edge is about the same thing, whatever it allows. */
    concerns(edge: GraphEdge): boolean;
}

/** `s3:GetObject` on an ARN or `s3://bucket/key`, or a verb on `resource.group` in a namespace. */
export function questionOf(
    graph: AccessGraph,
    action: string,
    resource: string,
    namespace: string | undefined,
): Question {
    return action.includes(":")
        ? awsQuestion(action, resource)
        : kubernetesQuestion(graph, action, resource, namespace);
}

function kubernetesQuestion(
    graph: AccessGraph,
    verb: string,
    resource: string,
    namespace: string | undefined,
): Question {
    const [, plural = resource, group = "", part = ""] =
        /^([^./]+)(?:\.([^/]+))?(\/.+)?$/.exec(resource) ?? [];
    const on = resource.startsWith("/") ? `url:${resource}` : `${group}/${plural}${part}`;
    const places = new Set(
        graph.nodes.filter((node) => isPlace(node, namespace)).map(({ id }) => id),
    );
    const concerns = ({ kind, to }: GraphEdge) => kind === "kubernetes" && places.has(to);
    return {
        what: `${verb} "${resource}" ${namespace === undefined ? "in the cluster" : `in namespace "${namespace}"`}`,
        concerns,
        answers: (edge) =>
            concerns(edge) ? edge.grants.filter((grant) => allows(grant, verb, [on])) : [],
    };
}

/** A cluster is all of its namespaces, and a pattern is those that it matches. */
function isPlace({ kind, label }: GraphNode, namespace: string | undefined): boolean {
    return (
        kind === "cluster" ||
        (kind === "namespace" && namespace !== undefined && matchesWord(label, namespace))
    );
}

function awsQuestion(action: string, resource: string): Question {
    const { bucket, accessPoint, key } = s3Parts(resource);
    const isS3 = bucket !== undefined || accessPoint !== undefined;
    const words = isS3
        ? key === undefined
            ? ["bucket", "prefix/"]
            : [`object/${key}`, `prefix/${key}`]
        : [resource];
    const concerns = (edge: GraphEdge) =>
        isS3
            ? edge.kind === "data" &&
              (accessPoint === undefined
                  ? edge.to.endsWith(`:s3:::${bucket ?? ""}`)
                  : edge.via === accessPoint)
            : edge.to === resource ||
              edge.grants.some((grant) => grant.on.length > 0 && holds(grant.on, resource));
    return {
        what: `${action} on "${resource}"`,
        concerns,
        answers: (edge) =>
            concerns(edge) ? edge.grants.filter((grant) => allows(grant, action, words)) : [],
    };
}

function s3Parts(resource: string): {
    readonly bucket?: string;
    readonly accessPoint?: string;
    readonly key?: string;
} {
    const [, accessPoint, object] =
        /^(arn:[^:]*:s3:[^:]+:\d{12}:accesspoint\/[^/]+)(?:\/object\/(.*))?$/s.exec(resource) ?? [];
    if (accessPoint !== undefined) {
        return object === undefined ? { accessPoint } : { accessPoint, key: object };
    }
    const [, bucket, key] = /^(?:s3:\/\/|arn:[^:]*:s3:::)([^/]+)(?:\/(.*))?$/s.exec(resource) ?? [];
    return { ...(bucket === undefined ? {} : { bucket }), ...(key === undefined ? {} : { key }) };
}

function allows(grant: Grant, action: string, on: readonly string[]): boolean {
    const options = { ignoreCase: action.includes(":") };
    return on.some(
        (word) =>
            holds(grant.actions, action, options) &&
            holds(grant.on, word) &&
            !grant.except.some(
                (denied) => holds(denied.actions, action, options) && holds(denied.on, word),
            ),
    );
}
