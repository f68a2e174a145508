import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { renderPage } from "../access/page/page";
import { startBrowser } from "../test/support/browser";
import { exampleGraph } from "../test/support/exampleGraph";

/**
 * What the page of access takes with the number of teams: its size, the time to make it, and in a real
 * browser the time until its list of teams stands and until a team that one clicks is drawn. Medians.
 *
 *     node -r ./bin/transpile.js bench/page.ts
 */
const sizes = [5, 100, 1000];
const rounds = 5;

async function main(): Promise<void> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-page-"));
    const browser = await startBrowser();
    try {
        for (const size of sizes) {
            const teams = Array.from({ length: size }, (_, at) => `team-${at}`);
            const content = { title: "Access", graph: exampleGraph(...teams) };
            const file = path.join(folder, "page.html");
            const [made, shown, drawn]: [number[], number[], number[]] = [[], [], []];
            for (let round = 0; round < rounds; round += 1) {
                made.push(
                    await timed(() => {
                        fs.writeFileSync(file, renderPage(content));
                    }),
                );
                const page = await browser.newPage();
                shown.push(
                    await timed(async () => {
                        await page.goto(pathToFileURL(file).href);
                        await page.locator(".row[data-team]").last().waitFor();
                    }),
                );
                drawn.push(
                    await timed(async () => {
                        await page.getByRole("option", { name: "team-3", exact: true }).click();
                        await page.locator(".edge.path").first().waitFor();
                    }),
                );
                await page.close();
            }
            const megabytes = (fs.statSync(file).size / 1e6).toFixed(2);
            console.log(
                `${size} teams, ${content.graph.edges.length} edges: ${megabytes} MB, made in ${median(made)} s, shown after ${median(shown)} s, a team drawn after ${median(drawn)} s`,
            );
        }
    } finally {
        await browser.close();
        fs.rmSync(folder, { recursive: true });
    }
}

async function timed(action: () => void | Promise<void>): Promise<number> {
    const began = performance.now();
    await action();
    return performance.now() - began;
}

function median(milliseconds: readonly number[]): string {
    const sorted = [...milliseconds].sort((one, other) => one - other);
    return ((sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000).toFixed(2);
}

void main();
