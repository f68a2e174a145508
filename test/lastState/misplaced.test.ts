import assert from "node:assert/strict";
import { misplaced } from "../../lastState/misplaced";
import { shareOf } from "../../model/roster/share";
import type { Share } from "../../model/roster/share";
import { teamFixture } from "../support/teamFixture";

const groups = new Map([["robots", "prod-robots"]]);
const vision = teamFixture({ name: "vision", physicalName: "vision" });
const robotics = teamFixture({ name: "robotics", physicalName: "robotics", group: "robots" });

function share(stack: string): Share {
    return shareOf({ teams: [vision, robotics] }, groups, { environment: "prod", stack });
}

const urn = (stack: string, component: string, name: string) =>
    `urn:pulumi:${stack}::hyperpod-teams::hyperpod-teams:components:${component}::${name}`;

const state = (...urns: readonly string[]) => Object.fromEntries(urns.map((each) => [each, {}]));

describe("an environment that is spread over stacks", () => {
    it("puts every team into the stack of its group, and what is shared into its own", () => {
        assert.deepEqual(
            [share("prod"), share("prod-robots")],
            [
                {
                    environment: "prod",
                    holdsShared: true,
                    teams: [vision],
                    elsewhere: new Map([[robotics, "prod-robots"]]),
                },
                {
                    environment: "prod",
                    holdsShared: false,
                    teams: [robotics],
                    elsewhere: new Map([[vision, "prod"]]),
                },
            ],
        );
    });

    it("has nothing to say where each team stands in its stack or is new", () => {
        const here = state(urn("prod", "Team", "vision"), urn("prod", "SharedBucket", "curated"));

        assert.deepEqual(
            misplaced(share("prod"), { stack: "prod", resources: here, others: new Map() }),
            [],
        );
        assert.deepEqual(
            misplaced(share("prod-robots"), {
                stack: "prod-robots",
                resources: {},
                others: new Map([["prod", here]]),
            }),
            [],
        );
    });

    it("refuses a team in the wrong stack from either side", () => {
        const both = state(urn("prod", "Team", "vision"), urn("prod", "Team", "robotics"));
        const sentence =
            'team "robotics" is in stack "prod" and belongs into stack "prod-robots" (its group is "robots"); move it first, see docs/backends.md: hyperpod-teams --stack prod move robotics --to prod-robots';

        assert.deepEqual(
            misplaced(share("prod"), { stack: "prod", resources: both, others: new Map() }),
            [sentence],
        );
        assert.deepEqual(
            misplaced(share("prod-robots"), {
                stack: "prod-robots",
                resources: {},
                others: new Map([["prod", both]]),
            }),
            [sentence],
        );
    });

    it("refuses what teams share in a part", () => {
        const resources = state(
            urn("prod-robots", "Team", "robotics"),
            urn("prod-robots", "SharedBucket", "curated"),
        );

        assert.deepEqual(
            misplaced(share("prod-robots"), {
                stack: "prod-robots",
                resources,
                others: new Map(),
            }),
            [
                `the policy of bucket "curated" is in stack "prod-robots", which holds teams alone; move it into the environment's own stack: pulumi state move --source prod-robots --dest prod '${urn("prod-robots", "SharedBucket", "curated")}'`,
            ],
        );
    });
});
