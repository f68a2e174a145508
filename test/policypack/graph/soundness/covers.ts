import type {
    AccessGraph,
    Grant,
    GraphCondition,
    GraphEdge,
} from "../../../../policypack/graph/graph";
import { matches } from "../../iam/matches";
import type { Request } from "./requests";

/**
 * Whether a graph has access for a request: read from the graph's plain data alone, with none of what
 * made it. A condition that nobody can hold against the request does not take access away.
 */
export function covers({ edges, nodes }: AccessGraph, request: Request): boolean {
    const account = request.principal.split(":")[4] ?? "";
    const organization = String(request.context["aws:PrincipalOrgID"]);
    const isMeant = (id: string): boolean =>
        id === "anyone" ||
        id === request.principal ||
        id === `organization:${organization}` ||
        // A role whose own policies are registered has edges of its own where its account is let in.
        (id === `arn:aws:iam::${account}:root` &&
            !nodes.some((node) => node.id === request.principal && node.kind === "role")) ||
        (id.startsWith("arn:") && /[*?]/.test(id) && matches(id, request.principal));
    return edges.some((edge) => isMeant(edge.from) && edgeCovers(edge, request));
}

/**
 * Whether the graph is sure of it: by an edge of the principal's own, with nothing left undecided and
 * no condition that nobody can hold against the request.
 */
export function coversForSure({ edges }: AccessGraph, request: Request): boolean {
    return edges.some(
        (edge) =>
            edge.from === request.principal &&
            edgeCovers(
                { ...edge, grants: edge.grants.filter(({ undecided }) => undecided.length === 0) },
                request,
            ),
    );
}

/** The same by the edges of the principal alone, whoever else is let in. */
export function coversByName({ edges }: AccessGraph, request: Request): boolean {
    return edges.some((edge) => edge.from === request.principal && edgeCovers(edge, request));
}

function edgeCovers({ kind, to, via, grants }: GraphEdge, request: Request): boolean {
    const { edge } = request;
    return (
        kind === edge.kind &&
        to === edge.to &&
        (edge.via === undefined || edge.via === via) &&
        grants.some((grant) => grantCovers(grant, request))
    );
}

function grantCovers(grant: Grant, { action, edge, context }: Request): boolean {
    const isIn = ({ actions, on }: Pick<Grant, "actions" | "on">) =>
        inSet(actions, action.toLowerCase(), true) && inSet(on, edge.on, false);
    return (
        isIn(grant) &&
        !grant.except.some(isIn) &&
        grant.when.every((condition) => mayHold(condition, context))
    );
}

function inSet(set: Grant["on"], word: string, ignoreCase: boolean): boolean {
    const fits = (pattern: string) => matches(ignoreCase ? pattern.toLowerCase() : pattern, word);
    return set.some(({ all, none }) => all.every(fits) && !none.some(fits));
}

function mayHold({ operator, key, values }: GraphCondition, context: Request["context"]): boolean {
    const entry = Object.entries(context).find(([name]) => name.toLowerCase() === key);
    const found = entry === undefined ? [] : [entry[1]].flat();
    if (operator === "Null") {
        return (values[0] === "true") === (found.length === 0);
    }
    const name = operator.replace(/^For(Any|All)Values?:/, "").replace(/IfExists$/, "");
    const test = tests[name.replace("Not", "")];
    if (test === undefined || values.some((value) => value.includes("${"))) {
        return true;
    }
    const negated = name.includes("Not");
    if (found.length === 0) {
        return negated || operator.endsWith("IfExists") || operator.startsWith("ForAllValues");
    }
    const passes = (value: string) => values.some((wanted) => test(wanted, value)) !== negated;
    return operator.startsWith("ForAllValues") ? found.every(passes) : found.some(passes);
}

const tests: Readonly<Record<string, (wanted: string, found: string) => boolean>> = {
    StringEquals: (wanted, found) => wanted === found,
    StringLike: matches,
    ArnLike: matches,
    Bool: (wanted, found) => wanted === found.toLowerCase(),
};
