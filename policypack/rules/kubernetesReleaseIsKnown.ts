import type { ResourceValidationPolicy } from "@pulumi/policy";
import { releases } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

const facts = needs({ releases });
type Releases = Known<typeof facts>["releases"];

const subjectOf = (resource: Resource): string => `Helm release "${resource.name}"`;

/** Each input that says which chart it is, and the fact that it is compared with. */
const identity = [
    ["chart", "chart"],
    ["repositoryOpts.repo", "repository"],
    ["version", "version"],
] as const;

export const kubernetesReleaseIsKnown: ResourceValidationPolicy = {
    name: "kubernetes-release-is-known",
    description:
        "A Helm release, whose objects no policy gets to see, is one that somebody has looked through.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Use a Helm chart resource instead, which registers its objects one by one, or have the release listed by chart, repository and version.",
    url: "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/choosing-the-right-helm-resource-for-your-use-case/",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        ({ type }) => /^kubernetes:helm\.sh\/[^:]+:Release$/.test(type),
        (resource, known) => judgeRelease(resource, known.releases),
    ),
};

function judgeRelease(resource: Resource, known: Releases): readonly Finding[] {
    const subject = subjectOf(resource);
    const wanted = "a chart, repository and version that the configuration lists";
    const inputs = identity.map(([path, fact]) => ({ fact, input: inputAt(resource.props, path) }));
    const unknown = inputs.flatMap(({ input }) =>
        input.state === "unknown" ? [unknownAtPreview(undefined, subject, input.path, wanted)] : [],
    );
    if (unknown.length > 0) {
        return unknown;
    }
    const isKnown = known.some((release) =>
        inputs.every(({ fact, input }) => input.state === "known" && input.value === release[fact]),
    );
    if (isKnown) {
        return [];
    }
    const found = inputs.map(
        ({ fact, input }) => `${fact} ${shown(input.state === "known" ? input.value : undefined)}`,
    );
    const finding: Finding = {
        subject,
        problem: "makes objects that cannot be judged",
        found: found.join(", "),
        wanted,
        fix: "use a chart resource, which registers each object",
    };
    return [finding];
}
