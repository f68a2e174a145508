import type { ForeignStatement } from "./policyDocument";

/** A statement as AWS shows it: a list of one as that one, an account as its root, a Sid or none. */
export type StandingStatement = Omit<ForeignStatement, "Sid"> & { readonly Sid?: string };

/**
 * The statements of a policy that would be lost if another document replaced it, although nobody here
 * knows them: they are neither in the new document nor in the one that the stack wrote last.
 *
 * What was written last is known by its Sid: AWS shows a role that was deleted by its unique id, so
 * that its statement reads otherwise than it was written. Before that only the meaning counts, since
 * another stack's statements carry the same Sids as ours.
 */
export function strangeStatements(
    standing: string,
    written: string | undefined,
    last: string | undefined,
): readonly StandingStatement[] {
    const lastOnes = statementsOf(last);
    const meanings = new Set([...statementsOf(written), ...lastOnes].map(meaning));
    const sids = new Set(lastOnes.map(({ Sid }) => Sid).filter((sid) => sid !== undefined));
    return statementsOf(standing).filter(
        (statement) =>
            !meanings.has(meaning(statement)) &&
            !(statement.Sid !== undefined && sids.has(statement.Sid)),
    );
}

export function statementsOf(policy: string | undefined): readonly StandingStatement[] {
    if (policy === undefined || policy.trim() === "") {
        return [];
    }
    const { Statement } = JSON.parse(policy) as {
        Statement?: StandingStatement | readonly StandingStatement[];
    };
    return Statement === undefined ? [] : [Statement].flat();
}

/** The same text for all spellings of one statement, whatever it is called. */
function meaning({ Sid: _name, ...statement }: StandingStatement): string {
    const elements = Object.entries(statement).map(([element, value]): [string, unknown] => {
        switch (element) {
            case "Principal":
            case "NotPrincipal":
                return [element, principals(value)];
            case "Action":
            case "NotAction":
                return [element, texts(value).map((each) => each.toLowerCase())];
            case "Condition":
                return [element, conditions(value)];
            case "Effect":
                return [element, value];
            default:
                return [element, texts(value)];
        }
    });
    return JSON.stringify(elements.sort(byName));
}

function principals(value: unknown): unknown {
    const byType = value === "*" ? { AWS: "*" } : (value as Readonly<Record<string, unknown>>);
    return Object.entries(byType)
        .map(([type, listed]): [string, unknown] => [
            type,
            texts(listed)
                .map((each) => /^arn:[^:]+:iam::(\d{12}):root$/.exec(each)?.[1] ?? each)
                .sort(),
        ])
        .sort(byName);
}

function conditions(value: unknown): unknown {
    return Object.entries(value as Readonly<Record<string, object>>)
        .map(([operator, keys]): [string, unknown] => [
            operator,
            Object.entries(keys)
                .map(([key, values]): [string, unknown] => [key.toLowerCase(), texts(values)])
                .sort(byName),
        ])
        .sort(byName);
}

function texts(value: unknown): readonly string[] {
    return [value].flat().map(String).sort();
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
    return a < b ? -1 : 1;
}
