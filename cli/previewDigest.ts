/**
 * What a preview says: `pulumi preview --json` tells the steps and what went wrong, and keeps silent
 * about policies, which stand in the log of events alone (`--event-log`). Both are the output of code
 * that nobody has approved: texts, and nothing to be followed.
 */
export interface PreviewDigest {
    readonly changes: readonly Change[];
    /** Whether it came to its end: one that did not says nothing of what it did not come to. */
    readonly complete: boolean;
    /** What kept it from that, in words. */
    readonly errors: readonly string[];
    readonly violations: readonly Violation[];
}

export const changeKinds = ["create", "update", "replace", "delete"] as const;

export interface Change {
    readonly kind: (typeof changeKinds)[number];
    readonly type: string;
    readonly name: string;
}

export interface Violation {
    readonly policy: string;
    readonly level: string;
    readonly message: string;
    readonly resource: string;
}

/** What `pulumi preview` writes: with --json, and with --event-log. */
export interface PreviewFiles {
    readonly output: string;
    readonly events: string;
}

interface PreviewOutput {
    readonly steps?: readonly { readonly op: string; readonly urn: string }[];
    readonly diagnostics?: readonly { readonly severity?: string; readonly message?: string }[];
}

interface EngineEvent {
    readonly policyEvent?: {
        readonly resourceUrn?: string;
        readonly message: string;
        readonly policyName: string;
        readonly enforcementLevel: string;
    };
    readonly policyAnalyzeStackSummaryEvent?: object;
    readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
}

export function previewDigest({ output, events }: PreviewFiles): PreviewDigest {
    const { steps = [], diagnostics = [] } = previewOutput(output);
    const log = events
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line) as EngineEvent);
    const errors = [
        ...diagnostics,
        ...log.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []),
    ].flatMap(({ severity, message = "" }) => (severity === "error" ? [plain(message)] : []));
    const violations = log.flatMap(({ policyEvent }) =>
        policyEvent === undefined
            ? []
            : [
                  {
                      policy: policyEvent.policyName,
                      level: policyEvent.enforcementLevel,
                      message: findingIn(policyEvent.message),
                      resource: nameOf(policyEvent.resourceUrn ?? ""),
                  },
              ],
    );
    return {
        changes: changesIn(steps),
        // The pack looks at the stack as a whole when all of it is known, and last.
        complete:
            log.some((event) => event.policyAnalyzeStackSummaryEvent !== undefined) &&
            errors.every((error) => error === previewFailed && violations.length > 0),
        errors: [...new Set(errors)].filter((error) => error !== "" && error !== previewFailed),
        violations: unique(violations),
    };
}

/** What the engine adds when there is a violation or an error. */
const previewFailed = "preview failed";

/** The engine puts the policy's description before what the policy found. */
function findingIn(message: string): string {
    const [, ...finding] = plain(message).split("\n");
    return finding.join(" ") || plain(message);
}

/** Nothing may stand before the object; where there is none, the preview did not come so far. */
function previewOutput(output: string): PreviewOutput {
    const start = output.indexOf("{");
    return start === -1 ? {} : (JSON.parse(output.slice(start)) as PreviewOutput);
}

/** A replacement is three steps of one resource: it is told once. */
function changesIn(steps: NonNullable<PreviewOutput["steps"]>): readonly Change[] {
    const changes = new Map<string, Change>();
    for (const { op, urn } of steps) {
        const kind = /replace|replacement/.test(op)
            ? "replace"
            : changeKinds.find((each) => each === op);
        if (kind !== undefined && changes.get(urn)?.kind !== "replace") {
            changes.set(urn, { kind, type: typeOf(urn), name: nameOf(urn) });
        }
    }
    return [...changes.values()].sort(
        (one, other) =>
            changeKinds.indexOf(one.kind) - changeKinds.indexOf(other.kind) ||
            (one.name < other.name ? -1 : 1),
    );
}

function unique(violations: readonly Violation[]): readonly Violation[] {
    return [...new Map(violations.map((each) => [JSON.stringify(each), each])).values()].sort(
        (one, other) => (one.policy + one.resource < other.policy + other.resource ? -1 : 1),
    );
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>` */
function nameOf(urn: string): string {
    return urn.slice(urn.lastIndexOf("::") + 2);
}

function typeOf(urn: string): string {
    const types = urn.split("::")[2] ?? "";
    return types.slice(types.lastIndexOf("$") + 1);
}

/** Without the engine's marks for colours, and without what it puts before every error. */
function plain(message: string): string {
    return message
        .replaceAll(/<\{%[^%]*%\}>/g, "")
        .trim()
        .replace(/^error: /, "");
}
