import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";
import { tagsPerResource } from "../serviceLimits";

/** The program's own, which policies and cost reports rely on. */
const ownTags: readonly string[] = ["team", "managed-by"];

export function checkTags(entry: TeamEntry, report: Report): void {
    const keys = Object.keys(entry.input.tags);
    const seen = new Map<string, string>();
    for (const key of keys) {
        const lower = key.toLowerCase();
        const at = entry.at("tags", key);
        const twin = seen.get(lower);
        if (ownTags.includes(lower)) {
            report.error(at, `tag "${key}" is set by the program; choose another key`, "key");
        } else if (lower.startsWith("aws:")) {
            report.error(at, `keys that begin with "aws:" are AWS's own; choose another`, "key");
        } else if (twin !== undefined) {
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html: IAM keeps one of them.
            report.error(
                at,
                `differs from "${twin}" in case alone, which IAM does not tell apart; keep one of the two`,
                "key",
            );
        }
        seen.set(lower, key);
    }
    const most = tagsPerResource - ownTags.length;
    if (keys.length > most) {
        report.error(
            entry.at("tags"),
            `got ${keys.length} tags; a resource has at most ${tagsPerResource}, of which ${ownTags.length} are the program's: expected at most ${most}`,
        );
    }
}
