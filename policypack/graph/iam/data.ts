import type { Draft } from "../draft";
import { edgesFromElsewhere } from "./accessPointsElsewhere";
import { contextOf } from "./caller";
import type { Caller } from "./caller";
import type { Clause } from "./clause";
import { grantsPast, ownOf } from "./door";
import type { Door } from "./door";
import { storePlace } from "./place";
import { isSurelyPublic, registeredStores } from "./stores";
import type { RegisteredAccessPoint, RegisteredBucket, Stores } from "./stores";
import { letsInEverybody, uniqueCallers } from "./world";
import type { World } from "./world";
import type { GraphEstate } from "../estate";
import { accountOfArn } from "./roles";

/** Who may do what in which bucket, directly and through access points. */
export function dataEdges(world: World, estate: GraphEstate, draft: Draft): void {
    const stores = registeredStores(estate);
    for (const bucket of stores.buckets.values()) {
        directEdges(world, bucket, draft);
        elsewhereEdges(world, bucket, stores, draft);
    }
    const wideByBucket = new Map<string, readonly Caller[]>();
    for (const accessPoint of stores.accessPoints) {
        const bucket = stores.buckets.get(accessPoint.bucketArn);
        if (bucket !== undefined) {
            edgesThrough(world, accessPoint, bucket, wideByBucket, draft);
        }
    }
    strangeStores(world, stores, draft);
}

function bucketNode(bucket: RegisteredBucket, draft: Draft): string {
    const { arn, name, account, team, urn } = bucket;
    return draft.node({
        id: arn,
        kind: "bucket",
        label: name,
        ...(account === undefined ? {} : { account }),
        ...(team === undefined ? {} : { team }),
        ...(urn === undefined ? {} : { urn }),
    });
}

/** What a policy that nobody registered may say: it keeps nobody out. */
function openClause(label: string): Clause {
    return {
        effect: "Allow",
        principals: [{ type: "*", value: "*" }],
        actions: [{ all: ["*"], none: [] }],
        tests: [],
        undecided: [`the ${label} is not registered here`],
        evidence: { urn: "", document: label },
    };
}

function bucketDoor(bucket: RegisteredBucket, accessPoint?: RegisteredAccessPoint): Door {
    const { arn, account, name, restrictsPublic } = bucket;
    const clauses = bucket.isStrange ? [openClause(`policy of bucket "${name}"`)] : bucket.clauses;
    return {
        place: storePlace(arn, `${arn}/`),
        ...(account === undefined ? {} : { account }),
        clauses,
        context: contextOf({
            "aws:resourceaccount": account === undefined ? undefined : { oneOf: [account] },
            ...throughContext(accessPoint),
        }),
        // A policy that nobody registered may deny it.
        ownAccount: bucket.isStrange ? "never enough" : "enough",
        closedToOthers: restrictsPublic && isSurelyPublic(bucket.clauses),
    };
}

function throughContext(accessPoint: RegisteredAccessPoint | undefined) {
    if (accessPoint === undefined) {
        return {
            "s3:dataaccesspointarn": "absent",
            "s3:dataaccesspointaccount": "absent",
            "s3:accesspointnetworkorigin": "absent",
        } as const;
    }
    const { arn, account, network } = accessPoint;
    return {
        "s3:dataaccesspointarn": { oneOf: [arn] },
        "s3:dataaccesspointaccount": account === undefined ? undefined : { oneOf: [account] },
        "s3:accesspointnetworkorigin": network === undefined ? undefined : { oneOf: [network] },
        // Access points take HTTPS alone.
        "aws:securetransport": { oneOf: ["true"] },
    };
}

function directEdges(world: World, bucket: RegisteredBucket, draft: Draft): void {
    const to = bucketNode(bucket, draft);
    const { arn, account } = bucket;
    const place = account === undefined ? {} : { account };
    if (bucket.isStrange) {
        // Whoever names it by its own policies, and nobody else that is known of.
        addData(world, draft, world.reaching.of(arn, "s3", account), [bucketDoor(bucket)], to, "");
        return;
    }
    const door = bucketDoor(bucket);
    const callers = [
        ...world.callersAt({ name: arn, service: "s3", ...place, clauses: bucket.clauses }),
        ...world.reaching.of(arn, "s3", account),
        ...neighbours(world, door),
    ];
    addData(world, draft, callers, [door], to, "");
}

