import assert from "node:assert/strict";
import fc from "fast-check";
import { isMap, isScalar, parseDocument } from "yaml";
import { formatIssues, hasErrors } from "../../../model/issue";
import type { Issue, Parsed } from "../../../model/issue";
import { checkRosterAlone, parseRoster, readRoster } from "../../../model/roster/roster";
import type { Roster } from "../../../model/roster/roster";
import { exampleSetting } from "../../support/example";
import { measured } from "../../support/processorTime";
import { roomyEnvironment, rosters } from "../../support/rosterArbitrary";
import { mutations } from "../../support/textMutation";

const environment = roomyEnvironment();

/** One case may take this long; each takes some ten milliseconds. */
const mostMilliseconds = 2000;

function read(text: string): Parsed<Roster> {
    const { result, processorMs } = measured(() => ({
        parsed: parseRoster("teams.yaml", text, environment, exampleSetting),
        alone: checkRosterAlone(readRoster("teams.yaml", text), exampleSetting.today),
    }));
    const { parsed, alone } = result;
    assert.ok(processorMs < mostMilliseconds, `took ${processorMs} ms`);
    for (const issue of [...parsed.issues, ...alone]) {
        assertPlaced(issue, text);
    }
    return parsed;
}

/** Whether an issue points at a place that the text has, and is one line of what a terminal may see. */
function assertPlaced(issue: Issue, text: string): void {
    const lines = text.replace(/^\ufeff/, "").split("\n");
    const line = lines[(issue.line ?? 0) - 1];
    assert.ok(line !== undefined, `no such line: ${JSON.stringify(issue)}`);
    const column = issue.column ?? 0;
    assert.ok(column >= 1 && column <= line.length + 1, `no such column: ${JSON.stringify(issue)}`);
    assert.doesNotMatch(formatIssues([issue]), /[\p{Cc}\p{Cf}]/u);
}

function namesOf(roster: Roster): readonly string[] {
    return [...roster.teams.map(({ name }) => name), ...roster.leaving, ...roster.elsewhere];
}

/** The text's team keys by the library alone; nothing where it is not YAML to it. */
function teamKeys(text: string): readonly string[] {
    const document = parseDocument(text, { uniqueKeys: false });
    const teams = document.errors.length === 0 ? document.get("teams") : undefined;
    return isMap(teams)
        ? teams.items.map(({ key }) => String(isScalar(key) ? key.value : key))
        : [];
}

describe("parseRoster", function () {
    this.timeout(60_000);

    it("takes every right roster, and every team of it", () => {
        fc.assert(
            fc.property(rosters, ({ text, names }) => {
                const parsed = read(text);

                assert.equal(hasErrors(parsed.issues) ? formatIssues(parsed.issues) : "", "");
                assert.ok(parsed.ok);
                const found = new Set(namesOf(parsed.value));
                assert.deepEqual(
                    names.filter((name) => !found.has(name)),
                    [],
                );
            }),
            { numRuns: 150, interruptAfterTimeLimit: 5000 },
        );
    });

    it("never crashes, hangs, drops a team without a word or names a place that is not there", () => {
        const mutated = rosters.chain(({ text }) => mutations(text));
        let refused = 0;
        let taken = 0;
        fc.assert(
            fc.property(mutated, (text) => {
                const parsed = read(text);

                if (parsed.ok) {
                    taken += 1;
                    const found = new Set(namesOf(parsed.value));
                    const keys = teamKeys(text);
                    assert.deepEqual(
                        keys.filter((name) => !found.has(name)),
                        [],
                    );
                    // Two entries under one name would be one team, and the other one gone.
                    assert.equal(new Set(keys).size, keys.length);
                } else {
                    refused += 1;
                    assert.ok(hasErrors(parsed.issues));
                }
            }),
            { numRuns: 400, interruptAfterTimeLimit: 14_000 },
        );
        // Mutations that spare or break every text would prove nothing; on a machine that got to a
        // few of them alone, neither number says anything.
        const few = refused + taken < 100;
        assert.ok(few || (refused > 20 && taken > 5), `${refused} refused, ${taken} taken`);
    });

    it("answers any text at all", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
                const parsed = read(text);

                assert.ok(parsed.ok || hasErrors(parsed.issues));
            }),
            { numRuns: 500, interruptAfterTimeLimit: 1500 },
        );
    });

    it("answers any bytes at all", () => {
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
                const parsed = parseRoster("t", bytes, environment, exampleSetting);

                assert.ok(parsed.ok || hasErrors(parsed.issues));
            }),
            { numRuns: 500, interruptAfterTimeLimit: 1500 },
        );
    });
});
