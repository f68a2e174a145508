import type { Deviation } from "../../policypack/graph/graph";
import type { AccessChange, AccessDifference, ChangeKind } from "../diff/accessDifference";
import { isWidening } from "../diff/allowance";
import type { Judgement } from "../diff/allowance";
import { contextOf, headline } from "./changeWords";
import { plain } from "./phrase";
import { printable } from "./printable";
import type { Place } from "./rosterPlaces";

type Level = "error" | "warning" | "note";

interface Rule {
    readonly id: string;
    readonly text: string;
    readonly level: Level;
}

/** In the order in which they stand in a file: a result names its rule by its place as well. */
const rules: readonly Rule[] = [
    { id: "open-to-anyone", text: "Anyone gains access", level: "error" },
    { id: "let-in-from-outside", text: "Somebody of no team gains access", level: "error" },
    { id: "across-teams", text: "A team gains what is another one's", level: "error" },
    { id: "access-gained", text: "Access widens", level: "warning" },
    { id: "team-added", text: "A team is new", level: "warning" },
    { id: "access-lost", text: "Access narrows", level: "note" },
    { id: "team-removed", text: "A team is gone", level: "note" },
    { id: "access-moved", text: "The same access comes by another way", level: "note" },
    { id: "stale-principal", text: "A document names a principal that is gone", level: "warning" },
    { id: "undecided", text: "What is allowed can no longer be decided", level: "warning" },
    {
        id: "not-read",
        text: "What is registered is not read and may grant anything",
        level: "error",
    },
    { id: "beyond-declared", text: "A team reaches more than is declared", level: "error" },
    { id: "missing-declared", text: "A team does not reach what is declared", level: "warning" },
];

const ruleOfKind: Readonly<Record<ChangeKind, string>> = {
    gained: "access-gained",
    lost: "access-lost",
    moved: "access-moved",
    "team-added": "team-added",
    "team-removed": "team-removed",
    stale: "stale-principal",
    undecided: "undecided",
};

const ruleOfCrossing: Partial<Record<AccessChange["crossing"], string>> = {
    anyone: "open-to-anyone",
    outsider: "let-in-from-outside",
    team: "across-teams",
};

/** GitHub takes no more results of a run: https://docs.github.com/en/code-security/code-scanning. */
const mostResults = 25_000;

interface Finding {
    readonly rule: string;
    readonly text: string;
    readonly place: Place;
    /** The same for the same finding in another run, whatever its words. */
    readonly fingerprint: string;
    /** What is allowed is worth a note. */
    readonly isAllowed?: boolean;
}

/** A difference for code scanning; each finding stands at its team's entry in the roster. */
export function differenceSarif(
    { changes, unread, nodes, edges }: AccessDifference,
    placeOf: (team: string | undefined) => Place,
    judgement?: Judgement,
): unknown {
    const context = contextOf({ nodes, edges });
    const beyond = judgement === undefined ? undefined : new Set(judgement.beyond);
    const isRead = judgement?.unread.length === 0;
    return sarif([
        ...changes.map((change) => ({
            rule: ruleOf(change),
            text: plain(headline(change, context)),
            place: placeOf(change.subjects[0] ?? change.owners[0]),
            fingerprint: JSON.stringify([change.kind, change.edges]),
            isAllowed: isWidening(change) && beyond !== undefined && !beyond.has(change),
        })),
        ...unread.map((what) => ({
            rule: "not-read",
            text: printable(what),
            place: placeOf(undefined),
            fingerprint: what,
            isAllowed: isRead,
        })),
    ]);
}

/** What is not as declared, for code scanning. */
export function deviationSarif(
    deviations: readonly Deviation[],
    placeOf: (team: string | undefined) => Place,
): unknown {
    return sarif(
        deviations.map(({ team, kind, what, path }) => ({
            rule: kind === "beyond" ? "beyond-declared" : "missing-declared",
            text: printable(`team "${team}": ${what}`),
            place: placeOf(team),
            fingerprint: JSON.stringify([team, kind, what, path]),
        })),
    );
}

function ruleOf({ kind, crossing }: AccessChange): string {
    const byCrossing = kind === "gained" ? ruleOfCrossing[crossing] : undefined;
    return byCrossing ?? ruleOfKind[kind];
}

function sarif(findings: readonly Finding[]): unknown {
    const shown = findings.slice(0, mostResults);
    const left = findings.length - shown.length;
    return {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "hyperpod-teams access",
                        rules: rules.map(({ id, text, level }) => ({
                            id,
                            shortDescription: { text },
                            defaultConfiguration: { level },
                        })),
                    },
                },
                results: shown.map(resultOf),
                ...(left === 0
                    ? {}
                    : {
                          invocations: [
                              {
                                  executionSuccessful: true,
                                  toolExecutionNotifications: [
                                      {
                                          level: "warning",
                                          message: { text: `${left} more findings are left out` },
                                      },
                                  ],
                              },
                          ],
                      }),
            },
        ],
    };
}

function resultOf({ rule, text, place, fingerprint, isAllowed }: Finding): unknown {
    const ruleIndex = rules.findIndex(({ id }) => id === rule);
    return {
        ruleId: rule,
        ruleIndex,
        level: isAllowed === true ? "note" : (rules[ruleIndex]?.level ?? "warning"),
        // In a message, brackets make links.
        message: { text: text.replace(/[[\]\\]/g, "\\$&") },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: { uri: encodeURI(place.file) },
                    region: { startLine: place.line ?? 1 },
                },
            },
        ],
        partialFingerprints: { "hyperpodTeamsAccess/v1": fingerprint },
    };
}
