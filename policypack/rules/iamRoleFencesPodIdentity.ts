import type { ResourceValidationPolicy } from "@pulumi/policy";
import { documentAt } from "../aws/documentAt";
import { placesByType } from "../aws/documents";
import { nameWithPath, purposesOf } from "../aws/knownRoles";
import type { Purpose } from "../aws/knownRoles";
import { mayBe, registeredIn } from "../aws/registered";
import { statementName } from "../aws/strangers";
import { knownRoles } from "../fact/aws";
import { needs } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import type { Condition, Statement } from "../iam/document";
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
    remediationSteps: `Where the trust policy names "${service}", compare with StringEquals: "aws:RequestTag/eks-cluster-arn", "aws:RequestTag/kubernetes-namespace" and "aws:RequestTag/kubernetes-service-account".`,
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
    // A role that is not for pods at all has a stranger in the service: another policy's finding.
    if (document === undefined || !role.services.includes(service)) {
        return [];
    }
    return document.statements.flatMap((statement, index) =>
        letsPodsIn(statement)
            ? tagFences(role.podIdentity, team).flatMap((fence): readonly Finding[] => {
                  const found = openness(statement.conditions, fence);
                  return found === undefined
                      ? []
                      : [
                            {
                                team,
                                subject,
                                problem: "may be handed to a pod that it is not for",
                                found: `${found} in ${statementName(document, index)}`,
                                wanted: `StringEquals "${fence.tag}" ${fence.wanted}`,
                                fix: "compare the session's tag with the one that this role is for",
                            },
                        ];
              })
            : [],
    );
}

function letsPodsIn({ effect, principals = [] }: Statement): boolean {
    return (
        effect === "Allow" &&
        principals.some(({ type, value }) => type.toLowerCase() === "service" && value === service)
    );
}

interface TagFence {
    readonly tag: string;
    readonly wanted: string;
    readonly admits: (value: string) => boolean;
}

function tagFences(
    known: { readonly clusters: readonly string[]; readonly namespace: string } | undefined,
    team: string | undefined,
): readonly TagFence[] {
    const clusters = known?.clusters ?? [];
    const namespace = known === undefined ? undefined : fill(known.namespace, team);
    return [
        {
            tag: "aws:RequestTag/eks-cluster-arn",
            wanted: anyOf(clusters),
            admits: (value) => clusters.includes(value),
        },
        {
            tag: "aws:RequestTag/kubernetes-namespace",
            wanted: anyOf(namespace === undefined ? [] : [namespace]),
            // Without a team the pattern stands for itself, and no namespace has braces.
            admits: (value) => value === namespace,
        },
        {
            tag: "aws:RequestTag/kubernetes-service-account",
            wanted: 'a service account other than "default"',
            admits: (value) =>
                value !== "default" && /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(value),
        },
    ];
}

/** What leaves the tag open; nothing when a condition fixes it. Conditions hold together. */
function openness(conditions: readonly Condition[], fence: TagFence): string | undefined {
    // Keys have no letter case, a tag's name is part of the key.
    const tests = conditions.filter(({ key }) => key.toLowerCase() === fence.tag.toLowerCase());
    const fixed = tests.filter(({ operator }) => operator === "StringEquals");
    if (fixed.some(({ values }) => values.length > 0 && values.every(fence.admits))) {
        return undefined;
    }
    const [test] = fixed.length > 0 ? fixed : tests;
    return test === undefined
        ? `no condition on "${fence.tag}"`
        : `${test.operator} "${test.key}" ${shown(test.values.length === 1 ? test.values[0] : test.values)}`;
}
