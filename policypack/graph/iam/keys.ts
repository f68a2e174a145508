import { textAt } from "../../aws/stackForms";
import { inputAt, isObject } from "../../inputs";
import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import type { Grant, GraphCondition } from "../graph";
import { anyOf } from "../sets";
import { asRegistered } from "../resource";
import type { GraphResource } from "../resource";
import { contextOf, namedCaller, principalCaller, serviceCaller } from "./caller";
import type { Caller } from "./caller";
import { documentAt } from "./clause";
import type { Clause } from "./clause";
import { allowedAt, ownOf } from "./door";
import type { Door } from "./door";
import { wholePlace } from "./place";
import type { Place } from "./place";
import { accountOfArn, output, partitionOf } from "./roles";
import { afterDenials, resourceWeight } from "./weigh";
import { uniqueCallers } from "./world";
import type { World } from "./world";

interface RegisteredKey {
    readonly arn: string;
    readonly urn?: string;
    readonly clauses: readonly Clause[];
    /** Whether nothing says what its policy is. */
    readonly isStrange: boolean;
    readonly grants: readonly KeyGrant[];
}

/** A KMS grant: operations for one principal, without a policy's words. */
interface KeyGrant {
    readonly grantee: string;
    readonly grant: Grant;
}

const keyTypes = [
    "aws:kms/key:Key",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
];

/** Who may use which key: by its policy, by a grant, and by policies of their own where those count. */
export function keyEdges(world: World, estate: GraphEstate, draft: Draft): void {
    const keys = registeredKeys(estate);
    for (const key of keys.values()) {
        edgesTo(world, key, draft);
    }
    for (const [arn, callers] of world.reaching.named("kms")) {
        if (!keys.has(arn)) {
            const key = { arn, clauses: [], isStrange: true, grants: [] };
            edgesTo(world, key, draft, callers);
        }
    }
}

function edgesTo(
    world: World,
    key: RegisteredKey,
    draft: Draft,
    onlyCallers?: readonly Caller[],
): void {
    const { arn, clauses, isStrange, grants } = key;
    const account = accountOfArn(arn);
    const own = account === undefined ? {} : { account };
    const door: Door = {
        place: wholePlace(arn, "kms"),
        ...own,
        clauses,
        context: contextOf({
            "aws:resourceaccount": account === undefined ? undefined : { oneOf: [account] },
        }),
        ownAccount: isStrange ? "enough" : "never enough",
    };
    const to = draft.node({
        id: arn,
        kind: "key",
        label: arn.slice(arn.lastIndexOf("/") + 1),
        ...own,
        ...(key.urn === undefined ? {} : { urn: key.urn }),
    });
    const granted = new Map<string, { caller: Caller; grants: Grant[] }>();
    for (const { grantee, grant } of grants) {
        const caller = granteeOf(world, grantee);
        const known = granted.get(caller.id) ?? { caller, grants: [] };
        known.grants.push(grant);
        granted.set(caller.id, known);
    }
    const callers = onlyCallers ?? [
        ...world.callersAt({ name: arn, service: "kms", ...own, clauses }),
        ...(isStrange ? world.reaching.of(arn, "kms", undefined) : []),
        ...[...granted.values()].map(({ caller }) => caller),
    ];
    for (const caller of uniqueCallers(callers)) {
        const allowed = grantsOf(door, caller, isStrange, granted.get(caller.id)?.grants ?? []);
        if (allowed.length > 0) {
            const from = world.node(draft, caller);
            for (const grant of allowed) {
                draft.grant({ kind: "key", from, to }, grant);
            }
        }
    }
}

function grantsOf(
    door: Door,
    caller: Caller,
    isStrange: boolean,
    granted: readonly Grant[],
): readonly Grant[] {
    const own = ownOf(caller, door.place, door.context);
    if (isStrange) {
        const undecided = [`the policy of key "${labelOf(door.place)}" is not registered here`];
        const allowed = own.allows.map((grant) => ({
            ...grant,
            undecided: [...grant.undecided, ...undecided],
        }));
        return afterDenials([...allowed, ...granted], own.denies);
    }
    const weight = resourceWeight(door.clauses, caller, door.place, door.context);
    return afterDenials(
        [...allowedAt(door, caller, own, weight), ...granted],
        [...own.denies, ...weight.denies],
    );
}

function labelOf({ parts }: Place): string {
    const arn = parts[0]?.all[0] ?? "";
    return arn.slice(arn.lastIndexOf("/") + 1);
}

