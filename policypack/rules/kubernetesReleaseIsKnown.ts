import { isDeepStrictEqual } from "node:util";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { releases } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { isRelease } from "../kubernetes/object";

const facts = needs({ releases });
type Releases = Known<typeof facts>["releases"];

const subjectOf = (resource: Resource): string => `Helm release "${resource.name}"`;

/** Each input that says which chart it is, and the fact that it is compared with. */
const identity = [
    ["chart", "chart"],
    ["repositoryOpts.repo", "repository"],
    ["version", "version"],
] as const;

/** What makes other objects of the same chart: values in files, and a program that rewrites them. */
const rewriting = ["valueYamlFiles", "postrender"] as const;

export const kubernetesReleaseIsKnown: ResourceValidationPolicy = {
    name: "kubernetes-release-is-known",
    description:
        "A Helm release, whose objects no policy gets to see, is one that somebody has looked through.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Use a Helm chart resource instead, which registers its objects one by one, or have the release listed by chart, repository, version and values.",
    url: "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/choosing-the-right-helm-resource-for-your-use-case/",
    configSchema: facts.schema,
    validateResource: judge(facts, isRelease, (resource, known) =>
        judgeRelease(resource, known.releases),
    ),
};

function judgeRelease(resource: Resource, listed: Releases): readonly Finding[] {
    const subject = subjectOf(resource);
    const wanted = "a chart, repository and version that the configuration lists";
    const inputs = identity.map(([path, fact]) => ({ fact, input: inputAt(resource.props, path) }));
    const unknown = inputs.flatMap(({ input }) =>
        input.state === "unknown" ? [unknownAtPreview(undefined, subject, input.path, wanted)] : [],
    );
    if (unknown.length > 0) {
        return unknown;
    }
    const known = listed.filter((release) =>
        inputs.every(({ fact, input }) => input.state === "known" && input.value === release[fact]),
    );
    if (known.length > 0) {
        return judgeContent(resource, known);
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

/** A chart makes what its values say, roles and bindings included: who looked through it saw these. */
function judgeContent(resource: Resource, known: Releases): readonly Finding[] {
    const subject = subjectOf(resource);
    const values = inputAt(resource.props, "values");
    const wanted = anyOfValues(known);
    if (values.state === "unknown") {
        return [unknownAtPreview(undefined, subject, values.path, wanted)];
    }
    const written = values.state === "known" ? values.value : {};
    const found = [
        ...(known.some((release) => isDeepStrictEqual(release.values ?? {}, written))
            ? []
            : [`values ${shown(written)}`]),
        ...rewriting
            .filter((path) => inputAt(resource.props, path).state !== "absent")
            .map((path) => `something at "${path}"`),
    ];
    return found.map((each) => ({
        subject,
        problem: "makes other objects than those that somebody has looked through",
        found: each,
        wanted,
        fix: "use a chart resource, or have these values looked through and listed",
    }));
}

function anyOfValues(known: Releases): string {
    return [...new Set(known.map(({ values = {} }) => `values ${shown(values)}`))].join(" or ");
}
