import assert from "node:assert/strict";
import { has, representatives, share, within } from "../../../policypack/iam/letters";
import type { Letters } from "../../../policypack/iam/letters";

const kinds = ["any", "segment", "name", "slug", "partition"] as const;
const letters: readonly Letters[] = [
    ...kinds.map((kind) => ({ kind })),
    ...["a", "7", "-", "A", "/", ":"].map((letter) => ({ kind: "letter" as const, letter })),
];
// Everything ASCII has, and one letter beyond it.
const all = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), "é"];

describe("sets of letters", () => {
    it("contain and share what their members say", () => {
        for (const one of letters) {
            for (const other of letters) {
                const members = all.filter((letter) => has(one, letter));
                const place = `${JSON.stringify(one)} ${JSON.stringify(other)}`;

                assert.equal(
                    within(one, other),
                    members.every((letter) => has(other, letter)),
                    place,
                );
                assert.equal(
                    share(one, other),
                    members.some((letter) => has(other, letter)),
                    place,
                );
            }
        }
    });

    it("are each represented, beside the letters that are named, as long as they have another one", () => {
        const named = new Set(["a", ":", "é"]);

        const found = representatives(named);

        for (const set of letters) {
            const others = all.filter((letter) => has(set, letter) && !named.has(letter));
            assert.equal(
                set.kind === "letter" ||
                    found.some((letter) => has(set, letter) && !named.has(letter)),
                set.kind === "letter" || others.length > 0,
                set.kind,
            );
        }
        // Two letters of one region are members of the same sets, so that one of them is enough.
        const signature = (letter: string) => kinds.map((kind) => has({ kind }, letter)).join();
        const unnamed = all.filter((letter) => !named.has(letter));
        assert.deepEqual(
            new Set(found.filter((letter) => !named.has(letter)).map(signature)),
            new Set(unnamed.map(signature)),
        );
    });
});
