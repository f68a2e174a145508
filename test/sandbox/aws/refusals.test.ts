import * as assert from "node:assert/strict";

import { RefusedRequest, refusals, type RefusalId } from "../../../sandbox/aws/refusals";
import { refusalCases } from "./refusalCases";
import { SimulatedWorld } from "./simulatedWorld";

describe("what AWS refuses", () => {
    let world: SimulatedWorld;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
    });

    afterEach(() => {
        world.remove();
    });

    it("has a test for each row", () => {
        assert.deepEqual(Object.keys(refusalCases).sort(), Object.keys(refusals).sort());
    });

    for (const id of Object.keys(refusals) as RefusalId[]) {
        const { service, code } = refusals[id];

        it(`${id}: ${service} answers ${code} and changes nothing`, async () => {
            const { account, request } = await refusalCases[id](world);
            const before = world.stateText(account);

            await assert.rejects(request, (error) => {
                assert.ok(error instanceof Error);
                const cause = error.cause instanceof RefusedRequest ? error.cause.id : undefined;
                assert.equal(cause, id, error.message);
                // No hole of the row's message is left open.
                assert.doesNotMatch(error.message, /(?<!\{)\{\w+\}/);
                return true;
            });
            assert.equal(world.stateText(account), before);
        });
    }
});
