import { actionCase, meetActions } from "../sharedSets";
import { simplifiedConditions } from "../conditions";
import type { Grant, GraphCondition, OpenDenial, PatternSet } from "../graph";
import { joinedEvidence } from "../grants";
import { denialsOf as denialsIn, withDenials } from "../openDenials";
import type { Rectangle } from "../rectangles";
import { areDisjoint, keyOfSet, meet } from "../sets";
import type { Caller } from "./caller";
import { joinedContexts } from "./caller";
import type { Clause } from "./clause";
import { answerOf } from "./context";
import type { Context } from "./context";
import { isNamedForSure, namingOf } from "./naming";
import type { Naming } from "./naming";
import { openBy, whatConditions, whomConditions } from "./openDenial";
import { partsOf, testsPrefix } from "./place";
import type { Place } from "./place";

/** What a document says to a caller about a place. */
export interface Weight {
    /** Allowed to it by its name, or as to one of everybody. */
    readonly itself: readonly Grant[];
    /** The same for everybody: no permissions boundary limits that in the resource's own account. */
    readonly everybody: readonly Grant[];
    /** Allowed through its account, if its own policies agree. */
    readonly account: readonly Grant[];
    readonly denies: readonly Denial[];
}

export interface Denial extends Rectangle {
    /** Under what it denies, where that cannot be told; it then takes nothing away. */
    readonly open?: Pick<OpenDenial, "when" | "why">;
}

/** What the statements of a resource policy say. */
export function resourceWeight(
    clauses: readonly Clause[],
    caller: Caller,
    place: Place,
    context: Context,
): Weight {
    const here = joinedContexts(caller.context, context);
    const weight = { itself: [] as Grant[], everybody: [] as Grant[], account: [] as Grant[] };
    for (const clause of clauses) {
        const naming = clause.effect === "Deny" ? undefined : namingOf(clause, caller);
        const grant = naming === undefined ? undefined : grantOf(clause, place, here, naming);
        if (naming !== undefined && grant !== undefined) {
            const by =
                naming.by === "name" && naming.session === undefined
                    ? "itself"
                    : naming.by === "account"
                      ? "account"
                      : "everybody";
            weight[by].push(grant);
        }
    }
    return { ...weight, denies: denialsOf(clauses, caller, place, here, false) };
}

/** What a role's own policies say, or its permissions boundary. */
export function ownWeight(
    clauses: readonly Clause[],
    caller: Caller,
    place: Place,
    context: Context,
): { readonly allows: readonly Grant[]; readonly denies: readonly Denial[] } {
    const here = joinedContexts(caller.context, context);
    const naming: Naming = { by: "name", undecided: [] };
    return {
        allows: clauses.flatMap((clause) =>
            clause.effect === "Deny" ? [] : (grantOf(clause, place, here, naming) ?? []),
        ),
        denies: denialsOf(clauses, caller, place, here, true),
    };
}

function grantOf(
    clause: Clause,
    place: Place,
    context: Context,
    { session, undecided }: Naming,
): Grant | undefined {
    const when: GraphCondition[] =
        session === undefined
            ? []
            : [{ operator: "StringLike", key: "aws:userid", values: [`*:${session}`] }];
    for (const test of clause.tests) {
        if (place.hasPrefixes === true && testsPrefix(test)) {
            continue;
        }
        switch (answerOf(test, context)) {
            case "yes":
                break;
            case "no":
                return undefined;
            case "open":
                when.push(test.condition);
        }
    }
    const actions = meetActions(clause.actions, place.actions);
    const on = actions.length === 0 ? [] : partsOf(clause, place, false);
    return on.length === 0
        ? undefined
        : {
              actions,
              on,
              when: when.length < 2 ? when : simplifiedConditions(when),
              except: [],
              undecided: [...clause.undecided, ...undecided],
              because: [clause.evidence],
          };
}

