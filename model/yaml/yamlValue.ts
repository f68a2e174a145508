import { isMap, isScalar, isSeq } from "yaml";
import type { Node, Pair, Scalar, YAMLMap } from "yaml";
import type { Path } from "../issue";
import { cut, printable, quoted } from "../printable";

export interface ValueProblem {
    readonly offset: number;
    readonly path: Path;
    readonly message: string;
}

export interface PlainValue {
    readonly value: unknown;
    readonly problems: readonly ValueProblem[];
}

/** A roster may have a slip in each of its teams; a file of a million slips is no roster. */
const mostValueProblems = 1000;

/**
 * Nodes into plain data, with what is wrong whatever the fields mean: keys that meet or are no text,
 * and numbers that read otherwise than they are written. Of keys that meet, the first one counts.
 */
export function plainValue(root: Node | null): PlainValue {
    const problems: ValueProblem[] = [];
    const problem = (offset: number, path: Path, message: string) => {
        if (problems.length < mostValueProblems) {
            problems.push({ offset, path, message });
        }
    };
    const walk = (node: unknown, path: Path): unknown => {
        if (isMap(node)) {
            return Object.fromEntries(entriesOf(node, path));
        }
        if (isSeq(node)) {
            return node.items.map((item, index) => walk(item, [...path, index]));
        }
        if (!isScalar(node)) {
            return null;
        }
        const message = scalarProblem(node);
        if (message !== undefined) {
            problem(offsetOf(node), path, message);
        }
        return node.value;
    };
    function entriesOf(map: YAMLMap, path: Path): [string, unknown][] {
        const seen = new Set<string>();
        const entries: [string, unknown][] = [];
        for (const pair of map.items) {
            const key = textKey(pair);
            const name = key ?? "";
            const message = keyProblem(pair, key, seen.has(name));
            if (message !== undefined) {
                const at = key === undefined ? path : [...path, key];
                problem(offsetOf(pair.key ?? pair.value), at, message);
                continue;
            }
            seen.add(name);
            entries.push([name, walk(pair.value, [...path, name])]);
        }
        return entries;
    }
    return { value: walk(root, []), problems };
}

/** A pair's key, if it is text. */
export function textKey({ key }: Pair): string | undefined {
    return isScalar(key) && typeof key.value === "string" ? key.value : undefined;
}

function keyProblem(pair: Pair, key: string | undefined, seen: boolean): string | undefined {
    if (key === undefined) {
        return notTextMessage(pair.key);
    }
    if (seen) {
        return "this key is given twice in the same map; keep one of the two";
    }
    if (key === "<<") {
        return 'got a merge key, "<<"; expected plain values alone: write the values out';
    }
    // Assigning it would change what the map inherits instead of what it holds.
    return key === "__proto__"
        ? 'got the key "__proto__", which JavaScript keeps for itself; choose another name'
        : hiddenCharacter(key);
}

function notTextMessage(key: unknown): string {
    if (isMap(key) || isSeq(key)) {
        return `got a ${isMap(key) ? "map" : "list"} as a key; expected text, in quotes if it begins with a bracket`;
    }
    const written = isScalar(key) ? (key.source ?? "") : "";
    return written === ""
        ? 'got a key without a name; expected text before the ":"'
        : `got ${printable(cut(written, 40))} as a key, which is ${kind(isScalar(key) ? key.value : null)} to YAML; expected text: "${printable(cut(written, 40))}" in quotes`;
}

function scalarProblem(scalar: Scalar): string | undefined {
    const { value, source = "" } = scalar;
    if (typeof value === "string") {
        return hiddenCharacter(value);
    }
    if (typeof value !== "number" || String(value) === source) {
        return undefined;
    }
    const written = printable(cut(source, 40));
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        return `got ${written} without quotes, which is ${kind(value)} to YAML; write a smaller number, or "${written}" in quotes if it is text`;
    }
    return `got ${written} without quotes, which is ${kind(value)} to YAML; write ${value}, or "${written}" in quotes if it is text`;
}

/** Quotes can bring in by an escape what the text itself must not hold: a terminal would obey it. */
function hiddenCharacter(value: string): string | undefined {
    return /[^\t\n\r\P{Cc}]|[\u202a-\u202e\u2066-\u2069]/u.test(value)
        ? `got ${quoted(value)}, which holds a control character; remove it`
        : undefined;
}

function kind(value: unknown): string {
    if (typeof value === "number") {
        return Number.isFinite(value) ? `the number ${value}` : "no finite number";
    }
    return typeof value === "boolean" ? `the boolean ${String(value)}` : "nothing";
}

export function offsetOf(node: unknown): number {
    return (node as Node | null)?.range?.[0] ?? 0;
}
