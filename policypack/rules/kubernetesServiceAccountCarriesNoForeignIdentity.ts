import type { ResourceValidationPolicy } from "@pulumi/policy";
import { annotatedRoles, namespace } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { KubernetesObject, Kinds } from "../kubernetes/object";
import { roleAnnotation } from "../kubernetes/roleAnnotation";
import { teamNamespace } from "../kubernetes/teamNamespace";
import { fill, match } from "../naming";

const facts = needs({ namespace, annotatedRoles });
type Known = KnownOf<typeof facts>;

export const accountKinds: Kinds = new Set(["core/ServiceAccount", "core/Secret"]);

export const tokenType = "kubernetes.io/service-account-token";

export const kubernetesServiceAccountCarriesNoForeignIdentity: ResourceValidationPolicy = {
    name: "kubernetes-service-account-carries-no-foreign-identity",
    description:
        "A service account stands in a team's namespace, names no role of anybody else's, and has no token that never ends.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Give pods their role by a pod identity association, and let Kubernetes issue tokens that end.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
    configSchema: facts.schema,
    validateResource: judge(facts, isKubernetes, (resource, known) =>
        judgeObjects(resource, accountKinds, (object) =>
            object.kind === "Secret" ? judgeToken(object) : judgeAccount(object, known),
        ),
    ),
};

function judgeAccount(object: KubernetesObject, known: Known): readonly Finding[] {
    const problem = "is an identity outside the teams' namespaces";
    const place = teamNamespace(object, known.namespace, problem);
    const team = place.ok ? place.team : undefined;
    return [
        ...(place.ok ? [] : [place.finding]),
        ...judgeAnnotation(object, team, known.annotatedRoles),
    ];
}

/** The annotation makes the account an IAM role, if the role's trust lets it: two keys, not one. */
function judgeAnnotation(
    object: KubernetesObject,
    team: string | undefined,
    known: readonly string[],
): readonly Finding[] {
    const { subject } = object;
    const wanted =
        known.length === 0 ? "no annotated role" : anyOf(known.map((role) => fill(role, team)));
    const input = object.at("metadata.annotations");
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    const annotations = input.state === "known" && isObject(input.value) ? input.value : {};
    const role = annotations[roleAnnotation];
    const isOwn =
        typeof role === "string" &&
        team !== undefined &&
        known.some((pattern) => match(pattern, role, team) !== undefined);
    if (role === undefined || isOwn) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: "carries an identity that is not its team's",
        found: `annotation "${roleAnnotation}" ${shown(role)}`,
        wanted,
        fix: "leave the annotation out and associate the team's data role",
    };
    return [finding];
}

/** Such a secret is filled with a token of the account it names, good until it is deleted. */
function judgeToken(object: KubernetesObject): readonly Finding[] {
    const { subject } = object;
    const wanted = "no token that is kept";
    const type = object.at("type");
    if (type.state === "unknown") {
        return [unknownAtPreview(undefined, subject, type.path, wanted)];
    }
    if (type.state === "absent" || type.value !== tokenType) {
        return [];
    }
    const finding: Finding = {
        subject,
        problem: "keeps a token that never ends",
        found: `type "${tokenType}"`,
        wanted,
        fix: "let pods use the tokens that Kubernetes mounts and renews",
    };
    return [finding];
}
