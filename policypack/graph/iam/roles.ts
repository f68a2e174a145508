import { managedPolicyType, roleAttachments } from "../../aws/identityPolicies";
import { textAt } from "../../aws/stackForms";
import { inputAt, isObject } from "../../inputs";
import type { Inputs } from "../../inputs";
import { isWord, matchesWord } from "../emptiness";
import type { GraphEstate } from "../estate";
import { asRegistered } from "../resource";
import type { GraphResource } from "../resource";
import { documentAt, documentOf, noDocument, unreadable } from "./clause";
import type { Clause, RegisteredDocument } from "./clause";

/** A registered role with everything that was registered about it. */
export interface RegisteredRole {
    /** A star where the stack does not say it. */
    readonly arn: string;
    readonly name: string;
    readonly account?: string;
    readonly team?: string;
    readonly urn: string;
    readonly uniqueId?: string;
    readonly trust: RegisteredDocument;
    readonly identity: readonly Clause[];
    /** What it can have at most. */
    readonly boundary?: readonly Clause[];
}

const roleType = "aws:iam/role:Role";

export function registeredRoles(estate: GraphEstate): readonly RegisteredRole[] {
    const managed = managedPolicies(estate);
    const attached = attachments(estate, managed);
    return estate.ofType(roleType).map((resource) => {
        const { name, arn } = named(resource, "role");
        const account = accountOfArn(arn);
        const team = estate.teamOf(resource);
        const uniqueId = output(resource, "uniqueId");
        const boundary = boundaryOf(resource, managed);
        const own = { urn: resource.urn, label: `trust policy of role "${name}"` };
        return {
            arn,
            name,
            urn: resource.urn,
            ...(account === undefined ? {} : { account }),
            ...(team === undefined ? {} : { team }),
            ...(uniqueId === undefined ? {} : { uniqueId }),
            trust:
                documentAt(resource.inputs, "assumeRolePolicy", own) ??
                documentAt(resource.outputs, "assumeRolePolicy", own) ??
                unreadable(own, "is not registered"),
            identity: [...documentsOf(resource, name, managed), ...attached(account, name)].flatMap(
                ({ clauses }) => clauses,
            ),
            ...(boundary === undefined ? {} : { boundary: boundary.clauses }),
        };
    });
}

export function accountOfArn(arn: string): string | undefined {
    return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}

/** An output that is known; a policy pack has none, nor has a resource that was not made yet. */
export function output(resource: GraphResource, path: string): string | undefined {
    const input = inputAt(resource.outputs, path);
    return input.state === "known" && typeof input.value === "string" ? input.value : undefined;
}

/** The name and ARN of a role or a managed policy, by IAM's rule where they were not made yet. */
function named(resource: GraphResource, kind: "role" | "policy"): { name: string; arn: string } {
    const made = output(resource, "arn");
    if (made?.startsWith("arn:") === true) {
        return { name: made.slice(made.lastIndexOf("/") + 1), arn: made };
    }
    const { accountId = "*", region = "" } = resource.placement;
    const name = nameOf(resource);
    const path = textAt(asRegistered(resource), "path") ?? "/";
    return { name, arn: `arn:${partitionOf(region)}:iam::${accountId}:${kind}${path}${name}` };
}

/** What is not named is named by the provider, after the resource. */
function nameOf(resource: GraphResource): string {
    const name = inputAt(resource.inputs, "name");
    const prefix = inputAt(resource.inputs, "namePrefix");
    if (name.state === "known" && typeof name.value === "string") {
        return name.value;
    }
    if (name.state === "unknown" || prefix.state === "unknown") {
        return "*";
    }
    return prefix.state === "known" && typeof prefix.value === "string"
        ? `${prefix.value}*`
        : `${resource.name}-*`;
}

export function partitionOf(region: string): string {
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-")
          ? "aws-us-gov"
          : "aws";
}

type Managed = (arn: string, source: { urn: string; label: string }) => RegisteredDocument;

/** Managed policies by ARN: the stack's own, and those that are known. */
function managedPolicies(estate: GraphEstate): Managed {
    const registered = new Map(
        estate
            .ofType(managedPolicyType)
            .map((resource) => [named(resource, "policy").arn, resource]),
    );
    return (arn, source) => {
        const resource = registered.get(arn);
        const text = estate.known.managedPolicies?.get(arn);
        if (resource !== undefined) {
            const own = { urn: resource.urn, label: source.label };
            return documentAt(resource.inputs, "policy", own) ?? noDocument;
        }
        return text === undefined
            ? unreadable(source, "is not registered here")
            : documentOf(text, source);
    };
}

