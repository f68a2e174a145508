import assert from "node:assert/strict";
import { movableState, moveArguments } from "../../cli/movableState";

const urn = (type: string, name: string) => `urn:pulumi:prod::hyperpod-teams::${type}::${name}`;
const team = urn("hyperpod-teams:components:Team", "vision");
const linked = urn("hyperpod-teams:components:DataRepositories", "vision-datasets");
const entry = urn("hyperpod-teams:components:Team$aws:eks/accessEntry:AccessEntry", "vision-entry");
const other = urn("hyperpod-teams:components:Team", "vision-two");

describe("a state that a team is moved from", () => {
    it("names what is moved, and pins nothing to anything", () => {
        const state = {
            version: 3,
            deployment: {
                manifest: {},
                resources: [
                    { urn: team },
                    { urn: entry, replaceWith: [team], id: "one" },
                    { urn: linked },
                    { urn: other },
                ],
            },
        };

        assert.deepEqual(movableState(state, "vision"), {
            state: {
                version: 3,
                deployment: {
                    manifest: {},
                    resources: [
                        { urn: team },
                        { urn: entry, id: "one" },
                        { urn: linked },
                        { urn: other },
                    ],
                },
            },
            urns: [team, linked],
        });
    });

    it("fails for a team that is not in it", () => {
        assert.throws(() => movableState({ deployment: { resources: [] } }, "vision"), {
            message: 'team "vision" has no resources in this stack',
        });
    });

    it("is moved by the engine's own command", () => {
        assert.deepEqual(moveArguments("prod", "prod-robots", [team]), [
            ...["state", "move", "--yes", "--source", "prod", "--dest", "prod-robots"],
            team,
        ]);
    });
});
