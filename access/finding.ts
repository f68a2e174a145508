/**
 * An answer with its reason. `undecided` is an answer of its own: something took part that we do not
 * understand, and whoever asked must not take it for the answer that he hoped for.
 */
export type Answer = "yes" | "no" | "undecided";

export interface Finding {
    readonly answer: Answer;
    readonly because: string;
}

export function yes(because: string): Finding {
    return { answer: "yes", because };
}

export function no(because: string): Finding {
    return { answer: "no", because };
}

export function undecided(what: string): Finding {
    return { answer: "undecided", because: `cannot decide: ${what}` };
}

/** Yes if all are; the first `no` decides, whatever else is undecided. */
export function all(findings: readonly Finding[]): Finding {
    return (
        findings.find(({ answer }) => answer === "no") ??
        findings.find(({ answer }) => answer === "undecided") ??
        yes(sentences(findings))
    );
}

/** Yes if one is; the first `yes` decides, whatever else is undecided. */
export function any(findings: readonly Finding[], none: string): Finding {
    return (
        findings.find(({ answer }) => answer === "yes") ??
        findings.find(({ answer }) => answer === "undecided") ??
        no(none)
    );
}

/** The finding turned round: what speaks for a deny speaks against the request. */
export function not(finding: Finding): Finding {
    const turned = { yes: "no", no: "yes", undecided: "undecided" } as const;
    return { answer: turned[finding.answer], because: finding.because };
}

function sentences(findings: readonly Finding[]): string {
    return [...new Set(findings.map(({ because }) => because))].filter(Boolean).join("; ");
}
