import { neverFor } from "../../aws/identityPolicies";
import { aclPlaces } from "../../aws/publicAccess";
import { documentPlaces } from "../../aws/documents";
import { principalFields } from "../../aws/principalFields";
import { inputAt } from "../../inputs";
import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import type { Grant, PatternSet } from "../graph";
import type { GraphResource } from "../resource";
import { anyOf, everything, minus } from "../sets";
import { contextOf } from "./caller";
import type { Caller } from "./caller";
import { documentAt } from "./clause";
import type { Clause } from "./clause";
import { ownOf } from "./door";
import type { Place } from "./place";
import { nameOfThing } from "./reach";
import { withoutVariables } from "./residuals";
import { output } from "./roles";
import { unreadTypes } from "./unreadTypes";
import { resourceWeight, afterDenials } from "./weigh";
import type { World } from "./world";

/** What no other kind of edge says: everything else that policies allow in AWS. */
export function otherEdges(world: World, estate: GraphEstate, draft: Draft): void {
    for (const caller of world.roles) {
        ownEdges(world, caller, draft);
    }
    for (const { kind, type, path, noun } of documentPlaces) {
        const isElsewhere = ["trust", "bucket", "key"].includes(kind) || readByData.has(type);
        for (const resource of isElsewhere ? [] : estate.ofType(type)) {
            const label = `policy of ${noun} "${resource.name}"`;
            const document = documentAt(resource.inputs, path, { urn: resource.urn, label });
            resourceEdges(world, resource, document?.clauses ?? [], draft);
        }
    }
    for (const { type, path, noun } of principalFields) {
        for (const resource of estate.ofType(type)) {
            fieldEdges(world, resource, path, noun, draft);
        }
    }
    unreadResources(estate, draft);
    unreadTypes(estate, draft);
}

const readByData = new Set([
    "aws:s3/accessPoint:AccessPoint",
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
]);

/** Anything by its ARN. */
const anywhere: Place = {
    actions: everything,
    parts: everything,
    partsIn: (pattern, certain) =>
        certain && pattern.includes("${") ? [] : [withoutVariables(pattern)],
};

/** What a role's own policies allow and no bucket, key or role of the graph stands for. */
function ownEdges(world: World, caller: Caller, draft: Draft): void {
    const { role } = caller;
    if (role === undefined) {
        return;
    }
    const rest = role.identity.flatMap(withoutRead);
    if (rest.length === 0) {
        return;
    }
    const own = ownOf({ ...caller, role: { ...role, identity: rest } }, anywhere, contextOf({}));
    for (const grant of afterDenials(own.allows, own.denies)) {
        for (const [to, on] of targetsOf(grant.on, caller, draft)) {
            const from = world.node(draft, caller);
            draft.grant(
                { kind: "aws", from, to },
                { ...grant, on, undecided: [...grant.undecided, ...otherSide(to, caller)] },
            );
        }
    }
}

/** A statement without the things that other edges lead to, and without taking on roles. */
function withoutRead(clause: Clause): readonly Clause[] {
    if (clause.effect === "Deny" || clause.resources === undefined) {
        return [clause];
    }
    const isRead = (pattern: string, service: "s3" | "kms" | "sts") => {
        const name = nameOfThing(pattern, service);
        return name !== undefined && name !== "";
    };
    const roles = clause.resources.filter((pattern) => isRead(pattern, "sts"));
    const others = clause.resources.filter(
        (pattern) => !["s3", "kms", "sts"].some((each) => isRead(pattern, each as "s3")),
    );
    const beside: PatternSet = minus(
        clause.actions,
        anyOf("sts:AssumeRole*", "sts:TagSession", "sts:SetSourceIdentity"),
        { ignoreCase: true },
    );
    return [
        ...(others.length === 0 ? [] : [{ ...clause, resources: others }]),
        ...(roles.length === 0 || beside.length === 0
            ? []
            : [{ ...clause, actions: beside, resources: roles }]),
    ];
}

/** Across accounts the thing's own policy would have to agree. */
function otherSide(to: string, { account }: Caller): readonly string[] {
    const owner = /(?:^resources:|:)(\d{12})(?::|$)/.exec(to)?.[1];
    return owner === undefined || owner === account
        ? []
        : [`whether account "${owner}" agrees is not registered here`];
}

