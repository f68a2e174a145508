import assert from "node:assert/strict";
import { cut, printable, quoted } from "../../model/printable";

describe("text in a message", () => {
    const printed: Readonly<Record<string, readonly [text: string, shown: string]>> = {
        "keeps letters of any script": ["Zoë, 音声, Жук", "Zoë, 音声, Жук"],
        "escapes line ends and tabs": ["a\tb\r\nc", "a\\tb\\r\\nc"],
        "escapes what a terminal obeys": ["\u001b[31m\u009b\u007f", "\\u001B[31m\\u009B\\u007F"],
        "escapes what nobody sees": ["a\u200bb\u00a0c\u2028d", "a\\u200Bb\\u00A0c\\u2028d"],
        "escapes what turns the direction of writing": ["\u202eabc", "\\u202Eabc"],
        "escapes characters beyond the basic plane in braces": ["\u{e0041}", "\\u{E0041}"],
        "escapes half of a surrogate pair": ["\ud83d", "\\uD83D"],
    };
    for (const [name, [text, shown]] of Object.entries(printed)) {
        it(name, () => {
            assert.equal(printable(text), shown);
        });
    }

    it("names a letter that looks like another one", () => {
        assert.equal(quoted("visi\u043en"), '"visi\u043en" (character 5 is U+043E)');
        assert.equal(quoted("\uff56ision"), '"\uff56ision" (character 1 is U+FF56)');
        assert.equal(quoted("vision"), '"vision"');
    });

    it("is cut between characters, never within one", () => {
        assert.equal(cut("abcdef", 6), "abcdef");
        assert.equal(cut("abcdefg", 6), "abcde…");
        assert.equal(cut(`abcd${"\u{1f600}".repeat(2)}`, 6), "abcd…");
        assert.equal(quoted("a".repeat(1000)), `"${"a".repeat(79)}…"`);
    });
});
