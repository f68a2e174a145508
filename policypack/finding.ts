/** What a finding says, in the order in which a reader asks: whose, what, found, wanted, fix. */
export interface Finding {
    readonly team?: string | undefined;
    /** The thing in the reader's words, for example `access point "vision-curated"`. */
    readonly subject: string;
    readonly problem: string;
    readonly found: string;
    readonly wanted: string;
    readonly fix: string;
    /** The input that is not known at preview, where that is all there is to report. */
    readonly unknown?: string;
    /** The resource that a finding about the whole stack is best shown beside. */
    readonly urn?: string | undefined;
}

export function sentence(finding: Finding): string {
    const team = finding.team === undefined ? "" : `team "${finding.team}": `;
    const { subject, problem, found, wanted, fix } = finding;
    return `${team}${subject} ${problem}: found ${found}, wanted ${wanted}; ${fix}`;
}

/** A value as a sentence shows it; long ones are cut, since a finding is one line. */
export function shown(value: unknown): string {
    if (value === undefined) {
        return "nothing";
    }
    const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
    return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** `"a", "b" or "c"`; `nothing` for an empty list. */
export function anyOf(values: readonly string[]): string {
    const quoted = [...new Set(values)].map((value) => `"${value}"`);
    const last = quoted.pop();
    if (last === undefined) {
        return "nothing";
    }
    return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}
