import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectFolder } from "./support/example";

const pages = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
    { cwd: projectFolder, encoding: "utf8" },
)
    .split("\0")
    .filter((file) => file !== "" && !file.startsWith("test/"));

/** Without what is code: an example of a link is none. */
const proseOf = (page: string) =>
    fs
        .readFileSync(path.join(projectFolder, page), "utf8")
        .replaceAll(/^(`{3,})[^]*?^\1/gm, "")
        .replaceAll(/`[^`\n]*`/g, "");

const linksOf = (page: string) =>
    [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);

/** The anchor that GitHub gives a heading. */
const anchorsOf = (page: string) =>
    [...fs.readFileSync(path.join(projectFolder, page), "utf8").matchAll(/^#+ (.+)$/gm)].map(
        ([, heading = ""]) =>
            heading
                .toLowerCase()
                .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
                .replaceAll(" ", "-"),
    );

describe("the links of the pages", () => {
    it("lead to files that are there, and to headings in them", () => {
        const broken = pages.flatMap((page) =>
            linksOf(page)
                .filter((target) => !/^[a-z]+:/.test(target))
                .filter((target) => {
                    const [file = "", anchor] = target.split("#");
                    const location =
                        file === "" ? page : path.join(path.dirname(page), file).replace(/\/$/, "");
                    return (
                        !fs.existsSync(path.join(projectFolder, location)) ||
                        (anchor !== undefined && !anchorsOf(location).includes(anchor))
                    );
                })
                .map((target) => `${page}: ${target}`),
        );

        assert.deepEqual(broken, []);
    });

    it("to the web are encrypted", () => {
        const others = pages.flatMap((page) =>
            linksOf(page)
                .filter((target) => /^[a-z]+:/.test(target) && !/^(https|mailto):/.test(target))
                .map((target) => `${page}: ${target}`),
        );

        assert.deepEqual(others, []);
    });

    it("lead from the README to every guide, by one way or another", () => {
        const reached = new Set<string>();
        const open = ["README.md"];
        for (let page = open.pop(); page !== undefined; page = open.pop()) {
            if (!reached.has(page)) {
                reached.add(page);
                const from = page;
                open.push(
                    ...linksOf(page)
                        .map((target) => target.split("#")[0] ?? "")
                        .filter((target) => target.endsWith(".md") && !/^[a-z]+:/.test(target))
                        .map((target) => path.join(path.dirname(from), target)),
                );
            }
        }

        assert.deepEqual(
            pages.filter((page) => !reached.has(page)),
            [],
        );
    });
});
