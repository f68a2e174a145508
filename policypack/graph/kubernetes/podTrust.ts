import { accountOfArn } from "../arn";
import type { Draft } from "../draft";
import { matchesWord } from "../emptiness";
import type { Grant, GraphCondition } from "../graph";
import { denialsOf, withDenials } from "../openDenials";
import { anyOf, holds } from "../sets";

/** What EKS asks for on behalf of a pod. */
export interface PodSession {
    /** Its ARN. */
    readonly cluster: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly role: string;
    readonly target?: string;
    /** Whether the session has tags; not known where that is not known. */
    readonly tagged: boolean | undefined;
}

export const sessionActions = ["sts:AssumeRole", "sts:TagSession"];
const service = "service:pods.eks.amazonaws.com";

type Passing = Pick<Grant, "when" | "undecided" | "denials" | "because">;

/** How the trust of all roles on the way lets EKS through; nothing where it does not. */
export function passing(draft: Draft, session: PodSession): readonly Passing[] {
    const { role, target } = session;
    const context = contextOf(session);
    const first = hop(draft, role, new Set([service, "anyone"]), context);
    if (target === undefined) {
        return first;
    }
    const callers = new Set([role, "anyone", `arn:aws:iam::${accountOfArn(role) ?? ""}:root`]);
    const second = hop(draft, target, callers, {
        ...context,
        "aws:sourceaccount": undefined,
        "sts:externalid": externalId(session),
        "aws:principalarn": role,
        "aws:principalaccount": accountOfArn(role) ?? notTold,
    });
    return first.flatMap((one) =>
        second.map((other) => ({
            when: [...one.when, ...other.when],
            undecided: [...new Set([...one.undecided, ...other.undecided])],
            ...withDenials([...denialsOf(one), ...denialsOf(other)]),
            because: [...one.because, ...other.because],
        })),
    );
}

/** One role taken on, by any of these callers. A role of another stack may let in whomever it likes. */
function hop(
    draft: Draft,
    role: string,
    callers: ReadonlySet<string>,
    context: Context,
): readonly Passing[] {
    if (draft.known(role)?.urn === undefined) {
        const undecided = [`whom role "${role}" trusts is not registered here`];
        return [{ when: [], undecided, because: [] }];
    }
    return draft
        .leadingTo(role, "assume")
        .filter(({ from }) => callers.has(from) || /[*?]/.test(from) || from.startsWith("organi"))
        .flatMap(({ grants }) => grants)
        .filter(({ actions }) => holds(actions, "sts:AssumeRole", { ignoreCase: true }))
        .flatMap((grant) => {
            const answers = grant.when.map((each) => weighed(each, context));
            return answers.includes("fails")
                ? []
                : [{ ...grant, when: grant.when.filter((_, at) => answers[at] !== "holds") }];
        })
        .map(({ when, undecided, because, ...grant }) => ({
            when,
            undecided,
            because,
            // Whichever role on the way it is about, it is in the way of all that lies behind.
            ...withDenials(denialsOf(grant).map((denial) => ({ ...denial, on: anyOf("*") }))),
        }));
}

const notTold = Symbol("not told");

/** By key in lower case: a value, nothing for a key that the request has not, or what is not told. */
type Context = Readonly<Record<string, string | undefined | typeof notTold>>;

/** Each session has these tags; the trust sees them as `aws:RequestTag/…`. */
function contextOf({ cluster, namespace, serviceAccount, tagged }: PodSession): Context {
    const tag = (value: string) =>
        tagged === undefined || /[*?]/.test(value) ? notTold : tagged ? value : undefined;
    return {
        "aws:sourceaccount": accountOfArn(cluster) ?? notTold,
        "aws:sourcearn": /[*?]/.test(cluster) ? notTold : cluster,
        "aws:requesttag/eks-cluster-arn": tag(cluster),
        "aws:requesttag/eks-cluster-name": tag(cluster.slice(cluster.indexOf("/") + 1)),
        "aws:requesttag/kubernetes-namespace": tag(namespace),
        "aws:requesttag/kubernetes-service-account": tag(serviceAccount),
    };
}

function externalId({ cluster, namespace, serviceAccount }: PodSession): string | typeof notTold {
    const [, , , region = "*", account = "*", name = "*"] = cluster.split(":");
    const id = [region, account, name.replace(/^cluster\//, ""), namespace, serviceAccount];
    return id.some((part) => /[*?]/.test(part)) ? notTold : id.join("/");
}

/** Whether a condition holds for the session; undefined where that cannot be told. */
function weighed(
    { operator, key, values }: GraphCondition,
    context: Context,
): "holds" | "fails" | undefined {
    if (!Object.hasOwn(context, key)) {
        return undefined;
    }
    const asked = context[key];
    const [, name, ifExists] =
        /^(StringEquals|StringLike|ArnEquals|ArnLike)(IfExists)?$/.exec(operator) ?? [];
    if (asked === notTold || name === undefined) {
        return undefined;
    }
    if (asked === undefined) {
        return ifExists === undefined ? "fails" : "holds";
    }
    const literal = name === "StringEquals";
    if (values.some((value) => value.includes("${"))) {
        return undefined;
    }
    return values.some((value) => (literal ? value === asked : matchesWord(value, asked)))
        ? "holds"
        : "fails";
}
