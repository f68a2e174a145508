import { shown } from "../finding";
import { readJson } from "../iam/json";
import { inputAt, isObject } from "../inputs";
import type { Inputs } from "../inputs";
import type { Resource } from "../judge";
import { classicForms } from "./cloudFormationTypes";

export const cloudControlType = "aws:cloudcontrol/resource:Resource";
export const stackType = "aws:cloudformation/stack:Stack";

/** One resource as CloudFormation spells it, from Cloud Control or from a stack's template. */
export interface CloudFormationResource {
    /** What a finding calls it. */
    readonly name: string;
    readonly typeName: string;
    readonly properties: Inputs;
}

export type CloudFormationReading =
    | { readonly state: "read"; readonly resources: readonly CloudFormationResource[] }
    | { readonly state: "unknown"; readonly path: string }
    | { readonly state: "unreadable"; readonly path: string; readonly found: string };

/**
 * The resources that a registered one stands for, in the classic form that the rules judge: itself,
 * or what a Cloud Control resource or a CloudFormation stack makes. What cannot be read makes
 * nothing here; the policy `cloud-control-type-is-judged` reports it.
 */
export function registeredIn(resource: Resource): readonly Resource[] {
    if (resource.type !== cloudControlType && resource.type !== stackType) {
        return [resource];
    }
    const reading = readCloudFormation(resource);
    return reading.state !== "read"
        ? []
        : reading.resources.flatMap(({ name, typeName, properties }) =>
              (classicForms(typeName, properties) ?? []).map(({ type, props }) => ({
                  ...resource,
                  type,
                  name,
                  props,
              })),
          );
}

/** Whether a resource is, or may contain, one of these types. */
export function mayBe(types: ReadonlySet<string> | ReadonlyMap<string, unknown>) {
    return ({ type }: Resource): boolean =>
        types.has(type) || type === cloudControlType || type === stackType;
}

export function readCloudFormation(resource: Resource): CloudFormationReading {
    return resource.type === stackType ? readStack(resource) : readCloudControl(resource);
}

function readCloudControl({ name, props }: Resource): CloudFormationReading {
    const typeName = inputAt(props, "typeName");
    if (typeName.state === "unknown") {
        return typeName;
    }
    if (typeName.state === "absent" || typeof typeName.value !== "string") {
        return unreadable("typeName", typeName.state === "known" ? typeName.value : undefined);
    }
    const desired = jsonObjectAt(props, "desiredState");
    return desired.state === "read"
        ? {
              state: "read",
              resources: [{ name, typeName: typeName.value, properties: desired.object }],
          }
        : desired;
}

const templateParts = [
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Resources",
    "Outputs",
];

function readStack({ name, props }: Resource): CloudFormationReading {
    const url = inputAt(props, "templateUrl");
    if (url.state === "known") {
        return { state: "unreadable", path: "templateUrl", found: shown(url.value) };
    }
    if (url.state === "unknown") {
        return url;
    }
    const template = jsonObjectAt(props, "templateBody");
    if (template.state !== "read") {
        return template;
    }
    // A transform makes other resources than those that stand there.
    const strange =
        Object.keys(template.object).find((part) => !templateParts.includes(part)) ??
        macroIn(template.object);
    const { Resources: resources } = template.object;
    if (strange !== undefined || !isObject(resources)) {
        return {
            state: "unreadable",
            path: "templateBody",
            found: strange === undefined ? "no Resources" : `the part "${strange}"`,
        };
    }
    const read: CloudFormationResource[] = [];
    for (const [id, each] of Object.entries(resources)) {
        const properties = isObject(each) ? (each.Properties ?? {}) : undefined;
        if (!isObject(each) || typeof each.Type !== "string" || !isObject(properties)) {
            return { state: "unreadable", path: "templateBody", found: `the resource "${id}"` };
        }
        read.push({ name: `${name}/${id}`, typeName: each.Type, properties });
    }
    return { state: "read", resources: read };
}

/** A macro that writes a part of the template anew, at whatever depth it stands. */
function macroIn(value: unknown): string | undefined {
    if (typeof value !== "object" || value === null) {
        return undefined;
    }
    for (const [key, each] of Object.entries(value)) {
        const found = /^Fn::(Transform|ForEach)/.test(key) ? key : macroIn(each);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

type ObjectReading =
    | { readonly state: "read"; readonly object: Inputs }
    | Exclude<CloudFormationReading, { readonly state: "read" }>;

function jsonObjectAt(props: Inputs, path: string): ObjectReading {
    const input = inputAt(props, path);
    if (input.state === "unknown") {
        return input;
    }
    if (input.state === "absent" || typeof input.value !== "string") {
        return unreadable(path, input.state === "known" ? input.value : undefined);
    }
    const reading = readJson(input.value);
    if (!reading.ok) {
        return { state: "unreadable", path, found: `text that is not JSON: ${reading.reason}` };
    }
    return isObject(reading.value)
        ? { state: "read", object: reading.value }
        : unreadable(path, reading.value);
}

function unreadable(path: string, value: unknown): CloudFormationReading & { state: "unreadable" } {
    return { state: "unreadable", path, found: shown(value) };
}
