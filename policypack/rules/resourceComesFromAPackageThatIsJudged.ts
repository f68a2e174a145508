import type { ResourceValidationPolicy } from "@pulumi/policy";
import { copiesOut } from "../aws/copiesOut";
import { isJudgedType } from "../aws/judgedTypes";
import { outOfSight } from "../aws/outOfSight";
import { presentInputs } from "../aws/presentInputs";
import { registeredIn } from "../aws/registered";
import { furtherPackages } from "../fact/aws";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { judge } from "../judge";
import type { Resource } from "../judge";

const facts = needs({ packages: furtherPackages });
type Known = KnownOf<typeof facts>;

/** Which kinds of Kubernetes objects are judged, another policy says, and what a Helm chart may make. */
const judged = ["aws", "kubernetes", "pulumi"];

/**
 * Not every type of AWS can be looked into, and tomorrow there are more. So a type lets somebody in
 * until somebody has said that it does not: a replication copies a bucket, a node group has a door of
 * its own, and any provider may call its package "aws".
 */
export const resourceComesFromAPackageThatIsJudged: ResourceValidationPolicy = {
    name: "resource-comes-from-a-package-that-is-judged",
    description:
        "Every resource is of a package and a type that the pack judges, or of one that the configuration lists with its reason.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Use the type of @pulumi/aws or @pulumi/kubernetes that does the same, or list the package, or the types of it, with the reason why they let nobody in.",
    url: "https://www.pulumi.com/docs/iac/concepts/resources/names/#types",
    configSchema: facts.schema,
    validateResource: judge(facts, isMade, (resource, known) =>
        registeredIn(resource).flatMap((form) => [
            ...typeFindings(form, known),
            ...copyFindings(form),
        ]),
    ),
};

/**
 * Whether a provider makes it. A component has none: it is a name for resources that are registered,
 * and judged, one by one.
 */
function isMade({ type, provider }: Resource): boolean {
    return provider !== undefined || outOfSight.has(type);
}

function typeFindings({ type, name }: Resource, { packages }: Known): readonly Finding[] {
    const [from = ""] = type.split(":");
    const subject = `resource "${name}"`;
    const problem = "is nothing that the policies judge";
    const hidden = outOfSight.get(type);
    if (hidden !== undefined) {
        const finding: Finding = {
            subject,
            problem,
            found: `the type "${type}" (${hidden})`,
            wanted: "the resources themselves",
            fix: "declare one by one what it makes",
        };
        return [finding];
    }
    const isListed = packages.some(
        ({ package: each, types }) => each === from && (types?.includes(type) ?? true),
    );
    if (isListed || (judged.includes(from) && (from !== "aws" || isJudgedType(type)))) {
        return [];
    }
    const finding: Finding = judged.includes(from)
        ? {
              subject,
              problem,
              found: `the type "${type}"`,
              wanted: "a type that the policies judge, or one that the configuration lists",
              fix: "leave it to another program, or have its type listed with the reason why it lets nobody in",
          }
        : {
              subject,
              problem,
              found: `the type "${type}"`,
              wanted: `a type of ${anyOf([...judged, ...packages.map((each) => each.package)])}`,
              fix: "use a judged package, or have the configuration say why this one needs no judging",
          };
    return [finding];
}

function copyFindings(resource: Resource): readonly Finding[] {
    return presentInputs(
        resource,
        copiesOut.get(resource.type) ?? [],
        {
            subject: `resource "${resource.name}"`,
            wanted: "objects that stay behind their bucket's policy",
        },
        (path, value) => ({
            problem: "copies objects to where their bucket's policy does not reach",
            found: `${shown(value)} at "${path}"`,
            fix: "leave copies to another program, which the buckets' owners judge",
        }),
    );
}