/** Through access points that nobody registered, as far as the bucket's policy hands over to them. */
function elsewhereEdges(
    world: World,
    bucket: RegisteredBucket,
    { accessPoints }: Stores,
    draft: Draft,
): void {
    const { arn, account, clauses } = bucket;
    const registered = accessPoints.filter(({ bucketArn }) => bucketArn === arn);
    const own =
        account === undefined ? registered.flatMap((each) => each.account ?? []) : [account];
    const doorOf = (theirs: string | undefined): Door => ({
        ...bucketDoor(bucket),
        context: contextOf({
            "aws:resourceaccount": account === undefined ? undefined : { oneOf: [account] },
            "s3:dataaccesspointaccount": theirs === undefined ? undefined : { oneOf: [theirs] },
            "aws:securetransport": { oneOf: ["true"] },
        }),
    });
    edgesFromElsewhere(world, { clauses, own }, doorOf, bucketNode(bucket, draft), draft);
}

/** Past a public access block a public policy still lets in the owner's own roles. */
function neighbours(world: World, door: Door): readonly Caller[] {
    return door.closedToOthers === true && door.clauses.some(letsInEverybody)
        ? world.inAccount(door.account)
        : [];
}

function edgesThrough(
    world: World,
    accessPoint: RegisteredAccessPoint,
    bucket: RegisteredBucket,
    wideByBucket: Map<string, readonly Caller[]>,
    draft: Draft,
): void {
    const { arn, account, clauses, restrictsPublic } = accessPoint;
    const place = account === undefined ? {} : { account };
    const door: Door = {
        place: storePlace(arn, `${arn}/object/`),
        ...place,
        clauses,
        context: contextOf({
            "aws:resourceaccount": account === undefined ? undefined : { oneOf: [account] },
            ...throughContext(accessPoint),
        }),
        ownAccount: "enough",
        closedToOthers: restrictsPublic && isSurelyPublic(clauses),
    };
    const behind = bucketDoor(bucket, accessPoint);
    const named = world.callersAt({ name: arn, service: "s3", ...place, clauses });
    const isWide = named.some(
        ({ kind, id }) => ["anyone", "account", "organization"].includes(kind) || /[*?]/.test(id),
    );
    // Whom the bucket names, the access point has to let in as well: through a wide door alone.
    const byBucket = isWide ? callersOfBucket(world, bucket, wideByBucket) : [];
    const callers = [
        ...named,
        ...world.reaching.of(arn, "s3", account),
        ...byBucket,
        ...neighbours(world, door),
    ];
    addData(world, draft, callers, [door, behind], bucketNode(bucket, draft), arn);
}

function callersOfBucket(
    world: World,
    bucket: RegisteredBucket,
    known: Map<string, readonly Caller[]>,
): readonly Caller[] {
    const { arn, account, clauses } = bucket;
    const callers =
        known.get(arn) ??
        world.callersAt({
            name: arn,
            service: "s3",
            ...(account === undefined ? {} : { account }),
            clauses,
        });
    known.set(arn, callers);
    return callers;
}

function addData(
    world: World,
    draft: Draft,
    callers: readonly Caller[],
    doors: readonly Door[],
    to: string,
    via: string,
): void {
    for (const caller of uniqueCallers(callers)) {
        const grants = grantsPast(doors, caller);
        if (grants.length > 0) {
            const from = world.node(draft, caller);
            for (const grant of grants) {
                draft.grant({ kind: "data", from, to, via }, grant);
            }
        }
    }
}

/** Buckets and access points of which nothing but a role's own policies is registered. */
function strangeStores(world: World, { buckets, accessPoints }: Stores, draft: Draft): void {
    const registered = new Set(accessPoints.map(({ arn }) => arn));
    for (const [arn, callers] of world.reaching.named("s3")) {
        if (buckets.has(arn) || registered.has(arn)) {
            continue;
        }
        const isAccessPoint = arn.includes(":accesspoint/");
        const account = accountOfArn(arn);
        const noun = isAccessPoint ? "access point" : "bucket";
        const label = arn.slice(Math.max(arn.lastIndexOf("/"), arn.lastIndexOf(":")) + 1);
        const place = storePlace(arn, isAccessPoint ? `${arn}/object/` : `${arn}/`);
        for (const caller of uniqueCallers(callers)) {
            const grants = ownOf(caller, place, contextOf({})).allows;
            for (const grant of grants) {
                const to = draft.node({
                    id: arn,
                    kind: "bucket",
                    label,
                    ...(account === undefined ? {} : { account }),
                });
                draft.grant(
                    {
                        kind: "data",
                        from: world.node(draft, caller),
                        to,
                        via: isAccessPoint ? arn : "",
                    },
                    {
                        ...grant,
                        undecided: [
                            ...grant.undecided,
                            `the policy of ${noun} "${label}" is not registered here`,
                        ],
                    },
                );
            }
        }
    }
}