/** Where things are: in a cluster, or in an account; without a word of it, in the caller's own. */
function targetsOf(
    things: PatternSet,
    caller: Caller,
    draft: Draft,
): ReadonlyMap<string, PatternSet> {
    const targets = new Map<string, PatternSet>();
    for (const part of things) {
        const pattern = [...part.all].sort((one, other) => other.length - one.length)[0] ?? "*";
        const to = clusterIn(pattern, draft) ?? accountNode(pattern, caller, draft);
        targets.set(to, [...(targets.get(to) ?? []), part]);
    }
    return targets;
}

function clusterIn(pattern: string, draft: Draft): string | undefined {
    const [, partition, region, account, name] =
        /^arn:([^:]+):eks:([^:*?]+):(\d{12}):(?:cluster|access-entry)\/([^/*?]+)/.exec(pattern) ??
        [];
    return name === undefined || account === undefined
        ? undefined
        : draft.node({
              id: `cluster:arn:${partition ?? "aws"}:eks:${region ?? "*"}:${account}:cluster/${name}`,
              kind: "cluster",
              label: name,
              account,
          });
}

function accountNode(pattern: string, caller: Pick<Caller, "account">, draft: Draft): string {
    const named = /^\d{12}$/.exec(pattern.split(":")[4] ?? "")?.[0];
    return resourcesNode(named ?? caller.account ?? "*", draft);
}

function resourcesNode(account: string, draft: Draft): string {
    return draft.node({
        id: `resources:${account}`,
        kind: "resources",
        label: account,
        ...(account === "*" ? {} : { account }),
    });
}

/** What a resource policy that no other edge reads lets others do. */
function resourceEdges(
    world: World,
    resource: GraphResource,
    clauses: readonly Clause[],
    draft: Draft,
): void {
    const account = resource.placement.accountId;
    const to = resourcesNode(account ?? "*", draft);
    for (const caller of world.namedBy(clauses)) {
        const weight = resourceWeight(clauses, caller, anywhere, contextOf({}));
        const allowed = [...weight.itself, ...weight.everybody, ...weight.account];
        for (const grant of afterDenials(allowed, weight.denies)) {
            draft.grant({ kind: "aws", from: world.node(draft, caller), to }, grant);
        }
    }
}

/** An input that lets in whom it names, without a document: what it gives is not read. */
function fieldEdges(
    world: World,
    resource: GraphResource,
    path: string,
    noun: string,
    draft: Draft,
): void {
    const input = inputAt(resource.inputs, path);
    if (input.state === "absent") {
        return;
    }
    const values: readonly unknown[] =
        input.state === "unknown"
            ? ["*"]
            : Array.isArray(input.value)
              ? input.value
              : [input.value];
    const evidence = { urn: resource.urn, document: `"${path}" of ${noun} "${resource.name}"` };
    const grant: Grant = {
        actions: everything,
        on: anyOf(output(resource, "arn") ?? `${noun} ${resource.name}`),
        when: [],
        except: [],
        undecided: [`what a ${noun} lets others do is not read`],
        because: [evidence],
    };
    const to = resourcesNode(resource.placement.accountId ?? "*", draft);
    for (const value of values) {
        const written = typeof value === "string" ? value : "*";
        const type = /^[a-z0-9.-]+\.amazonaws\.com$/.test(written) ? "Service" : "AWS";
        const clause: Clause = {
            effect: "Allow",
            principals: [{ type, value: written }],
            actions: everything,
            resources: ["*"],
            tests: [],
            undecided: [],
            evidence,
        };
        const named = world.callersAt({ name: "*", service: "s3", clauses: [clause] });
        for (const caller of named.filter(
            ({ kind }) => kind !== "role" || written.includes("role"),
        )) {
            draft.grant({ kind: "aws", from: world.node(draft, caller), to }, grant);
        }
    }
}

function unreadResources(estate: GraphEstate, draft: Draft): void {
    for (const [type, what] of neverFor) {
        for (const { name } of estate.ofType(type)) {
            draft.unread(`${what}: "${name}"`);
        }
    }
    for (const [type, { noun, canned, grants, owners }] of aclPlaces) {
        for (const resource of estate.ofType(type)) {
            const lists = [...canned, ...grants].map((path) => inputAt(resource.inputs, path));
            const opens = lists.some(
                (input) =>
                    input.state === "unknown" ||
                    (input.state === "known" && !owners.includes(String(input.value))),
            );
            if (opens) {
                draft.unread(`an access control list of ${noun} "${resource.name}"`);
            }
        }
    }
}
