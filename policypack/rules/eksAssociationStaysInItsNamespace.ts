import type { ResourceValidationPolicy } from "@pulumi/policy";
import { judgeClusterName, teamOfPrincipal } from "../clusterPrincipal";
import { needs } from "../facts";
import type { Facts } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt, isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { fill } from "../naming";

const facts = needs(
    "clusterName",
    "clusterAccessRole",
    "namespace",
    "namespacePolicies",
    "clusterPolicies",
);
type Known = Pick<Facts, (typeof facts.keys)[number]>;

// Never, whatever the configuration says: full power over what is in scope, or its secrets.
const forbiddenPolicies = [
    "AmazonEKSAdminPolicy",
    "AmazonEKSClusterAdminPolicy",
    "AmazonEKSAdminViewPolicy",
    "AmazonEKSSecretReaderPolicy",
    "AmazonEKSSecretAdminPolicy",
];

const isAssociable = (name: string): boolean => !forbiddenPolicies.includes(name);

export const eksAssociationStaysInItsNamespace: ResourceValidationPolicy = {
    name: "eks-access-policy-association-stays-in-its-namespace",
    description:
        "An access policy association is scoped to its own team's namespace and carries no administrator's policy.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        'Set accessScope to type "namespace" with the team\'s own namespace written out, and associate a policy that the configuration lists.',
    url: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        (resource) => resource.type === "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        (resource, known) => {
            const subject = `access policy association "${resource.name}"`;
            const principal = teamOfPrincipal(resource, subject, known.clusterAccessRole);
            return [
                ...judgeClusterName(resource, subject, principal.team, known.clusterName),
                ...principal.findings,
                ...judgeScope(resource, subject, principal.team, known),
            ];
        },
    ),
};

function judgeScope(
    resource: Resource,
    subject: string,
    team: string | undefined,
    known: Known,
): readonly Finding[] {
    const namespacePolicies = known.namespacePolicies.filter(isAssociable);
    const wantedScope = `scope "namespace" with namespace "${fill(known.namespace, team)}"`;
    const scope = inputAt(resource.props, "accessScope");
    const policy = inputAt(resource.props, "policyArn");
    const unknown = [
        ...(scope.state === "unknown"
            ? [unknownAtPreview(team, subject, scope.path, wantedScope)]
            : []),
        ...(policy.state === "unknown"
            ? [unknownAtPreview(team, subject, policy.path, anyOf(namespacePolicies))]
            : []),
    ];
    if (unknown.length > 0) {
        return unknown;
    }
    const finding = (problem: string, found: string, wanted: string, fix: string): Finding => ({
        team,
        subject,
        problem,
        found,
        wanted,
        fix,
    });
    const value = scope.state === "known" && isObject(scope.value) ? scope.value : {};
    const type = value.type;
    const policyArn = policy.state === "known" ? policy.value : undefined;
    const policyName = accessPolicyName(policyArn);
    const allowed = type === "cluster" ? known.clusterPolicies : namespacePolicies;
    if (policyName === undefined || !isAssociable(policyName)) {
        return [
            finding(
                "associates a forbidden policy",
                policyName === undefined ? shown(policyArn) : `"${policyName}"`,
                anyOf(namespacePolicies),
                "associate a policy that grants no more than a scientist needs",
            ),
        ];
    }
    if (type === "cluster" && allowed.includes(policyName)) {
        return [];
    }
    if (type !== "namespace") {
        return [
            finding(
                "reaches beyond its namespace",
                `scope ${shown(type)} for "${policyName}"`,
                wantedScope,
                "scope the association to the team's namespace",
            ),
        ];
    }
    return [
        ...(allowed.includes(policyName)
            ? []
            : [
                  finding(
                      "associates a policy that is not known",
                      `"${policyName}"`,
                      anyOf(allowed),
                      "associate a policy that the configuration lists",
                  ),
              ]),
        ...judgeNamespaces(value.namespaces, team, known).map((found) =>
            finding(
                "reaches beyond its namespace",
                found,
                wantedScope,
                "name the team's own namespace, written out, and no other",
            ),
        ),
    ];
}

function judgeNamespaces(
    namespaces: unknown,
    team: string | undefined,
    known: Known,
): readonly string[] {
    if (!Array.isArray(namespaces) || namespaces.length === 0) {
        return ["no namespace"];
    }
    // Without a team no namespace is its own: the principal has a finding of its own by then.
    return namespaces
        .filter((each) => team !== undefined && each !== fill(known.namespace, team))
        .map((each) =>
            typeof each === "string" && /[*?]/.test(each)
                ? `the namespace pattern "${each}"`
                : `namespace ${shown(each)}`,
        );
}

/** The policy's own name, from an ARN that AWS itself owns. */
function accessPolicyName(arn: unknown): string | undefined {
    return typeof arn === "string"
        ? /^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/([A-Za-z0-9]+)$/.exec(arn)?.[1]
        : undefined;
}
