import type { ResourceValidationPolicy } from "@pulumi/policy";
import { boundAccount } from "../aws/boundAccount";
import { homeOf, isPlaced } from "../aws/homes";
import { accounts } from "../fact/stack";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { match } from "../naming";
import { isDefault } from "./resourceRunsOnAnExplicitProvider";

const facts = needs({ accounts });
type Accounts = Known<typeof facts>["accounts"];
const providerType = "pulumi:providers:aws";

export const resourceStandsInItsAccount: ResourceValidationPolicy = {
    name: "resource-stands-in-its-account",
    description:
        "An AWS provider is bound to one known account, and what has its account stands in that one.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Set allowedAccountIds of each provider to the one account that it serves, and pass the provider of the account that the resource belongs to.",
    url: "https://www.pulumi.com/registry/packages/aws/api-docs/provider/#allowedaccountids_nodejs",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        ({ type }) => type === providerType || isPlaced(type),
        (resource, known) =>
            resource.type === providerType
                ? judgeProvider(resource, known.accounts)
                : judgePlace(resource, known.accounts),
    ),
};

function judgeProvider(resource: Resource, known: Accounts): readonly Finding[] {
    const subject = `AWS provider "${resource.name}"`;
    const wanted = `allowedAccountIds with one of ${anyOf(known.map(({ account }) => account))}`;
    const bound = boundAccount(resource.props);
    // Whatever runs on a default provider is reported for that; nobody wrote the provider itself.
    if (isDefault(resource.name) || known.some(({ account }) => account === bound.account)) {
        return [];
    }
    return bound.unknown === undefined
        ? [
              {
                  subject,
                  problem: "is not bound to one known account",
                  found: bound.found ?? `account ${shown(bound.account)}`,
                  wanted,
                  fix: "name the one account that it serves",
              },
          ]
        : [unknownAtPreview(undefined, subject, bound.unknown, wanted)];
}

function judgePlace(resource: Resource, known: Accounts): readonly Finding[] {
    const { account } = boundAccount(resource.provider?.props ?? {});
    // A provider that is not bound to an account is the cause, and reported once.
    if (account === undefined) {
        return [];
    }
    return homeOf(resource).flatMap((home) => {
        // What no account is said to hold is not known at all, which the rule about it reports.
        const holders = known.filter(({ holds }) =>
            holds.some((pattern) => match(pattern, home) !== undefined),
        );
        return holders.length === 0 || holders.some((each) => each.account === account)
            ? []
            : [
                  {
                      subject: `resource "${resource.name}" (${home})`,
                      problem: "stands in another account than its own",
                      found: `provider "${resource.provider?.name ?? ""}" of account "${account}"`,
                      wanted: `account ${anyOf(holders.map((each) => each.account))}`,
                      fix: "pass the provider of that account",
                  },
              ];
    });
}
