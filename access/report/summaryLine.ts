import type { AccessDifference, ChangeKind } from "../diff/accessDifference";
import { isWidening } from "../diff/allowance";

/** The whole difference in one line of our own words. */
export function summaryLine({ changes, teams, unread }: AccessDifference): string {
    const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
    const opens = changes.filter(
        ({ kind, crossing }) => kind === "gained" && crossing === "anyone",
    );
    const outside = changes.filter(
        ({ kind, crossing }) => kind === "gained" && crossing === "outsider",
    );
    const across = changes.filter(({ kind, crossing }) => kind === "gained" && crossing === "team");
    const unchanged = teams.filter(({ status, exposed }) => status === "unchanged" && !exposed);
    const parts = [
        said(opens.length, "opens something to anyone", "open something to anyone"),
        said(outside.length, "lets in somebody from outside", "let in somebody from outside"),
        said(across.length, "crosses teams", "cross teams"),
        said(count("gained"), "widening", "widenings"),
        said(count("lost"), "narrowing", "narrowings"),
        said(count("moved"), "moved way", "moved ways"),
        said(count("team-added"), "new team", "new teams"),
        said(count("team-removed"), "team gone", "teams gone"),
        said(count("stale"), "stale principal", "stale principals"),
        said(count("undecided") + unread.length, "undecided", "undecided"),
        said(unchanged.length, "team unchanged", "teams unchanged"),
    ].flatMap((part) => part ?? []);
    const isSame = changes.length === 0 && unread.length === 0;
    const verdict = isSame
        ? "Access stays as it is"
        : changes.some(isWidening) || unread.length > 0
          ? "Access widens"
          : "Nobody gains access";
    return parts.length === 0 ? verdict : `${verdict}: ${parts.join(", ")}`;
}

function said(count: number, one: string, many: string): string | undefined {
    return count === 0 ? undefined : `${count} ${count === 1 ? one : many}`;
}
