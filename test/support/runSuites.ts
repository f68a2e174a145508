import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { provisionCluster, provisionEngine } from "../../sandbox/engine/provision";
import { terminalProgress } from "../../cli/terminal";
import { projectFolder } from "./example";

/**
 * Every suite, one after the other: format, lint, types, then mocha with the real engine and the
 * real API server. A suite that fails does not keep the others from running; a tool that is missing
 * is a failure. The last line is the plain sum.
 */
interface Counts {
    readonly passed: number;
    readonly failed: number;
}

const bin = (name: string) => path.join(projectFolder, "node_modules", ".bin", name);

async function main(): Promise<void> {
    const started = Date.now();
    const results: Counts[] = [
        // None of these waits for another, and each works on one core.
        ...(await Promise.all([
            check("lint", "eslint", ["--max-warnings", "0", "."]),
            check("format", "prettier", ["--check", "--log-level", "warn", "."]),
            check("types", "tsc", ["-p", "."]),
            check("types of the policy pack", "tsc", ["-p", "policypack"]),
        ])),
        await setUp(),
        await mocha(),
    ];
    const sum = (pick: (counts: Counts) => number) =>
        results.reduce((total, counts) => total + pick(counts), 0);
    const failed = sum((counts) => counts.failed);
    console.log(`\nall suites took ${Math.round((Date.now() - started) / 1000)} s`);
    console.log(`${sum((counts) => counts.passed)} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
}

async function check(title: string, tool: string, args: readonly string[]): Promise<Counts> {
    const code = await run(bin(tool), args);
    console.log(`${code === 0 ? "✔" : "✘"} ${title}`);
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** The engine and the API server are provisioned once, with progress, before tests need them. */
async function setUp(): Promise<Counts> {
    try {
        const progress = terminalProgress();
        await provisionEngine(progress);
        await provisionCluster(progress);
        return { passed: 1, failed: 0 };
    } catch (error) {
        console.error(error);
        return { passed: 0, failed: 1 };
    }
}

async function mocha(): Promise<Counts> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-test-"));
    const countsFile = path.join(folder, "counts.json");
    try {
        const reporter = path.join(__dirname, "countingReporter.ts");
        const args = ["--reporter", reporter, "--reporter-option", `counts=${countsFile}`];
        const code = await run(bin("mocha"), [...args, "test/**/*.test.ts"]);
        if (!fs.existsSync(countsFile)) {
            console.error(`mocha ended with ${code} before it could count`);
            return { passed: 0, failed: 1 };
        }
        const counts = JSON.parse(fs.readFileSync(countsFile, "utf8")) as Counts;
        // A crash after the last test, or no test at all, is not a success.
        const hidden = counts.failed === 0 && (code !== 0 || counts.passed === 0);
        return hidden ? { ...counts, failed: 1 } : counts;
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

function run(command: string, args: readonly string[]): Promise<number> {
    return new Promise((resolve) => {
        const child = spawn(command, args, { cwd: projectFolder, stdio: "inherit" });
        child.once("error", (error) => {
            console.error(`"${command}" cannot be run: ${error.message}`);
            resolve(1);
        });
        child.once("exit", (code) => {
            resolve(code ?? 1);
        });
    });
}

void main();
