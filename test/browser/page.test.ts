import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import * as axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { renderPage } from "../../access/page/page";
import type { PageContent } from "../../access/page/pageData";
import { startBrowser } from "../support/browser";
import { exampleGraph } from "../support/exampleGraph";
import { changedExample } from "../support/changedExample";

const teamsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => `team-${String(index).padStart(4, "0")}`);

/** Time for the largest page on a machine that is busy with something else. */
const patience = 60_000;

describe("the page of access in a browser", function () {
    this.timeout(patience);
    this.slow(5000);
    let browser: Browser;
    let folder: string;

    before(async () => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-page-"));
        browser = await startBrowser();
    });

    after(async () => {
        await browser.close();
        fs.rmSync(folder, { recursive: true });
    });

    /** A page that fails its test at whatever it asks for, complains about or stumbles over. */
    async function open(
        content: PageContent,
        options: BrowserContextOptions = {},
    ): Promise<Opened> {
        const file = path.join(folder, "page.html");
        fs.writeFileSync(file, renderPage(content));
        const page = await browser.newPage({
            viewport: { width: 1440, height: 900 },
            reducedMotion: "reduce",
            ...options,
        });
        page.setDefaultTimeout(patience);
        const complaints: string[] = [];
        const address = pathToFileURL(file).href;
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        page.on("request", (request) => {
            if (request.url() !== address) {
                complaints.push(`asks for ${request.url()}`);
            }
        });
        await page.goto(address);
        return { page, complaints };
    }

    for (const count of [5, 100, 1000]) {
        describe(`with ${count} teams`, () => {
            const teams = teamsOf(count);
            const team = teams[Math.floor(count / 2)] ?? "";
            const graph = exampleGraph(...teams);
            /** What the team alone has is what the page must show of it among the others. */
            const path = exampleGraph(team).edges.map(({ id }) => id);
            let opened: Opened;

            before(async () => {
                opened = await open({ title: "Access", graph });
            });

            after(async () => {
                await opened.page.close();
            });

            it("shows a row a team and a column an account", async () => {
                const { page } = opened;

                assert.equal(await page.locator(".row[data-team]").count(), count);
                assert.deepEqual(await page.locator(".account").allTextContents(), [
                    "account 444455556666",
                    "account 111122223333",
                    "account 777788889999",
                ]);
            });

            it("finds a team by its name, and things by parts of theirs", async () => {
                const { page } = opened;
                const search = page.getByLabel("Search");
                const options = page.locator(".found a");

                await search.fill(`${team}-SCIENTIST`);
                assert.deepEqual(await options.allTextContents(), [
                    `hyperpod-${team}-scientistrole`,
                ]);

                await search.fill("acme-curated");
                assert.deepEqual(await options.allTextContents(), ["acme-curated-devbucket"]);

                await search.fill(team);
                assert.equal(await options.first().textContent(), team);
                await search.fill("");
            });

            it("highlights exactly the path of a team that is selected", async () => {
                const { page } = opened;

                await page.getByRole("option", { name: team, exact: true }).click();

                assert.deepEqual(await keys(page, ".edge"), [...path].sort());
                assert.deepEqual(await keys(page, ".edge.path"), [...path].sort());
                assert.equal(
                    await page.locator('[role="option"][aria-selected="true"]').textContent(),
                    team,
                );
            });

            it("highlights what leads to a node that is clicked, and what is behind it", async () => {
                const { page } = opened;
                await page.goto(`${page.url().split("#")[0] ?? ""}#team/${team}`);

                await page.getByRole("button", { name: /^key / }).click();

                const behindTheKey = path.filter((id) => !id.startsWith("data|"));
                assert.deepEqual(await keys(page, ".edge.lit"), behindTheKey.sort());
                assert.equal(await page.locator(".node:not(.lit)").count(), 1);
                await page.locator(".picture").click({ position: { x: 2, y: 2 } });
                assert.equal(await page.locator(".lit").count(), 0);
            });

            it("tells of an edge what it grants and which statement says so", async () => {
                const { page } = opened;
                await page.goto(`${page.url().split("#")[0] ?? ""}#team/${team}`);

                await page.locator('.edge[data-key^="key|"] .pill').click();

                assert.deepEqual(await page.locator("aside .grant dd").allInnerTexts(), [
                    "kms:Decrypt",
                    "arn:aws:kms:us-west-2:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                    'kms:viaservice is "s3.us-west-2.amazonaws.com"',
                    `policy "data" of role "hyperpod-${team}-data", statement 2\nurn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:Team::${team}`,
                ]);
            });

            it("does the same by the keyboard alone", async () => {
                const { page } = opened;
                const { keyboard } = page;
                await page.goto(`${page.url().split("#")[0] ?? ""}#all`);
                await page.locator(".lanes").waitFor();

                await keyboard.press("/");
                await keyboard.type(team);
                await keyboard.press("ArrowDown");
                await keyboard.press("Enter");
                assert.deepEqual(await keys(page, ".edge.path"), [...path].sort());

                // From the list past the links above the picture, to its first node.
                while ((await focused(page, "data-key")) === null) {
                    await keyboard.press("Tab");
                }
                await keyboard.press("Home");
                while (!(await focused(page, "data-key"))?.startsWith("pod-identity|")) {
                    await keyboard.press("ArrowDown");
                }
                await keyboard.press("Enter");
                assert.deepEqual(await keys(page, ".edge.lit"), [...path].sort());
                assert.equal(
                    await page.locator("aside h2").textContent(),
                    `A pod of the service account "training" gets the role "hyperpod-${team}-data"`,
                );

                await keyboard.press("Escape");
                await page.locator(".lanes").waitFor();
                await page.getByLabel("Search").fill("");
            });

            it("tells the same in a table", async () => {
                const { page } = opened;

                await page.locator("select[name=view]").selectOption("table");
                assert.equal(await page.locator("tr[data-team]").count(), count);
                await page.getByRole("option", { name: team, exact: true }).click();
                await page.locator("tr[data-edge]").first().waitFor();

                const rows = await attributes(page, "tr[data-edge]", "data-edge");

                assert.deepEqual(rows.sort(), [...path].sort());
            });

            it("has asked for nothing and complained of nothing", () => {
                assert.deepEqual(opened.complaints, []);
            });

            it("prints as a table, in light colours", async () => {
                const { page, complaints } = await open(
                    { title: "Access", graph },
                    { colorScheme: "dark" },
                );

                await page.evaluate("dispatchEvent(new Event('beforeprint'))");
                await page.emulateMedia({ media: "print", colorScheme: "dark" });

                assert.equal(await page.locator("tr[data-team]").count(), count);
                assert.equal(await page.locator("nav").isVisible(), false);
                assert.deepEqual(
                    await page.evaluate(
                        `["color", "backgroundColor"].map((name) => getComputedStyle(document.querySelector("table"))[name])`,
                    ),
                    ["rgb(27, 34, 48)", "rgb(255, 255, 255)"],
                );
                assert.deepEqual(complaints, []);
                await page.close();
            });

            it("tells what a change does by signs, words and lines, and nothing else", async () => {
                const { page, complaints } = await open({
                    title: "Change",
                    ...changedExample(teams, team),
                });

                assert.deepEqual(await page.locator(".row[data-team] .team a").allTextContents(), [
                    "newcomer",
                    team,
                ]);
                await page.locator(".row[data-team] .team a").last().click();

                assert.deepEqual(await marked(page, "gained"), [["key", "+ may Encrypt", "none"]]);
                assert.deepEqual(await marked(page, "lost"), [
                    ["assume", "− may become", "8px, 5px"],
                ]);
                assert.deepEqual(await marked(page, "widened"), [["data", "↗ reads *", "none"]]);
                assert.equal(await page.locator(".edge").count(), path.length + 1);
                assert.deepEqual(complaints, []);
                await page.close();
            });

            it("has nothing that axe finds serious, in light and in dark colours", async () => {
                const { page } = await open(
                    { title: "Change", ...changedExample(teams, team) },
                    { colorScheme: "light" },
                );
                const found: string[] = [];
                const look = async () => {
                    await page.emulateMedia({ colorScheme: "light" });
                    found.push(...(await violations(page, {})));
                    // No other rule looks at colours.
                    await page.emulateMedia({ colorScheme: "dark" });
                    found.push(...(await violations(page, { runOnly: ["color-contrast"] })));
                };

                await page.evaluate(axe.source);
                await look();
                await page.locator(".row[data-team] .team a").first().click();
                await look();
                await page.locator(".edge .pill").first().click();
                await look();
                await page.locator("select[name=view]").selectOption("table");
                await look();

                assert.deepEqual(found, []);
                await page.close();
            });
        });
    }
});

