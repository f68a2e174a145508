/** One resource as the engine registered it, read from `pulumi stack export`. */
export interface Registration {
    readonly urn: string;
    readonly type: string;
    /** The last part of the URN: the name the program gave. */
    readonly name: string;
    readonly id?: string;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
    readonly parent?: string;
    readonly provider?: string;
    readonly custom: boolean;
    /** URNs of what each input is computed from, where the source says it. */
    readonly sources?: Readonly<Record<string, readonly string[]>>;
}

/** What a resource was read from, for the words of an error. */
export interface Writing {
    readonly name: string;
    readonly command: string;
}

const exportWriting: Writing = { name: "stack export", command: "pulumi stack export" };

// The engine marks every value that is not plain JSON with this key; the secrets among them are told
// from assets and resource references by its value.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/**
 * The resources of one stack as they stand.
 *
 * A resource marked for deletion is the remains of a replacement: what it grants is about to go, and
 * counting it would show two roles where there is one.
 */
export function registrationsOf(stackExport: unknown): readonly Registration[] {
    const deployment = isObject(stackExport) ? stackExport.deployment : undefined;
    if (!isObject(deployment)) {
        throw new Error(
            'this is no stack export: it has no "deployment"; expected what "pulumi stack export" writes',
        );
    }
    const resources = deployment.resources ?? [];
    if (!Array.isArray(resources)) {
        throw new Error(
            'this is no stack export: "deployment.resources" is not a list; expected what "pulumi stack export" writes',
        );
    }
    return resources
        .map((resource: unknown, index) =>
            objectAt(resource, `deployment.resources[${index}]`, exportWriting),
        )
        .filter((resource) => resource.delete !== true)
        .map((resource) => registrationOf(resource, exportWriting));
}

/** One resource as the engine writes it, in a state or in what it is about to be. */
export function registrationOf(
    resource: Readonly<Record<string, unknown>>,
    from: Writing,
): Registration {
    const urn = textAt(resource, "urn", from);
    const type = textAt(resource, "type", from);
    return {
        urn,
        type,
        name: urn.slice(urn.lastIndexOf("::") + 2),
        custom: resource.custom === true,
        inputs: propertiesOf(resource, "inputs", urn, type, from),
        outputs: propertiesOf(resource, "outputs", urn, type, from),
        ...optionalText(resource, "id"),
        ...optionalText(resource, "parent"),
        ...optionalText(resource, "provider"),
        ...sourcesOf(resource.propertyDependencies),
    };
}

function sourcesOf(dependencies: unknown): Pick<Registration, "sources"> {
    const sources = Object.entries(isObject(dependencies) ? dependencies : {}).flatMap(
        ([input, urns]) =>
            Array.isArray(urns) && urns.length > 0 ? [[input, urns.map(String)] as const] : [],
    );
    return sources.length === 0 ? {} : { sources: Object.fromEntries(sources) };
}

function propertiesOf(
    resource: Readonly<Record<string, unknown>>,
    group: "inputs" | "outputs",
    urn: string,
    type: string,
    from: Writing,
): Record<string, unknown> {
    const properties: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(objectAt(resource[group] ?? {}, urn, from))) {
        // A provider's secrets are its credentials, and a grant's token stands for the grant, which is
        // shown: both grant nothing by themselves, and leaving them out spares the user an export in
        // plain text.
        const isKeptOut =
            type.startsWith("pulumi:providers:") ||
            (type === "aws:kms/grant:Grant" && name === "grantToken");
        if (isKeptOut && isLockedSecret(value)) {
            continue;
        }
        properties[name] = unlocked(value, `resource "${urn}": property "${group}.${name}"`);
    }
    return properties;
}

/** The value with every secret replaced by its plain text. */
function unlocked(value: unknown, place: string): unknown {
    if (Array.isArray(value)) {
        return value.map((each: unknown) => unlocked(each, place));
    }
    if (!isObject(value)) {
        return value;
    }
    if (isLockedSecret(value)) {
        throw new Error(
            `${place} is a secret without its plain text; export the stack with "--show-secrets"`,
        );
    }
    if (value[signatureKey] === secretSignature) {
        return unlocked(plainText(value.plaintext, place), place);
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, unlocked(each, place)]),
    );
}

function isLockedSecret(value: unknown): boolean {
    return (
        isObject(value) &&
        value[signatureKey] === secretSignature &&
        typeof value.plaintext !== "string"
    );
}

/** The engine writes a secret's plain text as JSON inside a string. */
function plainText(text: unknown, place: string): unknown {
    try {
        return JSON.parse(String(text));
    } catch {
        throw new Error(
            `${place} is a secret whose plain text is not JSON; export the stack again with "--show-secrets"`,
        );
    }
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectAt(value: unknown, place: string, from: Writing): Record<string, unknown> {
    if (!isObject(value)) {
        throw new Error(
            `this is no ${from.name}: "${place}" holds no object; expected what "${from.command}" writes`,
        );
    }
    return value;
}

function textAt(
    resource: Readonly<Record<string, unknown>>,
    key: "urn" | "type",
    from: Writing,
): string {
    const value = resource[key];
    if (typeof value !== "string") {
        throw new Error(
            `this is no ${from.name}: a resource without "${key}"; expected what "${from.command}" writes`,
        );
    }
    return value;
}

function optionalText<Key extends string>(
    resource: Readonly<Record<string, unknown>>,
    key: Key,
): Partial<Record<Key, string>> {
    const value = resource[key];
    return typeof value === "string" && value !== ""
        ? ({ [key]: value } as Record<Key, string>)
        : {};
}
