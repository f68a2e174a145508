/** An IAM policy document as we write it: objects and lists only, every statement named. */
export interface PolicyDocument<Statement = PolicyStatement> {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
}

export interface PolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?:
        "*" | { readonly AWS: string | readonly string[] } | { readonly Service: string };
    readonly Action: readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Condition?: Readonly<
        Record<string, Readonly<Record<string, string | readonly string[]>>>
    >;
}

/** A statement that somebody else wrote into a document of ours, in any form that AWS takes. */
export interface ForeignStatement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: ForeignPrincipal | undefined;
    readonly NotPrincipal?: ForeignPrincipal | undefined;
    readonly Action?: OneOrMany | undefined;
    readonly NotAction?: OneOrMany | undefined;
    readonly Resource?: OneOrMany | undefined;
    readonly NotResource?: OneOrMany | undefined;
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>> | undefined;
}

type OneOrMany = string | readonly string[];
type ForeignPrincipal = "*" | Readonly<Record<string, OneOrMany>>;

export function policyDocument<Statement = PolicyStatement>(
    ...statements: readonly Statement[]
): PolicyDocument<Statement> {
    return { Version: "2012-10-17", Statement: statements };
}

/** A list of one is written as that one, as AWS shows it. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
    const [first, ...others] = values;
    return first !== undefined && others.length === 0 ? first : values;
}

/** Documents become text here, where no Output can exist: elsewhere one would turn into garbage. */
export function policyText(document: PolicyDocument<unknown>): string {
    return JSON.stringify(document);
}
