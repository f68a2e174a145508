import type { Finding } from "../finding";
import { inputAt, isObject, partlyKnownAt } from "../inputs";
import type { Input, Inputs } from "../inputs";
import { unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { UnknownValueError } from "../unknownValue";

/** A Kubernetes object that a resource registers, in whatever form. */
export interface KubernetesObject {
    readonly kind: string;
    /** Its kind with its API group, such as `core/Secret`. */
    readonly key: string;
    /** Its name, or where it has none that is known, the name that it is registered by. */
    readonly name: string;
    /** What a finding calls it. */
    readonly subject: string;
    readonly at: (path: string) => Input;
    /** The same where part of it may be unknown. */
    readonly partly: (path: string) => ReturnType<typeof partlyKnownAt>;
    /** A patch leaves alone what it does not mention. */
    readonly patch: boolean;
}

/** Kinds by API group, such as `core/Secret`, in whatever version the API serves them. */
export type Kinds = ReadonlySet<string>;

interface Identity {
    readonly group: string;
    readonly kind: string;
}

/** A resource or a member of a list: what it holds, and where that stands. */
interface Place {
    readonly inputs: Inputs;
    readonly registered: string;
    /** Leads from the resource's inputs to these, such as `items.0.`. */
    readonly path: string;
    /** What it must be by where it stands: its type token or the kind of its list. */
    readonly given: Identity | undefined;
}

// Groups of objects, which no provider makes: what they contain is registered one by one.
const groups =
    /^kubernetes:(yaml|kustomize)(\/v\d+)?:|^kubernetes:helm\.sh\/v\d+:Chart$|^kubernetes:index:/;

/**
 * Whether a resource is a group of objects and none itself. The provider makes what calls itself a kind,
 * whatever the token is.
 */
export function isGroup({ type, props }: Pick<Resource, "type" | "props">): boolean {
    return (
        groups.test(type) &&
        ["apiVersion", "kind"].every((path) => inputAt(props, path).state === "absent")
    );
}

/** Whether a resource is a Helm release, which the provider makes out of a chart. */
export function isRelease({ type }: Pick<Resource, "type">): boolean {
    return /^kubernetes:helm\.sh\/[^:]+:Release$/.test(type);
}

/** Whether a resource may hold Kubernetes objects; decided without touching what may be unknown. */
export function isKubernetes(resource: Resource): boolean {
    return resource.type.startsWith("kubernetes:");
}

/**
 * Judges every object of these kinds that a resource registers: its own kind in any version, a patch
 * of it, each member of a list and of lists in lists, and what a raw custom resource calls itself by
 * apiVersion and kind. Groups of `kubernetes:yaml`, of `kustomize` and of a Helm chart register
 * their objects one by one under the same types.
 *
 * An object that calls itself other than it is registered as is not looked into: that is the finding.
 * Where it does not say what it is before the rollout, so is that.
 */
export function judgeObjects(
    resource: Resource,
    kinds: Pick<Kinds, "has">,
    rule: (object: KubernetesObject) => readonly Finding[],
): readonly Finding[] {
    const place: Place = {
        inputs: resource.props,
        registered: resource.name,
        path: "",
        given: tokenIdentity(resource.type),
    };
    return judgePlace(place, kinds, rule);
}

function judgePlace(
    place: Place,
    kinds: Pick<Kinds, "has">,
    rule: (object: KubernetesObject) => readonly Finding[],
): readonly Finding[] {
    const { own, unknown } = ownIdentity(place);
    const identity = own ?? place.given;
    const findings = unknown.map((path) => unknownObject(place, path));
    if (identity === undefined) {
        return findings;
    }
    if (place.given !== undefined && keyOf(identity) !== keyOf(place.given)) {
        const isConcern = [identity, place.given].some(
            (each) => kinds.has(keyOf(each)) || each.kind.endsWith("List"),
        );
        return isConcern ? [...findings, mismatch(place, identity, place.given)] : findings;
    }
    if (identity.kind.endsWith("List")) {
        const { members, hidden } = membersOf(place, identity);
        return [
            ...findings,
            ...hidden.map((path) => unknownObject(place, path)),
            ...members.flatMap((member) => judgePlace(member, kinds, rule)),
            ...(mayBeItself(identity) && kinds.has(keyOf(identity))
                ? rule(objectAt(place, identity))
                : []),
        ];
    }
    return kinds.has(keyOf(identity))
        ? [...findings, ...rule(objectAt(place, identity))]
        : findings;
}

/** Among custom kinds a name in "List" may be a thing's own, such as a list of network prefixes. */
function mayBeItself({ group }: Identity): boolean {
    return group.includes(".") && !group.endsWith(".k8s.io");
}

function unknownObject({ registered }: Place, path: string): Finding {
    const wanted = "an object whose kind is written out";
    return unknownAtPreview(undefined, `object "${registered}"`, path, wanted);
}

function mismatch({ registered }: Place, own: Identity, given: Identity): Finding {
    return {
        subject: `object "${registered}"`,
        problem: "calls itself another kind than it is registered as",
        found: `"${keyOf(own)}"`,
        wanted: `"${keyOf(given)}"`,
        fix: "register it as the kind that it is",
    };
}

/** The kind in every version, whether a whole object or a patch of it. */
function keyOf({ group, kind }: Identity): string {
    return `${group}/${kind.replace(/Patch$/, "")}`;
}

function objectAt(
    { inputs, registered, path: prefix, given }: Place,
    identity: Identity,
): KubernetesObject {
    const input = inputAt(inputs, "metadata.name");
    const name =
        input.state === "known" && typeof input.value === "string" ? input.value : registered;
    const whole = identity.kind.replace(/Patch$/, "");
    return {
        kind: whole,
        key: keyOf(identity),
        name,
        subject: `${whole} "${name}"`,
        at: (path) => {
            const found = inputAt(inputs, path);
            return found.state === "unknown" ? { ...found, path: prefix + found.path } : found;
        },
        partly: (path) => {
            const { value, unknown } = partlyKnownAt(inputs, path);
            return { value, unknown: unknown.map((each) => prefix + each) };
        },
        patch: given?.kind.endsWith("Patch") ?? false,
    };
}

/** What an object is by its own word; what it does not say goes by where it stands. */
function ownIdentity({ inputs, path, given }: Place): {
    readonly own?: Identity;
    readonly unknown: readonly string[];
} {
    const apiVersion = inputAt(inputs, "apiVersion");
    const kind = inputAt(inputs, "kind");
    const unknown = [apiVersion, kind].flatMap((input) =>
        input.state === "unknown" ? [path + input.path] : [],
    );
    const own = {
        group: apiVersion.state === "known" ? groupOf(String(apiVersion.value)) : given?.group,
        kind: kind.state === "known" ? String(kind.value) : given?.kind,
    };
    return own.group === undefined || own.kind === undefined
        ? { unknown }
        : { own: { group: own.group, kind: own.kind }, unknown };
}

const noMembers = { members: [], hidden: [] };

function membersOf(
    { inputs, registered, path }: Place,
    { group, kind }: Identity,
): { readonly members: readonly Place[]; readonly hidden: readonly string[] } {
    const items = touched(() => inputs.items);
    if (items.state === "unknown") {
        return { members: [], hidden: [`${path}items`] };
    }
    if (!Array.isArray(items.value)) {
        return noMembers;
    }
    // A general list says nothing of its members, which then have to say it themselves.
    const given = kind === "List" ? undefined : { group, kind: kind.slice(0, -"List".length) };
    const list: readonly unknown[] = items.value;
    const members: Place[] = [];
    const hidden: string[] = [];
    // By index, since the values are guarded one by one: one that is unknown hides no other.
    for (let index = 0; index < list.length; index += 1) {
        const item = touched(() => list[index]);
        const at = `${path}items.${index}`;
        if (item.state === "unknown") {
            hidden.push(at);
        } else if (isObject(item.value)) {
            const { value } = item;
            const name = `${registered}[${index}]`;
            members.push({ inputs: value, registered: name, path: `${at}.`, given });
        }
    }
    return { members, hidden };
}

function touched(
    read: () => unknown,
): { readonly state: "known"; readonly value: unknown } | { readonly state: "unknown" } {
    try {
        return { state: "known", value: read() };
    } catch (error) {
        if (error instanceof UnknownValueError) {
            return { state: "unknown" };
        }
        throw error;
    }
}

/** A raw custom resource's token has the apiVersion as it is: `kubernetes:v1:Secret`. */
function tokenIdentity(type: string): Identity | undefined {
    const [, apiVersion, kind] = /^kubernetes:([^:]+):([^:]+)$/.exec(type) ?? [];
    return apiVersion === undefined || kind === undefined
        ? undefined
        : { group: groupOf(apiVersion), kind };
}

/** The core group has no name of its own; Pulumi's type tokens call it `core`. */
function groupOf(apiVersion: string): string {
    const slash = apiVersion.indexOf("/");
    return slash < 0 ? "core" : apiVersion.slice(0, slash);
}
