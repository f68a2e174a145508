import type { Principal } from "../../iam/document";
import { canonicalCondition, partsOf, simplifiedConditions } from "../conditions";
import type { GraphCondition, OpenDenial } from "../graph";
import type { Clause } from "./clause";
import { testsPrefix } from "./place";

/**
 * How a denial that stays open is kept: by what it says, without the statement's name and place, so
 * that only another denial is another one.
 */
export function openBy(
    { evidence }: Clause,
    conditions: readonly GraphCondition[],
): Pick<OpenDenial, "when" | "why"> {
    const when = simplifiedConditions(conditions);
    return { when, why: `the ${evidence.document} may deny it${inWords(when)}` };
}

/** Whom a denial names, where a caller may be meant. */
export function whomConditions({ principals, notPrincipals }: Clause): readonly GraphCondition[] {
    return [
        ...listed("deny:principal", "StringLike", principals?.map(nameOf)),
        ...listed("deny:principal", "StringNotLike", notPrincipals?.map(nameOf)),
    ];
}

/** What a denial names, where its patterns do not tell which parts they mean. */
export function whatConditions(clause: Clause): readonly GraphCondition[] {
    return [
        ...listed("deny:resource", "StringLike", clause.resources),
        ...listed("deny:resource", "StringNotLike", clause.notResources),
        ...clause.tests.filter(testsPrefix).map(({ condition }) => condition),
    ];
}

function listed(
    key: string,
    operator: string,
    values: readonly string[] | undefined,
): readonly GraphCondition[] {
    return values === undefined ? [] : [canonicalCondition({ operator, key, values })];
}

/** An account has two names. */
function nameOf({ type, value }: Principal): string {
    return type === "AWS" && /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value;
}

/** So much of a denial is said; the graph has it all. */
const mostSaid = 2;

function inWords(when: readonly GraphCondition[]): string {
    const said = when.slice(0, mostSaid).map(conditionInWords);
    const more = when.length > mostSaid ? ` and ${when.length - mostSaid} more hold` : "";
    return said.length === 0 ? "" : ` where ${said.join(" and ")}${more}`;
}

const subjects: Readonly<Record<string, string>> = {
    "deny:principal": "the caller",
    "deny:resource": "what is asked for",
};

function conditionInWords({ operator, key, values }: GraphCondition): string {
    const { set, name, ifExists } = partsOf(operator);
    const isPlain = set === "" && /^(String(Not)?(Equals|Like)|Arn(Not)?Like|Bool)$/.test(name);
    const verb = isPlain ? (name.includes("Not") ? "is not" : "is") : `passes ${set}${name}`;
    const said = values.slice(0, mostSaid).map((value) => `"${value}"`);
    const more = values.length > mostSaid ? ` or ${values.length - mostSaid} more` : "";
    return `${subjects[key] ?? `"${key}"`} ${verb} ${said.join(" or ")}${more}${
        ifExists ? " or not there" : ""
    }`;
}
