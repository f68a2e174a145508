import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mayBe, registeredIn } from "../aws/registered";
import { addOns } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt, isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

const facts = needs({ addOns });
type KnownAddOn = Known<typeof facts>["addOns"][number];

const types: ReadonlySet<string> = new Set(["aws:eks/addon:Addon"]);
const noNamespace = "the namespace that the add-on chooses";

/**
 * An add-on is software with rights of its own on the whole cluster, and it can bring along roles
 * for its service accounts. Nobody judges the objects that EKS makes for it: its name has to do.
 */
export const eksAddOnIsKnown: ResourceValidationPolicy = {
    name: "eks-add-on-is-known",
    description:
        "An add-on is one that the cluster is known to have, with the roles and the configuration known for it.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Leave the add-on to the cluster's owners, or have it listed by cluster and name, with the roles and configurations that it needs.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(types), (resource, known) =>
        registeredIn(resource)
            .filter(({ type }) => types.has(type))
            .flatMap((addOn) => judgeAddOn(addOn, known.addOns)),
    ),
};

function judgeAddOn(addOn: Resource, known: readonly KnownAddOn[]): readonly Finding[] {
    const subject = `add-on "${addOn.name}"`;
    const wanted = anyOf(known.map(({ cluster, addOn: name }) => `${name} on ${cluster}`));
    const [cluster, name] = [
        inputAt(addOn.props, "clusterName"),
        inputAt(addOn.props, "addonName"),
    ];
    const unknown = [cluster, name].flatMap((input) =>
        input.state === "unknown" ? [unknownAtPreview(undefined, subject, input.path, wanted)] : [],
    );
    if (unknown.length > 0) {
        return unknown;
    }
    const found = { cluster: valueOf(cluster), addOn: valueOf(name) };
    const fact = known.find((one) => one.cluster === found.cluster && one.addOn === found.addOn);
    if (fact === undefined) {
        return [
            {
                subject,
                problem: "brings software with rights on the whole cluster",
                found: `${shown(found.addOn)} on cluster ${shown(found.cluster)}`,
                wanted,
                fix: "leave it to the cluster's owners, or have the configuration list it",
            },
        ];
    }
    return [
        ...judgeOption(addOn, subject, "serviceAccountRoleArn", fact.roles),
        ...judgeAssociations(addOn, subject, fact.roles),
        ...judgeOption(addOn, subject, "configurationValues", fact.configurations),
        ...judgeNamespace(addOn, subject),
    ];
}

/** What may be absent, and is otherwise one of a few known values. */
function judgeOption(
    addOn: Resource,
    subject: string,
    path: string,
    known: readonly string[],
): readonly Finding[] {
    const input = inputAt(addOn.props, path);
    const wanted = anyOf(known);
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, wanted)];
    }
    return input.state === "absent" || isKnown(input.value, known)
        ? []
        : [stranger(subject, `${shown(input.value)} at "${path}"`, wanted)];
}

/** The roles that its service accounts get by pod identity. */
function judgeAssociations(
    addOn: Resource,
    subject: string,
    known: readonly string[],
): readonly Finding[] {
    const path = "podIdentityAssociations";
    const input = inputAt(addOn.props, path);
    const wanted = anyOf(known);
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, wanted)];
    }
    const listed = input.state === "absent" ? [] : input.value;
    if (!Array.isArray(listed)) {
        return [stranger(subject, `${shown(listed)} at "${path}"`, wanted)];
    }
    return listed.flatMap((each: unknown) =>
        isObject(each) && isKnown(each.roleArn, known)
            ? []
            : [stranger(subject, `${shown(each)} at "${path}"`, wanted)],
    );
}

/** In a team's namespace its service accounts would be at the team's hand. */
function judgeNamespace(addOn: Resource, subject: string): readonly Finding[] {
    const input = inputAt(addOn.props, "namespaceConfig");
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, noNamespace)];
    }
    return input.state === "absent"
        ? []
        : [stranger(subject, `${shown(input.value)} at "namespaceConfig"`, noNamespace)];
}

function stranger(subject: string, found: string, wanted: string): Finding {
    return {
        subject,
        problem: "is given more than is known of it",
        found,
        wanted,
        fix: "leave it out, or have the configuration list it",
    };
}

function isKnown(value: unknown, known: readonly string[]): boolean {
    return typeof value === "string" && known.includes(value);
}

function valueOf(input: ReturnType<typeof inputAt>): unknown {
    return input.state === "known" ? input.value : undefined;
}
