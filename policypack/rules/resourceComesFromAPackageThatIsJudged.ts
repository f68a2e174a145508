import type { ResourceValidationPolicy } from "@pulumi/policy";
import { furtherPackages } from "../fact/aws";
import { needs } from "../facts";
import { anyOf } from "../finding";
import type { Finding } from "../finding";
import { judge } from "../judge";
import type { Resource } from "../judge";

const facts = needs({ packages: furtherPackages });
const judged = ["aws", "kubernetes", "pulumi"];

/**
 * Types of judged packages that make resources out of what the pack does not see. A Helm release is
 * another policy's: its chart may be known.
 */
const outOfSight: ReadonlyMap<string, string> = new Map([
    ["aws:cloudformation/stackSet:StackSet", "a template for other accounts"],
    ["aws:cloudformation/stackSetInstance:StackSetInstance", "a template for other accounts"],
    ["aws:cloudformation/stackInstances:StackInstances", "a template for other accounts"],
    [
        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
        "a template of a repository",
    ],
    ["aws:servicecatalog/provisionedProduct:ProvisionedProduct", "a template of a catalog"],
]);

export const resourceComesFromAPackageThatIsJudged: ResourceValidationPolicy = {
    name: "resource-comes-from-a-package-that-is-judged",
    description:
        "Every resource is of a package whose types the pack judges, or of one that the configuration lists with its reason.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Use the type of @pulumi/aws or @pulumi/kubernetes that does the same, or list the package with the reason why it lets nobody in.",
    url: "https://www.pulumi.com/docs/iac/concepts/resources/names/#types",
    configSchema: facts.schema,
    validateResource: judge(facts, isMade, ({ type, name }, { packages }) => {
        const [from = ""] = type.split(":");
        const known = [...judged, ...packages.map((each) => each.package)];
        const hidden = outOfSight.get(type);
        const finding: Finding = {
            subject: `resource "${name}"`,
            problem: "is nothing that the policies judge",
            found: hidden === undefined ? `the type "${type}"` : `the type "${type}" (${hidden})`,
            wanted: hidden === undefined ? `a type of ${anyOf(known)}` : "the resources themselves",
            fix:
                hidden === undefined
                    ? "use a judged package, or have the configuration say why this one needs no judging"
                    : "declare one by one what it makes",
        };
        return known.includes(from) && hidden === undefined ? [] : [finding];
    }),
};

/**
 * Whether a provider makes it. A component has none: it is a name for resources that are registered,
 * and judged, one by one.
 */
function isMade({ type, provider }: Resource): boolean {
    return provider !== undefined || outOfSight.has(type);
}
