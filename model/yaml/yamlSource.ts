import { isMap, isScalar, isSeq } from "yaml";
import type { Node, Pair, YAMLMap } from "yaml";
import { formatPath } from "../issue";
import type { Issue, IssueAt, Path } from "../issue";
import { cut, printable } from "../printable";
import { decodeText, placesOf } from "./yamlText";
import type { Place, PlacedProblem, YamlText } from "./yamlText";
import { parseTree } from "./yamlTree";
import { offsetOf, plainValue, textKey } from "./yamlValue";

/** A YAML text that remembers where each of its values stands. */
export interface YamlSource {
    readonly file: string;
    /**
     * Plain data; `undefined` when the text cannot be understood. It may be there beside
     * `syntaxIssues`, so that the rest of the file is checked at once: see `allIssues`.
     */
    readonly value: unknown;
    readonly syntaxIssues: readonly Issue[];
    readonly issueAt: IssueAt;
    /** A value as it is written, if it has no quotes and YAML takes it for something but text. */
    readonly writtenAt: (path: Path) => string | undefined;
}

/** A path's segments are names; a message may list a few of them. */
const longestSegment = 100;
const longestMessage = 2000;

export function readYaml(file: string, source: YamlText): YamlSource {
    const decoded = decodeText(source);
    if (!decoded.ok) {
        return unreadable(file, decoded.problems);
    }
    const placeAt = placesOf(decoded.text);
    const issue = (place: Place, path: Path, message: string): Issue => ({
        severity: "error",
        file,
        line: place.line,
        column: place.column,
        path: printable(formatPath(path.map(shortSegment))),
        message: printable(cut(message, longestMessage)),
    });
    const { root, problems } = parseTree(decoded.text);
    const plain = problems.length === 0 ? plainValue(root) : { value: undefined, problems: [] };
    const nodeAt = finder(root);

    return {
        file,
        value: plain.value,
        syntaxIssues: [
            ...problems.map(({ offset, message }) => issue(placeAt(offset), [], message)),
            ...plain.problems.map(({ offset, path, message }) =>
                issue(placeAt(offset), path, message),
            ),
        ],
        issueAt: (path, message, at = "value") =>
            issue(placeAt(nodeAt(path, at).offset), path, message),
        writtenAt: (path) => {
            const { node } = nodeAt(path, "value");
            const written = isScalar(node) && typeof node.value !== "string" ? node.source : "";
            return written === "" ? undefined : written;
        },
    };
}

/**
 * What is wrong with the text beside what was found in its values; one place is reported once, by
 * whoever knows what the value is for.
 */
export function allIssues(source: YamlSource, found: readonly Issue[]): readonly Issue[] {
    const place = ({ line, column }: Issue) => `${line ?? 0}:${column ?? 0}`;
    const taken = new Set(found.filter(({ severity }) => severity === "error").map(place));
    return [...source.syntaxIssues.filter((issue) => !taken.has(place(issue))), ...found];
}

function unreadable(file: string, problems: readonly PlacedProblem[]): YamlSource {
    const issue = ({ line, column, message }: PlacedProblem, path: string): Issue => ({
        severity: "error",
        file,
        line,
        column,
        path,
        message,
    });
    return {
        file,
        value: undefined,
        syntaxIssues: problems.map((problem) => issue(problem, "")),
        issueAt: (path, message) => issue({ line: 1, column: 1, message }, formatPath(path)),
        writtenAt: () => undefined,
    };
}

function shortSegment(segment: string | number): string | number {
    return typeof segment === "number" ? segment : cut(segment, longestSegment);
}

interface Found {
    readonly node: unknown;
    readonly offset: number;
}

/** Looks nodes up by path; each map's keys are indexed once, so a thousand issues cost no more. */
function finder(root: Node | null): (path: Path, at: "key" | "value") => Found {
    const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
    const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
        let index = indexes.get(map);
        if (index === undefined) {
            // Of keys that are given twice the first one counts, and a Map keeps the last.
            index = new Map([...map.items].reverse().map((pair) => [textKey(pair) ?? "", pair]));
            indexes.set(map, index);
        }
        return index.get(key);
    };

    /** A value that is missing stands where its nearest parent stands. */
    return (path, at) => {
        let node: unknown = root;
        let offset = offsetOf(root);
        for (const [depth, segment] of path.entries()) {
            const last = depth === path.length - 1;
            if (isMap(node)) {
                const pair = pairOf(node, String(segment));
                if (pair === undefined) {
                    return { node: undefined, offset };
                }
                node = pair.value;
                // An empty value has no text of its own, and a map's text begins at its first key,
                // which is below: both are better pointed at by their key.
                const pointAtKey = (last && at === "key") || isMap(node) || node === null;
                offset = offsetOf(pointAtKey ? pair.key : node);
            } else if (isSeq(node) && typeof segment === "number") {
                node = node.items[segment];
                offset = node === undefined ? offset : offsetOf(node);
            } else {
                return { node: undefined, offset };
            }
        }
        return { node, offset };
    };
}
