import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { provisionCluster, provisionEngine } from "../../sandbox/engine/provision";
import { terminalProgress } from "../../cli/terminal";
import { projectFolder } from "./example";

/**
 * Every suite: format, lint, types, then mocha with the real engine and the real API server, as many
 * side by side as there are processors. Each is a process of its own, whose output is shown when it
 * ends. A suite that fails does not keep the others from running; a tool that is missing is a
 * failure. What failed is said once more at the end; the last line is the plain sum.
 */
interface Counts {
    readonly passed: number;
    readonly failed: number;
}

interface Ended extends Counts {
    readonly output: string;
    /** The tests and hooks that failed. */
    readonly failures?: readonly { readonly title: string; readonly message: string }[];
}

interface Suite {
    readonly title: string;
    run(): Promise<Ended>;
}

type Result = Counts & Pick<Ended, "failures"> & Pick<Suite, "title">;

// A rollout in the sandbox keeps more than one processor busy and takes some 2 GiB.
const mostAtOnce = 4;

const bin = (name: string) => path.join(projectFolder, "node_modules", ".bin", name);

async function main(): Promise<void> {
    const started = Date.now();
    const results = [await setUp(), ...(await runAll(suites()))];
    const sum = (pick: (counts: Counts) => number) =>
        results.reduce((total, counts) => total + pick(counts), 0);
    const failed = sum((counts) => counts.failed);
    console.log(`\nall suites took ${seconds(started)} s`);
    console.log(results.map(failuresOf).join(""));
    console.log(`${sum((counts) => counts.passed)} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
}

/** A suite's failures in short; the whole of them stands in its output. */
function failuresOf({ title, failed, failures = [] }: Result): string {
    const lines = failures.map(
        (failure) => `    ${failure.title}: ${failure.message.split("\n", 1).join("")}\n`,
    );
    return failed === 0 ? "" : `✘ ${title}\n${lines.join("")}`;
}

/** What takes long comes first, so that no processor waits for the last one. */
function suites(): readonly Suite[] {
    const endToEnd = fs
        .readdirSync(path.join(projectFolder, "test", "endToEnd"))
        .filter((file) => file.endsWith(".test.ts"))
        .sort();
    return [
        check("types", "tsc", ["-p", "."]),
        check("types of the policy pack", "tsc", ["-p", "policypack"]),
        check("types of the delivery program", "tsc", ["-p", "delivery"]),
        check("types of the page's script", "tsc", ["-p", "access/page/client"]),
        check("format", "prettier", ["--check", "--log-level", "warn", "."]),
        ...endToEnd.map((file) => mocha(`test/endToEnd/${file}`)),
        mocha("test/sandbox/kubernetes/**/*.test.ts"),
        mocha("test/policypack/**/*.test.ts"),
        mocha("test/browser/**/*.test.ts"),
        mocha(
            "test/**/*.test.ts",
            ...["endToEnd", "sandbox/kubernetes", "policypack", "browser"].flatMap((folder) => [
                "--ignore",
                `test/${folder}/**`,
            ]),
        ),
        check("lint", "eslint", ["--max-warnings", "0", "."]),
    ];
}

async function runAll(queue: readonly Suite[]): Promise<readonly Result[]> {
    const waiting = [...queue];
    const results: Result[] = [];
    const work = async () => {
        for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift()) {
            const started = Date.now();
            console.log(`- ${suite.title}`);
            const { output, ...result } = await suite.run();
            const mark = result.failed === 0 ? "✔" : "✘";
            console.log(`${output}${mark} ${suite.title} (${seconds(started)} s)`);
            results.push({ ...result, title: suite.title });
        }
    };
    const lanes = Math.min(mostAtOnce, os.availableParallelism());
    await Promise.all(Array.from({ length: lanes }, work));
    return results;
}

/** The engine and the API server are provisioned once, with progress, before tests need them. */
async function setUp(): Promise<Result> {
    const title = "set-up";
    try {
        const progress = terminalProgress();
        await provisionEngine(progress);
        await provisionCluster(progress);
        return { title, passed: 1, failed: 0 };
    } catch (error) {
        console.error(error);
        return { title, passed: 0, failed: 1 };
    }
}

function check(title: string, tool: string, args: readonly string[]): Suite {
    return {
        title,
        async run() {
            const { code, output } = await run(bin(tool), args);
            return {
                output,
                ...(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
            };
        },
    };
}

function mocha(files: string, ...options: readonly string[]): Suite {
    return {
        title: files,
        async run() {
            const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-test-"));
            const countsFile = path.join(folder, "counts.json");
            try {
                const reporter = path.join(__dirname, "countingReporter.ts");
                const args = [
                    ...["--reporter", reporter, "--reporter-option", `counts=${countsFile}`],
                    ...(process.stdout.isTTY ? ["--color"] : []),
                ];
                const { code, output } = await run(bin("mocha"), [...args, files, ...options]);
                if (!fs.existsSync(countsFile)) {
                    const words = `${output}mocha ended with ${code} before it could count\n`;
                    return { output: words, passed: 0, failed: 1 };
                }
                const ended = JSON.parse(fs.readFileSync(countsFile, "utf8")) as Omit<
                    Ended,
                    "output"
                >;
                // A crash after the last test, or no test at all, is not a success.
                const hidden = ended.failed === 0 && (code !== 0 || ended.passed === 0);
                return { output, ...ended, ...(hidden ? { failed: 1 } : {}) };
            } finally {
                fs.rmSync(folder, { recursive: true });
            }
        },
    };
}

function run(
    command: string,
    args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
    return new Promise((resolve) => {
        let output = "";
        const child = spawn(command, args, {
            cwd: projectFolder,
            stdio: ["ignore", "pipe", "pipe"],
        });
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                output += text;
            });
        }
        child.once("error", (error) => {
            resolve({ code: 1, output: `"${command}" cannot be run: ${error.message}\n` });
        });
        child.once("close", (code) => {
            resolve({ code: code ?? 1, output });
        });
    });
}

function seconds(since: number): number {
    return Math.round((Date.now() - since) / 1000);
}

void main();
