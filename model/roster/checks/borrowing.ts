import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";

/** Borrowing needs another team on the cluster that lends. */
export function checkBorrowing(entries: readonly TeamEntry[], report: Report): void {
    const lenders = new Map<string, number>();
    for (const { input } of entries) {
        if (input.compute !== undefined && input.compute.sharing !== "dont-lend") {
            lenders.set(input.cluster, (lenders.get(input.cluster) ?? 0) + 1);
        }
    }
    for (const entry of entries) {
        const { cluster, compute } = entry.input;
        // The team that borrows lends as well, so it is one of them.
        if (compute?.sharing === "lend-and-borrow" && lenders.get(cluster) === 1) {
            report.warning(
                entry.at("compute", "sharing"),
                `no other team on cluster "${cluster}" lends, so there is nothing to borrow`,
            );
        }
    }
}
