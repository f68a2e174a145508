/** An IAM policy document as we write it: objects and lists only, every statement named. */
export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: "*" | { readonly AWS: string } | { readonly Service: string };
    readonly Action: readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Condition?: Readonly<
        Record<string, Readonly<Record<string, string | readonly string[]>>>
    >;
}

export function policyDocument(...statements: readonly PolicyStatement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: statements };
}

/** Documents become text here, where no Output can exist: elsewhere one would turn into garbage. */
export function policyText(document: PolicyDocument): string {
    return JSON.stringify(document);
}