function denialsOf(
    clauses: readonly Clause[],
    caller: Caller,
    place: Place,
    context: Context,
    own: boolean,
): readonly Denial[] {
    return clauses.flatMap((clause): readonly Denial[] => {
        if (clause.effect === "Allow") {
            return [];
        }
        const actions = meetActions(clause.actions, place.actions);
        if (actions.length === 0) {
            return [];
        }
        const tests = clause.tests.filter(
            (test) => !(place.hasPrefixes === true && testsPrefix(test)),
        );
        const answers = tests.map((test) => answerOf(test, context));
        const isNamed = own || isNamedForSure(clause, caller);
        if (answers.includes("no") || (!isNamed && !mayBeNamed(clause, caller))) {
            return [];
        }
        const when = [
            ...tests.filter((_, at) => answers[at] === "open").map(({ condition }) => condition),
            ...(isNamed ? [] : whomConditions(clause)),
        ];
        // One by one: a denial that is sure of one thing is no less so for naming others.
        const parts = clause.resources?.map((each) => ({ ...clause, resources: [each] })) ?? [
            clause,
        ];
        return parts.flatMap((part) => {
            const least = partsOf(part, place, true);
            const most = partsOf(part, place, false);
            const meansAll = keyOfSet(least) === keyOfSet(most);
            const isSure = when.length === 0;
            const open = () => openBy(part, meansAll ? when : [...when, ...whatConditions(part)]);
            return [
                ...(isSure && least.length > 0 ? [{ actions, on: least }] : []),
                ...((isSure && meansAll) || most.length === 0
                    ? []
                    : [{ actions, on: most, open: open() }]),
            ];
        });
    });
}

function mayBeNamed(clause: Clause, caller: Caller): boolean {
    return (
        clause.notPrincipals !== undefined ||
        namingOf(clause, caller) !== undefined ||
        // Somebody of an account, or of the world, may be the one whom it names.
        !["role", "service", "deleted-principal"].includes(caller.kind)
    );
}

/** What both allow. */
export function bothAllow(some: readonly Grant[], others: readonly Grant[]): readonly Grant[] {
    return some.flatMap((one) => others.flatMap((other) => bothGrant(one, other) ?? []));
}

function bothGrant(one: Grant, other: Grant): Grant | undefined {
    const actions = meetActions(one.actions, other.actions);
    const on: PatternSet = actions.length === 0 ? [] : meet(one.on, other.on);
    if (on.length === 0) {
        return undefined;
    }
    return {
        actions,
        on,
        when:
            one.when.length === 0
                ? other.when
                : other.when.length === 0
                  ? one.when
                  : simplifiedConditions([...one.when, ...other.when]),
        except: [...one.except, ...other.except],
        undecided: [...one.undecided, ...other.undecided],
        ...withDenials([...denialsIn(one), ...denialsIn(other)]),
        because: joinedEvidence(one.because, other.because),
    };
}

/** Grants without what is denied for certain, and with a word about what may be. */
export function afterDenials(
    grants: readonly Grant[],
    denials: readonly Denial[],
): readonly Grant[] {
    if (denials.length === 0) {
        return grants;
    }
    const sure = denials.filter(({ open }) => open === undefined);
    const unsure = denials.flatMap(({ actions, on, open }) =>
        open === undefined ? [] : [{ actions, on, ...open }],
    );
    return grants.flatMap((grant) => {
        const concerned = sure.filter((denial) => concerns(denial, grant));
        const except = [...grant.except, ...concerned.map(({ actions, on }) => ({ actions, on }))];
        if (!unsure.some((denial) => concerns(denial, grant))) {
            return [{ ...grant, except }];
        }
        // What may be denied is said of that alone.
        return grant.actions.flatMap((action) =>
            grant.on.map((thing) => {
                const cell = { actions: [action], on: [thing] };
                const own = unsure.filter((denial) => concerns(denial, cell));
                return {
                    ...grant,
                    ...cell,
                    except,
                    undecided: [...grant.undecided, ...own.map(({ why }) => why)],
                    ...withDenials([...denialsIn(grant), ...own]),
                };
            }),
        );
    });
}

function concerns(denial: Rectangle, { actions, on }: Rectangle): boolean {
    return !areDisjoint(denial.actions, actions, actionCase) && !areDisjoint(denial.on, on);
}