function boundaryOf(resource: GraphResource, managed: Managed): RegisteredDocument | undefined {
    const input = inputAt(resource.inputs, "permissionsBoundary");
    const source = { urn: resource.urn, label: "permissions boundary" };
    switch (input.state) {
        case "absent":
            return undefined;
        case "unknown":
            return unreadable(source, "is not known before the rollout");
        case "known":
            return managed(String(input.value), {
                ...source,
                label: `permissions boundary "${String(input.value)}"`,
            });
    }
}

/** What resources beside a role give it, by the role's account and name. */
function attachments(estate: GraphEstate, managed: Managed) {
    const byRole = new Map<string, RegisteredDocument[]>();
    const add = (
        account: string | undefined,
        role: unknown,
        documents: (name: string) => readonly RegisteredDocument[],
    ) => {
        // A policy's `role` is the role's name, which is also its id; some programs pass the ARN.
        const name = typeof role === "string" ? role.slice(role.lastIndexOf("/") + 1) : "*";
        const key = `${account ?? "*"}/${name}`;
        const list = byRole.get(key) ?? [];
        list.push(...documents(name));
        byRole.set(key, list);
    };
    for (const [type, { role }] of roleAttachments) {
        for (const resource of type === roleType ? [] : estate.ofType(type)) {
            for (const each of listAt(resource.inputs, role) ?? ["*"]) {
                add(resource.placement.accountId, each, (name) =>
                    documentsOf(resource, name, managed),
                );
            }
        }
    }
    for (const resource of estate.ofType(managedPolicyType)) {
        // CloudFormation attaches a managed policy where it makes it.
        const { arn, name: policy } = named(resource, "policy");
        for (const each of listAt(resource.inputs, "roles") ?? ["*"]) {
            add(resource.placement.accountId, each, (name) => [
                managed(arn, {
                    urn: resource.urn,
                    label: `policy "${policy}" of role "${name}"`,
                }),
            ]);
        }
    }
    return (account: string | undefined, name: string): readonly RegisteredDocument[] => {
        if (account === undefined || !isWord(name)) {
            return [...byRole].flatMap(([key, documents]) =>
                matchesWord(key, `${account ?? "*"}/${name}`) ||
                matchesWord(`${account ?? "*"}/${name}`, key)
                    ? documents
                    : [],
            );
        }
        return [account, "*"].flatMap((place) =>
            [name, "*"].flatMap((role) => byRole.get(`${place}/${role}`) ?? []),
        );
    };
}

function documentsOf(
    resource: GraphResource,
    role: string,
    managed: Managed,
): readonly RegisteredDocument[] {
    const { document, documents, managed: arns } = roleAttachments.get(resource.type) ?? {};
    const { urn, inputs } = resource;
    const name = textAt(asRegistered(resource), "name") ?? resource.name;
    const own = { urn, label: `policy "${name}" of role "${role}"` };
    const inline =
        document === undefined
            ? []
            : [
                  documentAt(inputs, document, own) ??
                      documentAt(resource.outputs, document, own) ??
                      unreadable(own, "is not registered"),
              ];
    const listed = documents === undefined ? [] : inlineDocuments(inputs, documents, urn, role);
    const attached = (arns === undefined ? [] : (listAt(inputs, arns) ?? [undefined])).map((arn) =>
        typeof arn === "string"
            ? managed(arn, { urn, label: `policy "${arn}" of role "${role}"` })
            : unreadable(own, "is not known before the rollout"),
    );
    return [...inline, ...listed, ...attached];
}

function inlineDocuments(
    inputs: Inputs,
    path: string,
    urn: string,
    role: string,
): readonly RegisteredDocument[] {
    const list = listAt(inputs, path);
    if (list === undefined) {
        const label = `inline policies of role "${role}"`;
        return [unreadable({ urn, label }, "are not known before the rollout")];
    }
    return list.flatMap((each) => {
        const { name, policy } = isObject(each) ? each : { name: undefined, policy: each };
        const label = `inline policy "${typeof name === "string" ? name : ""}" of role "${role}"`;
        return policy === undefined || policy === null ? [] : [documentOf(policy, { urn, label })];
    });
}

/** What stands at an input, as a list; nothing while that is unknown. */
function listAt(inputs: Inputs, path: string): readonly unknown[] | undefined {
    const input = inputAt(inputs, path);
    switch (input.state) {
        case "absent":
            return [];
        case "unknown":
            return undefined;
        case "known":
            return Array.isArray(input.value) ? (input.value as readonly unknown[]) : [input.value];
    }
}
