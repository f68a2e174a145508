import type { SecondOpinion } from "./crossCheck";
import type { Finding } from "./finding";

/** One question of a walk, as a reviewer would put it, and what the registered resources answer. */
export interface Step {
    readonly question: string;
    readonly expected: boolean;
    readonly answer: boolean;
    readonly because: string;
}

/** One concrete request behind a question, and who else was asked about it. */
export interface Probe {
    /** What was asked, if one question stands for several requests. */
    readonly what?: string;
    readonly finding: Finding;
    readonly secondOpinion?: SecondOpinion;
}

/**
 * A step is right only if every probe gives the expected answer for certain and nobody disagrees:
 * what cannot be decided is shown as the answer that was not hoped for.
 */
export function stepOf(question: string, expected: boolean, probes: readonly Probe[]): Step {
    const wrong = probes.find((probe) => !isAsExpected(probe, expected));
    if (wrong !== undefined) {
        const place = wrong.what === undefined || probes.length === 1 ? "" : `${wrong.what}: `;
        return { question, expected, answer: !expected, because: place + reasonOf(wrong) };
    }
    const [first] = probes;
    if (first === undefined) {
        // Nothing to ask about is no proof that something is possible.
        return { question, expected, answer: false, because: "there is nothing to ask about" };
    }
    const times = probes.length === 1 ? "" : `asked ${probes.length} times, each time the same; `;
    return { question, expected, answer: expected, because: times + first.finding.because };
}

function isAsExpected({ finding, secondOpinion }: Probe, expected: boolean): boolean {
    return (
        finding.answer === (expected ? "yes" : "no") &&
        (secondOpinion === undefined || secondOpinion.allowed === expected)
    );
}

function reasonOf({ finding, secondOpinion }: Probe): string {
    if (secondOpinion === undefined || secondOpinion.allowed === (finding.answer === "yes")) {
        return finding.because;
    }
    const second = secondOpinion.allowed ? "yes" : "no";
    const first = finding.answer === "undecided" ? "nothing for certain" : finding.answer;
    return `the registered resources say ${first} (${finding.because}), the accounts themselves say ${second} (${secondOpinion.because})`;
}
