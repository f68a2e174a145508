import { search } from "../access/path";
import { questionOf } from "../access/question";
import { explanationText } from "../access/report/explanation";
import { accountOfArn } from "../policypack/graph/arn";
import type { AccessGraph, GraphNode } from "../policypack/graph/graph";
import { readEstate } from "./accessSource";
import type { AccessSource } from "./accessSource";
import { CommandError } from "./commandError";
import { say } from "./terminal";

export interface Asked {
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly namespace?: string | undefined;
}

/** The way by which somebody may do something, or the reasons why there is none. */
export function explain(source: AccessSource, asked: Asked): void {
    const { graph } = readEstate(source);
    const from = principalIn(graph, asked.principal);
    if (/[*?]/.test(asked.action)) {
        throw new CommandError(
            `"${asked.action}" stands for several actions; ask for one of them, such as "s3:GetObject" or "get"`,
            2,
        );
    }
    const question = questionOf(graph, asked.action, asked.resource, asked.namespace);
    const found = search(graph, from, question);
    const elsewhere = graph.edges.filter((edge) => question.answers(edge).length > 0);
    say(explanationText(graph, found, { who: from.id, what: question.what }, elsewhere));
}

/** Whoever is called so: by id or ARN, or by the name that people use, if only one has it. */
function principalIn(graph: AccessGraph, asked: string): GraphNode {
    const name = roleOfSession(graph, asked);
    const exact = graph.nodes.find(({ id }) => id === name);
    const called = graph.nodes.filter(
        ({ id, label }) => label === name || id.endsWith(`/${name}`) || id === `service:${name}`,
    );
    const [one, ...others] = exact === undefined ? called : [exact];
    if (one !== undefined && others.length === 0) {
        return one;
    }
    if (one !== undefined) {
        const ids = [one, ...others].map(({ id }) => `"${id}"`);
        throw new CommandError(`"${name}" may be any of ${ids.join(", ")}; give one in full`, 2);
    }
    // Whoever no document names may still be among those of an account, or anyone.
    if (/^arn:[^:]*:(iam|sts)::\d{12}:/.test(name)) {
        return {
            id: name,
            kind: "principal",
            label: name.slice(name.lastIndexOf("/") + 1),
            account: accountOfArn(name) ?? "",
        };
    }
    throw new CommandError(
        `no principal "${name}" is registered; give an ARN, or the name of a role, a group, a service account or a cluster user`,
        2,
    );
}

/**
 * The role's ARN where the name is a session's, as CloudTrail and "sts get-caller-identity" tell it:
 * without the role's path, which a registered role says, and Identity Center's are known to have.
 */
function roleOfSession({ nodes }: AccessGraph, name: string): string {
    const [, partition, account, role] =
        /^arn:([^:]*):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(name) ?? [];
    if (partition === undefined || account === undefined || role === undefined) {
        return name;
    }
    const registered = nodes.find(
        ({ id, kind }) =>
            kind === "role" &&
            id.startsWith(`arn:${partition}:iam::${account}:role/`) &&
            id.endsWith(`/${role}`),
    );
    const path = role.startsWith("AWSReservedSSO_") ? "aws-reserved/sso.amazonaws.com/" : "";
    return registered?.id ?? `arn:${partition}:iam::${account}:role/${path}${role}`;
}
