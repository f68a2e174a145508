import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { differenceOf } from "../../../access/diff/difference";
import { contextOf, headline } from "../../../access/report/changeWords";
import { markdownDifference } from "../../../access/report/markdownDifference";
import { plain } from "../../../access/report/phrase";
import { buildGraph } from "../../../policypack/graph/build";
import { declaredTeams } from "../../../policypack/graph/declared";
import type { GraphResource } from "../../../policypack/graph/resource";
import { accessCases, differenceOfCase, exampleKnowledge } from "../../support/accessCases";
import { exampleFile, exampleFolder, projectFolder } from "../../support/example";
import { mockResources } from "../../support/mockResources";
import { runIndex } from "../../support/runIndex";

const golden = path.join(projectFolder, "test", "golden", "access");

/** With UPDATE_GOLDEN=true the files are written anew, to be reviewed by eye. */
function assertGolden(file: string, text: string): void {
    if (process.env.UPDATE_GOLDEN === "true") {
        fs.mkdirSync(golden, { recursive: true });
        fs.writeFileSync(path.join(golden, file), text);
    }
    assert.equal(fs.readFileSync(path.join(golden, file), "utf8"), text);
}

/** What a reviewer has to see on a pull request, as a whole. */
const wholeComments = [
    "associationScopedToCluster",
    "groupBindingAdded",
    "prefixWidened",
    "strangerInTrustPolicy",
];

/** The example's roster without a team, as a file; its path from the example's folder. */
function rosterWithout(team: string): string {
    const roster = parse(exampleFile("teams.yaml")) as { teams: Record<string, object> };
    const teams = Object.fromEntries(
        Object.entries(roster.teams).filter(([name]) => name !== team),
    );
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "roster-")), "teams.yaml");
    fs.writeFileSync(file, stringify({ ...roster, teams }));
    return path.relative(exampleFolder, file);
}

describe("the difference of what is registered", function () {
    this.timeout(120_000);
    let registered: readonly GraphResource[] = [];

    before(async () => {
        registered = mockResources(await runIndex());
    });

    for (const each of accessCases()) {
        it(`tells of ${each.about}`, () => {
            const difference = differenceOfCase(registered, each);

            const context = contextOf(difference);
            assert.deepEqual(
                difference.changes.map(
                    (change) =>
                        `${change.kind}, ${change.crossing}: ${plain(headline(change, context))}`,
                ),
                each.told,
            );
            assert.deepEqual(difference.unread, []);
            if (wholeComments.includes(each.name)) {
                assertGolden(`${each.name}.md`, markdownDifference(difference));
            }
        });
    }

    it("has nothing to tell of the same program run again", async () => {
        const again = mockResources(await runIndex());

        const difference = differenceOf(
            buildGraph(registered, exampleKnowledge()),
            buildGraph([...again].reverse(), exampleKnowledge()),
        );

        assert.deepEqual(
            { changes: difference.changes, edges: difference.edges },
            { changes: [], edges: [] },
        );
    });

    it("tells of a team that the roster has, and the last rollout had not", async () => {
        const before = mockResources(
            await runIndex({}, { "hyperpod-teams:roster": rosterWithout("vision") }),
        );
        const [without, full] = [before, registered].map((each) =>
            buildGraph(each, exampleKnowledge()),
        );
        assert.ok(without !== undefined && full !== undefined);

        assertGolden(
            "teamAdded.md",
            markdownDifference(differenceOf(without, full, declaredTeams(registered))),
        );
        assertGolden(
            "teamRemoved.md",
            markdownDifference(differenceOf(full, without, declaredTeams(before))),
        );
    });
});
