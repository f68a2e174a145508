import type { ResourceValidationPolicy } from "@pulumi/policy";
import { classicForms } from "../aws/cloudFormationTypes";
import { cloudControlType, readCloudFormation, stackType } from "../aws/registered";
import { harmlessTypes } from "../fact/aws";
import { needs } from "../facts";
import { anyOf } from "../finding";
import type { Finding } from "../finding";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

const facts = needs({ harmlessTypes });
const types = new Set([cloudControlType, stackType]);

export const cloudControlTypeIsJudged: ResourceValidationPolicy = {
    name: "cloud-control-type-is-judged",
    description:
        "What Cloud Control and CloudFormation make is of a type that the pack reads, or of one that lets nobody in.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Declare the resource with its type of @pulumi/aws, or list its CloudFormation type as one that lets nobody in.",
    url: "https://www.pulumi.com/registry/packages/aws/api-docs/cloudcontrol/resource/",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        ({ type }) => types.has(type),
        (resource, known) => findings(resource, known.harmlessTypes),
    ),
};

function findings(resource: Resource, harmless: readonly string[]): readonly Finding[] {
    const reading = readCloudFormation(resource);
    const wanted =
        resource.type === stackType
            ? "a JSON template without transforms"
            : "a type name and the JSON of its properties";
    if (reading.state === "unknown") {
        return [unknownAtPreview(undefined, `resource "${resource.name}"`, reading.path, wanted)];
    }
    if (reading.state === "unreadable") {
        const finding: Finding = {
            subject: `resource "${resource.name}"`,
            problem: "cannot be judged",
            found: `${reading.found} at "${reading.path}"`,
            wanted,
            fix: "declare the resources with their types of @pulumi/aws",
        };
        return [finding];
    }
    return reading.resources.flatMap(({ name, typeName, properties }): readonly Finding[] =>
        harmless.includes(typeName) || classicForms(typeName, properties) !== undefined
            ? []
            : [
                  {
                      subject: `resource "${name}"`,
                      problem: "is nothing that the policies judge",
                      found: `the type "${typeName}"`,
                      wanted: `a type that the pack reads, or ${anyOf(harmless)}`,
                      fix: "use its type of @pulumi/aws, or have the configuration list it as one that lets nobody in",
                  },
              ],
    );
}
