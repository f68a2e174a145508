import type { PolicyDocument, Statement } from "./document";
import { includes, overlaps } from "./pattern";
import { quoted, quotedList } from "./quoted";

/** Actions that are allowed on resources, as patterns whose placeholders are filled in. */
export interface Grant {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
}

/**
 * What a document allows beyond its grants: one phrase per action and resource of a statement, in
 * the document's order. Conditions and Deny statements only take away, so leaving them out is safe.
 *
 * An action pattern and a resource pattern span a rectangle of requests, and so does each grant. The
 * rectangle lies inside the union of the grants exactly if, for every choice of grants, the action
 * pattern is inside the actions of the chosen ones or the resource pattern inside the resources of
 * the others: an action that none of the chosen grants has must find its resources in the others.
 * NotAction and NotResource are one pattern each, everything, which the listed patterns help to
 * cover: all but N is inside A exactly if everything is inside N and A together.
 */
export function beyond(document: PolicyDocument, grants: readonly Grant[]): readonly string[] {
    const merged = mergedGrants(grants);
    return document.statements.flatMap((statement, index) => {
        if (statement.effect === "Deny") {
            return [];
        }
        const sid = statement.sid === undefined ? "" : ` ${quoted(statement.sid)}`;
        return partsBeyond(statement, merged).map(
            (part) => `${part} in statement ${index + 1}${sid}`,
        );
    });
}

/** A part of a statement: one pattern, and what it does not mean although the pattern matches. */
interface Side {
    readonly pattern: string;
    readonly except: readonly string[];
    readonly named: string;
}

// Every action is `service:name`.
const everyAction = "*:*";

function partsBeyond(statement: Statement, grants: readonly Grant[]): readonly string[] {
    return actionSides(statement).flatMap((action) =>
        resourceSides(statement)
            .filter((resource) => !isGranted(action, resource, grants))
            .map((resource) => `${action.named} on ${resource.named}`),
    );
}

function actionSides({ actions, notActions }: Statement): readonly Side[] {
    if (actions === undefined) {
        const except = notActions ?? [];
        return [{ pattern: everyAction, except, named: `every action but ${quotedList(except)}` }];
    }
    return actions.map((action) => ({
        pattern: action === "*" ? everyAction : action,
        except: [],
        named: `action ${quoted(action)}`,
    }));
}

function resourceSides({ resources, notResources }: Statement): readonly Side[] {
    if (resources !== undefined) {
        return resources.map((pattern) => ({ pattern, except: [], named: quoted(pattern) }));
    }
    return [
        notResources === undefined
            ? // Some resource policies may leave it out and mean their own resource: the widest
              // reading is every one.
              { pattern: "*", except: [], named: "what no Resource names" }
            : { pattern: "*", except: notResources, named: `all but ${quotedList(notResources)}` },
    ];
}

// Above this many grants the choices are too many to try; see `mergedGrants` for how few remain.
const mostGrants = 10;

function isGranted(action: Side, resource: Side, grants: readonly Grant[]): boolean {
    const coversAction = (chosen: readonly Grant[]) =>
        includes([...action.except, ...chosen.flatMap(({ actions }) => actions)], action.pattern, {
            ignoreCase: true,
        });
    const coversResource = (others: readonly Grant[]) =>
        includes(
            [...resource.except, ...others.flatMap(({ resources }) => resources)],
            resource.pattern,
            { form: "resource" },
        );
    if (grants.some((grant) => coversAction([grant]) && coversResource([grant]))) {
        return true;
    }
    const useful = grants.filter(({ actions }) =>
        actions.some((each) => overlaps(each, action.pattern, { ignoreCase: true })),
    );
    if (useful.length > mostGrants) {
        return false;
    }
    for (let choice = 0; choice < 2 ** useful.length; choice += 1) {
        const chosen = useful.filter((_, index) => (choice & (1 << index)) !== 0);
        const others = useful.filter((_, index) => (choice & (1 << index)) === 0);
        if (!coversAction(chosen) && !coversResource(others)) {
            return false;
        }
    }
    return true;
}

/** Grants of the same resources, or of the same actions, are one grant. */
function mergedGrants(grants: readonly Grant[]): readonly Grant[] {
    const byResources = merged(grants, ({ resources }) => resources);
    return merged(byResources, ({ actions }) => actions);
}

function merged(
    grants: readonly Grant[],
    shared: (grant: Grant) => readonly string[],
): readonly Grant[] {
    const groups = new Map<string, Grant[]>();
    for (const grant of grants) {
        const key = JSON.stringify([...shared(grant)].sort());
        groups.set(key, [...(groups.get(key) ?? []), grant]);
    }
    return [...groups.values()].map((group) => ({
        actions: [...new Set(group.flatMap(({ actions }) => actions))],
        resources: [...new Set(group.flatMap(({ resources }) => resources))],
    }));
}
