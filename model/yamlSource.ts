import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Node } from "yaml";
import { formatPath } from "./issue";
import type { Issue, IssueAt, Path } from "./issue";

/** A YAML text that remembers where each of its values stands. */
export interface YamlSource {
    readonly file: string;
    /** Plain data; `undefined` when the text has syntax errors. */
    readonly value: unknown;
    readonly syntaxIssues: readonly Issue[];
    readonly issueAt: IssueAt;
}

export function readYaml(file: string, text: string): YamlSource {
    const lines = new LineCounter();
    const document = parseDocument(text, {
        lineCounter: lines,
        prettyErrors: false,
        uniqueKeys: true,
        strict: true,
        version: "1.2",
    });
    const place = (offset: number) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
    };
    const syntaxIssues: Issue[] = [...document.errors, ...document.warnings].map((error) => ({
        file,
        ...place(error.pos[0]),
        path: "",
        message: syntaxMessage(error.code, error.message),
    }));
    let value: unknown;
    if (syntaxIssues.length === 0) {
        try {
            value = document.toJS();
        } catch (error) {
            // The library refuses aliases that expand without end; it gives no place for that.
            syntaxIssues.push({ file, line: 1, column: 1, path: "", message: String(error) });
        }
    }

    return {
        file,
        value,
        syntaxIssues,
        issueAt: (path, message, at = "value") => {
            const offset = offsetOf(document.contents, path, at);
            return { file, ...place(offset), path: formatPath(path), message };
        },
    };
}

/** A value that is missing stands where its nearest parent stands. */
function offsetOf(root: Node | null, path: Path, at: "key" | "value"): number {
    let node: unknown = root;
    let offset = root?.range?.[0] ?? 0;
    for (const [depth, segment] of path.entries()) {
        const last = depth === path.length - 1;
        if (isMap(node)) {
            const pair = node.items.find(
                ({ key }) => isScalar(key) && String(key.value) === String(segment),
            );
            if (pair === undefined) {
                return offset;
            }
            const key = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
            node = pair.value;
            const value = (node as Node | null)?.range?.[0];
            // An empty value has no text of its own, and a map's text begins at its first key,
            // which is below: both are better pointed at by their key.
            const pointAtKey = (last && at === "key") || isMap(node) || value === undefined;
            offset = (pointAtKey ? key : value) ?? offset;
        } else if (isSeq(node) && typeof segment === "number") {
            node = node.items[segment];
            offset = (node as Node | undefined)?.range?.[0] ?? offset;
        } else {
            return offset;
        }
    }
    return offset;
}

function syntaxMessage(code: string, message: string): string {
    if (code === "DUPLICATE_KEY") {
        return "this key is given twice in the same map; keep one of the two";
    }
    return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
