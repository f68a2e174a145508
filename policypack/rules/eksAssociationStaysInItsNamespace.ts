import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mayBe, registeredIn } from "../aws/registered";
import { judgePrincipal } from "../eks/clusterPrincipal";
import { associatedRoles, namespace } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt, isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { fill } from "../naming";

const facts = needs({ associatedRoles, namespace });
type AssociatedRoles = KnownOf<typeof facts>["associatedRoles"];

const types: ReadonlySet<string> = new Set([
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
]);

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
    validateResource: judge(facts, mayBe(types), (resource, known) =>
        registeredIn(resource)
            .filter(({ type }) => types.has(type))
            .flatMap((association) => {
                const subject = `access policy association "${association.name}"`;
                const principal = judgePrincipal(association, subject, known.associatedRoles);
                const { team, roles, findings } = principal;
                const scope = { namespace: fill(known.namespace, team), roles };
                return [...findings, ...judgeScope(association, subject, team, scope)];
            }),
    ),
};

/** What an association may give: a policy of its role's, in its team's namespace. */
interface Allowed {
    readonly namespace: string;
    readonly roles: AssociatedRoles;
}

function judgeScope(
    resource: Resource,
    subject: string,
    team: string | undefined,
    { namespace, roles }: Allowed,
): readonly Finding[] {
    const namespacePolicies = roles.flatMap((each) => each.namespacePolicies).filter(isAssociable);
    const clusterPolicies = roles.flatMap((each) => each.clusterPolicies);
    const wantedScope = `scope "namespace" with namespace "${namespace}"`;
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
    const allowed = type === "cluster" ? clusterPolicies : namespacePolicies;
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
        ...judgeNamespaces(value.namespaces, team, namespace).map((found) =>
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
    namespace: string,
): readonly string[] {
    if (!Array.isArray(namespaces) || namespaces.length === 0) {
        return ["no namespace"];
    }
    // Without a team no namespace is its own: the principal has a finding of its own by then.
    return namespaces
        .filter((each) => team !== undefined && each !== namespace)
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
