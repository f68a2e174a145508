import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectFolder } from "./support/example";

/** What credentials look like, wherever they stand; each with one that is made up. AWS's own example of a key is none. */
const shapes: readonly (readonly [what: string, shape: RegExp, madeUp: string])[] = [
    [
        "an AWS access key",
        /\b(AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE\b)[A-Z2-7]{16}\b/,
        ["AK", "IA", "QWERTYUIOPASDFGH"].join(""),
    ],
    [
        "an AWS secret key",
        /\baws_?secret_?access_?key["']?\s*[:=]\s*["']?[A-Za-z0-9/+]{40}\b/i,
        `aws_secret_access_key = ${"a1B2".repeat(10)}`,
    ],
    [
        "a private key",
        /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}/,
        ["-----BEGIN ", "PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ"].join(""),
    ],
    [
        "a token of GitHub",
        /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60})/,
        `ghp_${"a".repeat(36)}`,
    ],
    ["a token of Pulumi", /\bpul-[0-9a-f]{40}\b/, `pul-${"0a".repeat(20)}`],
    ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b/, `npm_${"a".repeat(36)}`],
    [
        "a web token",
        /\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}/,
        ["ey", "J0eXAiOiJKV1QiLCJhbGciOiJ.ey", "J0eXAiOiJKV1QiLCJhbGciOiJ.c2lnbmF0dXJlLXNpZw"].join(
            "",
        ),
    ],
    [
        "a password in an address",
        /\bhttps?:\/\/[^\s/:@"'`$<{]+:[^\s/@"'`$<{]+@/,
        ["https://me:", "secret@x"].join(""),
    ],
];

/** Encrypted, or named by an environment of ESC, a secret is none in clear. */
const secretName = /(password|passphrase|secret|token|credential|private_?key)$/i;

function committed(): readonly string[] {
    return execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
        cwd: projectFolder,
        encoding: "utf8",
    })
        .split("\0")
        .filter((file) => file !== "" && fs.existsSync(path.join(projectFolder, file)));
}

describe("the committed files", () => {
    const texts = committed().map(
        (file) => [file, fs.readFileSync(path.join(projectFolder, file), "utf8")] as const,
    );

    for (const [what, shape, madeUp] of shapes) {
        it(`hold nothing that looks like ${what}`, () => {
            assert.match(madeUp, shape);
            assert.deepEqual(
                texts.filter(([, text]) => shape.test(text)).map(([file]) => file),
                [],
            );
        });
    }

    it("hold no secret of a stack in clear", () => {
        const clear = texts
            .filter(([file]) => /(^|\/)Pulumi(\.[\w.-]+)?\.yaml$/.test(file))
            .flatMap(([file, text]) =>
                text.split("\n").flatMap((line) => {
                    const [, key = "", value = ""] = /^\s*([\w:.-]+):\s*(.*)$/.exec(line) ?? [];
                    const isSecret =
                        secretName.test(key) && !/^(\{?\s*secure:|none$|$)/.test(value);
                    return isSecret ? [`${file}: ${key}`] : [];
                }),
            );

        assert.deepEqual(clear, []);
    });
});