interface Opened {
    readonly page: Page;
    readonly complaints: readonly string[];
}

async function keys(page: Page, selector: string): Promise<readonly string[]> {
    await page.locator(".picture").waitFor();
    return (await attributes(page, selector, "data-key")).sort();
}

async function attributes(page: Page, selector: string, name: string): Promise<string[]> {
    return page.evaluate(
        `[...document.querySelectorAll('${selector}')].map((each) => each.getAttribute("${name}"))`,
    );
}

/** Of the edges with a mark: kind, caption, and how their line is dashed. */
async function marked(page: Page, mark: string): Promise<readonly (readonly string[])[]> {
    await page.locator(".picture").waitFor();
    return page.evaluate(`[...document.querySelectorAll(".edge.${mark}")].map((edge) => [
        edge.dataset.key.split("|")[0],
        edge.querySelector(".caption").textContent,
        getComputedStyle(edge.querySelector(".line")).strokeDasharray,
    ])`);
}

async function focused(page: Page, attribute: string): Promise<string | null> {
    return page.evaluate(`document.activeElement.getAttribute(${JSON.stringify(attribute)})`);
}

async function violations(page: Page, options: axe.RunOptions): Promise<readonly string[]> {
    const run = JSON.stringify({ ...options, resultTypes: ["violations"] });
    return page.evaluate(`axe.run(document, ${run}).then(({ violations }) => violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => id + ": " + html.slice(0, 200))))`);
}
