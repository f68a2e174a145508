import type { ResourceValidationPolicy } from "@pulumi/policy";
import { needs } from "../facts";
import { judge } from "../judge";
import type { Resource } from "../judge";
import { isGroup } from "../kubernetes/object";

const facts = needs({});

export const resourceRunsOnAnExplicitProvider: ResourceValidationPolicy = {
    name: "resource-runs-on-an-explicit-provider",
    description: "A resource of AWS or Kubernetes runs on a provider that the program names.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        'Pass a provider, and set "pulumi:disable-default-providers" so that the engine makes none by itself.',
    url: "https://www.pulumi.com/docs/iac/concepts/resources/providers/#disabling-default-providers",
    configSchema: facts.schema,
    validateResource: judge(facts, isMadeByAProvider, ({ type, name, provider }) =>
        provider !== undefined && !isDefault(provider.name)
            ? []
            : [
                  {
                      subject: `resource "${name}" (${type})`,
                      problem: "runs wherever the credentials of the moment lead",
                      found:
                          provider === undefined
                              ? "no provider"
                              : `the default provider "${provider.name}"`,
                      wanted: "a provider that the program names",
                      fix: "pass one to the resource or to what contains it",
                  },
              ],
    ),
};

function isMadeByAProvider(resource: Resource): boolean {
    return /^(aws|aws-native|kubernetes):/.test(resource.type) && !isGroup(resource);
}

/** The engine calls those that it makes by itself "default", with a version or without. */
export function isDefault(providerName: string): boolean {
    return /^default($|_)/.test(providerName);
}
