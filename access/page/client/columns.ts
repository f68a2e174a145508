import type { ShownNode } from "./estate";
import { isSource } from "./scope";

/** Where the accounts stand, side by side, with the name of the team before the first. */
export interface Columns {
    readonly accounts: readonly string[];
    readonly whole: number;
    indexOf(node: ShownNode): number;
    left(index: number): number;
    right(index: number): number;
    put<T extends HTMLElement>(element: T, index: number): T;
}

/** The account of a node, or what stands in its place. */
export function accountOf({ account, kind }: ShownNode): string {
    return account ?? (isSource(kind) ? "outside" : "no account");
}

const first = 120;
const gap = 30;
const narrowest = 170;
const widest = 330;

/** As wide as there is space for; many accounts scroll sideways. */
export function columnsOf(accounts: readonly string[], space: number): Columns {
    const share = (space - first) / Math.max(1, accounts.length) - gap;
    const width = Math.round(Math.min(widest, Math.max(narrowest, share)));
    const left = (index: number) => first + index * (width + gap);
    return {
        accounts,
        whole: left(accounts.length) - gap + 10,
        indexOf: (node) => accounts.indexOf(accountOf(node)),
        left,
        right: (index) => left(index) + width,
        put(element, index) {
            element.style.left = `${left(index)}px`;
            element.style.width = `${width}px`;
            return element;
        },
    };
}
