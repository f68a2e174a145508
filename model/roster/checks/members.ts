import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";
import type { MemberInput } from "../rosterMemberSchema";

const audiences = ["scientists", "viewers", "robots"] as const;

export function checkMembers(entry: TeamEntry, report: Report): void {
    const submitters = new Set([...entry.input.scientists, ...entry.input.robots].map(identity));
    for (const field of audiences) {
        const seen = new Set<string>();
        for (const [index, member] of entry.input[field].entries()) {
            const key = identity(member);
            const at = entry.at(field, index);
            if (seen.has(key)) {
                report.error(at, `${inWords(member)} is listed twice; remove one of the two`);
            } else if (field === "viewers" && submitters.has(key)) {
                report.warning(
                    at,
                    `${inWords(member)} may submit already, which includes looking; remove it here`,
                );
            }
            seen.add(key);
        }
    }
}

function identity({ account, permissionSet, role }: MemberInput): string {
    return JSON.stringify([account, permissionSet, role]);
}

function inWords({ account, permissionSet, role }: MemberInput): string {
    return permissionSet === undefined
        ? `role "${role ?? ""}" of account "${account}"`
        : `permission set "${permissionSet}" of account "${account}"`;
}