function registeredKeys(estate: GraphEstate): ReadonlyMap<string, RegisteredKey> {
    const keys = new Map<string, RegisteredKey>();
    const say = (arn: string, more: Partial<RegisteredKey>) => {
        const known = keys.get(arn);
        keys.set(arn, {
            arn,
            ...known,
            ...more,
            clauses: [...(known?.clauses ?? []), ...(more.clauses ?? [])],
            grants: [...(known?.grants ?? []), ...(more.grants ?? [])],
            isStrange: (known?.isStrange ?? true) && (more.isStrange ?? true),
        });
    };
    for (const resource of estate.ofType(...keyTypes, "aws:kms/keyPolicy:KeyPolicy")) {
        const isKey = keyTypes.includes(resource.type);
        const arn = isKey ? ownArn(resource) : keyArn(resource);
        const label = `policy of key "${arn.slice(arn.lastIndexOf("/") + 1)}"`;
        const { urn } = resource;
        const document = documentAt(resource.inputs, "policy", { urn, label });
        say(arn, {
            ...(isKey ? { urn } : {}),
            // A key that is made without a policy gets KMS's own, or one from another resource.
            ...(document === undefined ? {} : { clauses: document.clauses, isStrange: false }),
        });
    }
    for (const resource of estate.ofType("aws:kms/grant:Grant")) {
        const grant = keyGrant(resource, keyArn(resource));
        say(keyArn(resource), grant === undefined ? {} : { grants: [grant] });
    }
    return keys;
}

function ownArn(resource: GraphResource): string {
    const made = output(resource, "arn");
    return made?.startsWith("arn:") === true ? made : arnOfId(resource, resource.id ?? "*");
}

/** A key is named by its ARN, or in its own account and region by its id. */
function keyArn(resource: GraphResource): string {
    const keyId = textAt(asRegistered(resource), "keyId") ?? "*";
    return keyId.startsWith("arn:") ? keyId : arnOfId(resource, keyId);
}

function arnOfId(resource: GraphResource, keyId: string): string {
    const { accountId = "*", region = "*" } = resource.placement;
    const place = textAt(asRegistered(resource), "region") ?? region;
    return `arn:${partitionOf(place)}:kms:${place}:${accountId}:key/${keyId}`;
}

function keyGrant(resource: GraphResource, arn: string): KeyGrant | undefined {
    const grantee = inputAt(resource.inputs, "granteePrincipal");
    const operations = inputAt(resource.inputs, "operations");
    const constraints = inputAt(resource.inputs, "constraints");
    const listed =
        operations.state === "known" && Array.isArray(operations.value)
            ? operations.value.map((each) => `kms:${String(each)}`)
            : ["kms:*"];
    if (operations.state === "absent") {
        return undefined;
    }
    const isRead = constraints.state !== "unknown" && operations.state === "known";
    return {
        grantee: grantee.state === "known" ? String(grantee.value) : "*",
        grant: {
            actions: anyOf(...listed),
            on: anyOf(arn),
            when: constraints.state === "known" ? constraintConditions(constraints.value) : [],
            except: [],
            undecided: isRead ? [] : ["what the grant says is not known before the rollout"],
            because: [
                {
                    urn: resource.urn,
                    document: `grant of key "${arn.slice(arn.lastIndexOf("/") + 1)}"`,
                },
            ],
        },
    };
}

/** That nothing else may be in an encryption context only takes away more. */
function constraintConditions(value: unknown): readonly GraphCondition[] {
    const constraints = Array.isArray(value) ? (value as readonly unknown[]) : [];
    // Of several constraints KMS takes none; the first alone is never more than one of them says.
    const [only] = constraints.length === 1 ? constraints : [];
    if (!isObject(only)) {
        return [];
    }
    const pairs = [only.encryptionContextEquals, only.encryptionContextSubset].filter(isObject);
    return pairs
        .flatMap((each) => Object.entries(each))
        .map(([key, wanted]) => ({
            operator: "StringEquals",
            key: `kms:encryptioncontext:${key.toLowerCase()}`,
            values: [String(wanted)],
        }))
        .sort((one, other) => (one.key < other.key ? -1 : 1));
}

function granteeOf(world: World, grantee: string): Caller {
    if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(grantee)) {
        return serviceCaller(grantee);
    }
    return (
        world.role(grantee) ??
        (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(grantee)
            ? namedCaller("deleted-principal", grantee)
            : principalCaller(grantee, world.known))
    );
}
