import { anyOf, areDisjoint } from "../sets";
import type { Draft } from "../draft";
import type { Grant } from "../graph";
import type { Caller } from "./caller";
import { contextOf } from "./caller";
import { grantsPast, ownOf } from "./door";
import type { Door } from "./door";
import { wholePlace } from "./place";
import { uniqueCallers } from "./world";
import type { World } from "./world";

const assuming = anyOf("sts:AssumeRole*");

/** Who may take on which role: its trust policy and, beside that, the caller's own policies. */
export function assumeEdges(world: World, draft: Draft): void {
    const teams = new Map<string, { caller: Caller; teams: Set<string> }>();
    for (const target of world.roles) {
        const { role, account, id } = target;
        const clauses = role?.trust.clauses ?? [];
        const door: Door = {
            place: wholePlace(id, "sts"),
            ...(account === undefined ? {} : { account }),
            clauses,
            context: contextOf({
                "aws:resourceaccount": account === undefined ? undefined : { oneOf: [account] },
            }),
            ownAccount: "never enough",
        };
        world.node(draft, target);
        const callers = world.callersAt({
            name: id,
            service: "sts",
            ...(account === undefined ? {} : { account }),
            clauses,
        });
        for (const caller of callers) {
            if (caller.kind === "principal" && role?.team !== undefined) {
                const known = teams.get(caller.id) ?? { caller, teams: new Set() };
                teams.set(caller.id, known);
                known.teams.add(role.team);
            }
            addAssume(world, draft, caller, id, grantsPast([door], caller));
        }
    }
    for (const { caller, teams: its } of teams.values()) {
        const [team, ...others] = its;
        if (team !== undefined && others.length === 0) {
            const { id, kind, label } = caller;
            draft.node({ id, kind, label, team });
        }
    }
    strangeTargets(world, draft);
}

function addAssume(
    world: World,
    draft: Draft,
    caller: Caller,
    to: string,
    grants: readonly Grant[],
): void {
    // Tags and source identities alone take on nothing.
    const takesOn = grants.some(
        ({ actions }) => !areDisjoint(actions, assuming, { ignoreCase: true }),
    );
    if (takesOn) {
        const from = world.node(draft, caller);
        for (const grant of grants) {
            draft.grant({ kind: "assume", from, to }, grant);
        }
    }
}

/** Roles that are not registered, which policies of registered ones name: their trust is not known. */
function strangeTargets(world: World, draft: Draft): void {
    for (const [arn, callers] of world.reaching.named("sts")) {
        if (world.role(arn) !== undefined) {
            continue;
        }
        const place = wholePlace(arn, "sts");
        for (const caller of uniqueCallers(callers)) {
            const grants = ownOf(caller, place, contextOf({})).allows.map((grant) => ({
                ...grant,
                undecided: [
                    ...grant.undecided,
                    `the trust policy of role "${arn}" is not registered here`,
                ],
            }));
            if (grants.length > 0) {
                draft.node({
                    id: arn,
                    kind: "principal",
                    label: arn.slice(arn.lastIndexOf("/") + 1),
                    ...(/^arn:[^:]*:iam::(\d{12}):/.test(arn)
                        ? { account: arn.split(":")[4] ?? "" }
                        : {}),
                });
                addAssume(world, draft, caller, arn, grants);
            }
        }
    }
}
