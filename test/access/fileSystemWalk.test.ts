import * as assert from "node:assert/strict";
import { registrationsOf } from "../../access/registration";
import { walkTeams } from "../../access/walk";
import { organizationId, speech, stackExport, vision } from "./fixtures/estate";
import type { StackExport } from "./fixtures/estate";
import { addClaim, addFileSystem, letIn } from "./fixtures/fileSystems";

const id = "fs-0123456789abcdef0";

async function answers(state: StackExport, team: string): Promise<readonly string[]> {
    const walks = await walkTeams(
        registrationsOf(state),
        { may: () => Promise.resolve(true) },
        { context: { "aws:PrincipalOrgID": organizationId } },
    );
    return walks
        .filter((walk) => walk.team === team)
        .flatMap(({ steps }) => steps)
        .filter(({ question }) => / file system "(?!fs-)/.test(question))
        .map(
            ({ question, answer, expected }) =>
                `${question} ${answer ? "yes" : "no"}${answer === expected ? "" : " (wrong)"}`,
        );
}

const ownPlace = `"s3://acme-curated-dev/vision/" below "/curated" of file system "own"`;
const mapsPlace = `"s3://acme-curated-dev/maps/" below "/curated" of file system "maps"`;

describe("the walk through file systems", () => {
    it("shows of a team's own what is linked to it, and that nobody else mounts it", async () => {
        const state = stackExport([vision, speech]);
        addClaim(state, "vision", "vision/", "read-write");
        addFileSystem(state, {
            id,
            name: "own",
            team: "vision",
            mountedBy: ["vision"],
            prefix: "vision/",
            exports: true,
        });
        letIn(state, ["s3:Get*", "s3:PutObject"], "vision/");

        assert.deepEqual(await answers(state, "vision"), [
            `does any other team mount file system "own" (${id})? no`,
            `was the team given ${ownPlace}? yes`,
            `may FSx read ${ownPlace} for it? yes`,
            `may FSx write ${ownPlace} for it? yes`,
        ]);
        assert.deepEqual(await answers(state, "speech"), []);
    });

    it("shows of a shared one who sees the team's files, as what it is", async () => {
        const state = stackExport([vision, speech]);
        addClaim(state, "vision", "maps/");
        addClaim(state, "speech", "maps/", "read-write");
        addFileSystem(state, {
            id,
            name: "maps",
            mountedBy: ["vision", "speech"],
            prefix: "maps/",
        });
        letIn(state, ["s3:Get*"], "maps/");

        assert.deepEqual(await answers(state, "vision"), [
            `do "speech" see the team's files on file system "maps" (${id}), which they share? yes`,
            `was the team given ${mapsPlace}? yes`,
            `may FSx read ${mapsPlace} for it? yes`,
            `may FSx write ${mapsPlace} for it? no`,
        ]);
        // A team that may write need not be able to do it through a link that only imports.
        assert.deepEqual(await answers(state, "speech"), [
            `do "vision" see the team's files on file system "maps" (${id}), which they share? yes`,
            `was the team given ${mapsPlace}? yes`,
            `may FSx read ${mapsPlace} for it? yes`,
        ]);
    });

    it("finds another team's volume of a team's own file system", async () => {
        const state = stackExport([vision, speech]);
        addClaim(state, "vision", "vision/");
        addFileSystem(state, {
            id,
            name: "own",
            team: "vision",
            mountedBy: ["vision", "speech"],
            prefix: "vision/",
        });
        letIn(state, ["s3:Get*"], "vision/");

        assert.deepEqual(await answers(state, "speech"), [
            `does any other team mount file system "own" (${id})? yes (wrong)`,
            `was the team given ${ownPlace}? no (wrong)`,
            `may FSx read ${ownPlace} for it? yes`,
            `may FSx write ${ownPlace} for it? no`,
        ]);
    });

    it("finds a bucket that lets FSx write what the team may only read", async () => {
        const state = stackExport([vision]);
        addClaim(state, "vision", "vision/");
        addFileSystem(state, {
            id,
            name: "own",
            team: "vision",
            mountedBy: ["vision"],
            prefix: "vision/",
        });
        letIn(state, ["s3:*"], "");

        assert.deepEqual(await answers(state, "vision"), [
            `does any other team mount file system "own" (${id})? no`,
            `was the team given ${ownPlace}? yes`,
            `may FSx read ${ownPlace} for it? yes`,
            `may FSx write ${ownPlace} for it? yes (wrong)`,
        ]);
    });

    it("finds a bucket that nobody told of the link", async () => {
        const state = stackExport([vision]);
        addClaim(state, "vision", "vision/");
        addFileSystem(state, {
            id,
            name: "own",
            team: "vision",
            mountedBy: ["vision"],
            prefix: "vision/",
        });

        assert.deepEqual(await answers(state, "vision"), [
            `does any other team mount file system "own" (${id})? no`,
            `was the team given ${ownPlace}? yes`,
            `may FSx read ${ownPlace} for it? no (wrong)`,
            `may FSx write ${ownPlace} for it? no`,
        ]);
    });
});
