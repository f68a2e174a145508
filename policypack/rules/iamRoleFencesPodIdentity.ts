import type { ResourceValidationPolicy } from "@pulumi/policy";
import { documentAt } from "../aws/documentAt";
import { placesByType } from "../aws/documents";
import { nameWithPath, purposesOf } from "../aws/knownRoles";
import type { Purpose } from "../aws/knownRoles";
import { knownPrincipals } from "../aws/principals";
import { mayBe, registeredIn } from "../aws/registered";
import { statementName } from "../aws/strangers";
import { knownRoles } from "../fact/aws";
import { needs } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import type { Condition, Statement } from "../iam/document";
import { strangersIn } from "../iam/strangers";
import { judge } from "../judge";
import type { Resource } from "../judge";
import { fill } from "../naming";

const facts = needs({ roles: knownRoles });
const places = placesByType("trust");
const service = "pods.eks.amazonaws.com";

export const iamRoleFencesPodIdentity: ResourceValidationPolicy = {
    name: "iam-role-fences-pod-identity",
    description:
        "A role for pods is fenced to its cluster, its team's namespace and named service accounts.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps: `Where the trust policy names "${service}" or the role that goes on to this one, compare with StringEquals: "aws:RequestTag/eks-cluster-arn", "aws:RequestTag/kubernetes-namespace" and "aws:RequestTag/kubernetes-service-account", or behind another role "sts:ExternalId".`,
    url: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(places), (resource, { roles }) =>
        registeredIn(resource).flatMap((each) => {
            // Roles without a purpose, and documents that cannot be read, are another policy's.
            const input = places.has(each.type) ? nameWithPath(each.props) : undefined;
            const name = input?.state === "known" ? String(input.value) : undefined;
            return name === undefined
                ? []
                : (purposesOf(each, name, roles)
                      .map((purpose) => fenceFindings(each, name, purpose))
                      .find(({ length }) => length > 0) ?? []);
        }),
    ),
};

function fenceFindings(
    resource: Resource,
    name: string,
    { role, team }: Purpose,
): readonly Finding[] {
    const subject = `role "${name}"`;
    const reading = documentAt(
        resource,
        { path: "assumeRolePolicy", required: false },
        { team, subject },
    );
    const { document } = reading;
    if (document === undefined) {
        return [];
    }
    return document.statements.flatMap((statement, index) =>
        fencesFor(statement, role, team).flatMap((fence): readonly Finding[] => {
            const found = openness(statement.conditions, fence);
            return found === undefined
                ? []
                : [
                      {
                          team,
                          subject,
                          problem: "may be handed to a pod that it is not for",
                          found: `${found} in ${statementName(document, index)}`,
                          wanted: `StringEquals "${fence.key}" ${fence.wanted}`,
                          fix: "compare the session's tag with the one that this role is for",
                      },
                  ];
        }),
    );
}

/** What a statement has to fix; nothing for one that lets no pod in. */
function fencesFor(
    statement: Statement,
    { services, trusts, podIdentity }: Purpose["role"],
    team: string | undefined,
): readonly Fence[] {
    const { effect, principals = [], conditions, actions } = statement;
    const isForPods = services.includes(service);
    const admits = (kind: string, value?: string) =>
        principals.some(
            (each) =>
                each.type.toLowerCase() === kind && (value === undefined || each.value === value),
        );
    if (effect !== "Allow") {
        return [];
    }
    // A role that is not for pods at all has a stranger in the service: another policy's finding.
    if (isForPods && admits("service", service)) {
        const account = sourceAccountFence(podIdentity);
        return podIdentity?.isSource === true && openness(conditions, account) === undefined
            ? []
            : tagFences(podIdentity, team);
    }
    // So is any other stranger.
    const known = knownPrincipals(trusts, services);
    const letsStrangersIn = strangersIn({ statements: [statement] }, known, team).length > 0;
    // By itself, tagging lets nobody in.
    const isEntry = !(actions ?? ["*"]).every(
        (action) => action.toLowerCase() === "sts:tagsession",
    );
    if (isForPods || podIdentity === undefined || !isEntry || letsStrangersIn) {
        return [];
    }
    return conditions.some(({ key }) => key.toLowerCase() === "sts:externalid")
        ? [externalIdFence(podIdentity, team)]
        : tagFences(podIdentity, team);
}

interface Fence {
    readonly key: string;
    readonly wanted: string;
    readonly admits: (value: string) => boolean;
}

function tagFences(
    known: Purpose["role"]["podIdentity"],
    team: string | undefined,
): readonly Fence[] {
    const clusters = known?.clusters ?? [];
    const namespace = known === undefined ? undefined : fill(known.namespace, team);
    return [
        {
            key: "aws:RequestTag/eks-cluster-arn",
            wanted: anyOf(clusters),
            admits: (value) => clusters.includes(value),
        },
        {
            key: "aws:RequestTag/kubernetes-namespace",
            wanted: anyOf(namespace === undefined ? [] : [namespace]),
            // Without a team the pattern stands for itself, and no namespace has braces.
            admits: (value) => value === namespace,
        },
        {
            key: "aws:RequestTag/kubernetes-service-account",
            wanted: 'a service account other than "default"',
            admits: isServiceAccount,
        },
    ];
}

/** EKS of the clusters' own accounts, whose associations another policy judges. */
function sourceAccountFence(known: Purpose["role"]["podIdentity"]): Fence {
    const accounts = (known?.clusters ?? []).map((cluster) => cluster.split(":")[4] ?? "");
    return {
        key: "aws:SourceAccount",
        wanted: anyOf(accounts),
        admits: (value) => accounts.includes(value),
    };
}

/** EKS makes it of where a pod is: region, account, cluster, namespace and service account. */
function externalIdFence(
    { clusters, namespace }: NonNullable<Purpose["role"]["podIdentity"]>,
    team: string | undefined,
): Fence {
    const places = clusters.map((cluster) => {
        const [, , , region = "", account = "", name = ""] = cluster.split(":");
        return [region, account, name.replace(/^cluster\//, ""), fill(namespace, team)].join("/");
    });
    return {
        key: "sts:ExternalId",
        wanted: `${anyOf(places)} and a service account other than "default" behind a slash`,
        admits: (value) =>
            places.some(
                (place) =>
                    value.startsWith(`${place}/`) &&
                    isServiceAccount(value.slice(place.length + 1)),
            ),
    };
}

function isServiceAccount(value: string): boolean {
    return value !== "default" && /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(value);
}

/** What leaves the tag open; nothing when a condition fixes it. Conditions hold together. */
function openness(conditions: readonly Condition[], fence: Fence): string | undefined {
    // Keys have no letter case, a tag's name is part of the key.
    const tests = conditions.filter(({ key }) => key.toLowerCase() === fence.key.toLowerCase());
    const fixed = tests.filter(({ operator }) => operator === "StringEquals");
    if (fixed.some(({ values }) => values.length > 0 && values.every(fence.admits))) {
        return undefined;
    }
    const [test] = fixed.length > 0 ? fixed : tests;
    return test === undefined
        ? `no condition on "${fence.key}"`
        : `${test.operator} "${test.key}" ${shown(test.values.length === 1 ? test.values[0] : test.values)}`;
}
