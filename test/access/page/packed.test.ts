import assert from "node:assert/strict";
import fc from "fast-check";
import { pack, unpack } from "../../../access/page/packed";
import { pageData } from "../../../access/page/pageData";
import { exampleGraph } from "../../support/exampleGraph";

describe("pack", () => {
    it("tells every value once", () => {
        const when = [{ key: "kms:viaservice" }];
        const whole = { one: { when, count: 2 }, other: { when: [{ ...when[0] }], count: 2 } };

        const packed = pack(whole);

        assert.deepEqual(packed, {
            strings: [0, "kms:viaservice"],
            shapes: [["one", "other"], ["when", "count"], null, ["key"]],
            values: [[3, -1], [2, 0], 2, [1, 1, 2], [0, 3, 3]],
        });
    });

    it("tells of a name only what the one before it does not have", () => {
        const packed = pack(["role/vision-data", "role/vision", "bucket"]);

        assert.deepEqual(packed.strings, [0, "bucket", 0, "role/vision", 11, "-data"]);
    });

    it("loses nothing of any data", () => {
        const data = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));

        fc.assert(
            fc.property(data, (whole) => {
                const plain = JSON.parse(JSON.stringify(whole)) as object;

                assert.deepEqual(
                    unpack(JSON.parse(JSON.stringify(pack(plain))) as ReturnType<typeof pack>),
                    plain,
                );
            }),
        );
    });

    it("makes a thousand teams at least four times as short", () => {
        const graph = exampleGraph(...Array.from({ length: 1000 }, (_, team) => `team-${team}`));

        const packed = JSON.stringify(pack(pageData({ title: "", graph }))).length;

        assert.ok(packed < JSON.stringify(graph).length / 4, `${packed} bytes`);
    });
});
