import { warningShare } from "../serviceLimits";
import type { Path, Report } from "../../issue";

/** One count against one limit: an error beyond it, a warning from four fifths of it on. */
export function checkLimit(
    report: Report,
    at: Path,
    what: {
        readonly counted: string;
        readonly count: number;
        readonly limit: number;
        readonly raise: string;
    },
): void {
    const { counted, count, limit, raise } = what;
    const sentence = `${number(count)} ${counted}; AWS allows ${number(limit)}`;
    if (count > limit) {
        report.error(at, `${sentence}: ${raise}`);
    } else if (count >= limit * warningShare) {
        report.warning(
            at,
            `${sentence}, so ${Math.round((count / limit) * 100)} % are in use: ${raise}`,
        );
    }
}

function number(value: number): string {
    return value.toLocaleString("en-US");
}
