import * as fs from "node:fs";
import * as path from "node:path";
import { spawnGuarded } from "../process/guarded";
import type { GoToolchain } from "./goToolchain";
import type { ProgressStep } from "./progress";

export interface GoBuild {
    /** The folder of the go.mod that pins everything. */
    readonly module: string;
    readonly packages: readonly string[];
    readonly output: string;
    readonly linkerFlags: string;
    readonly step: ProgressStep;
}

/**
 * `go build` with progress. `-v` prints each package as it is compiled and `go list` says how many
 * there are, so the share is real; packages that Go has in its own cache are skipped, which makes
 * the last part jump.
 */
export async function goBuild(go: GoToolchain, build: GoBuild): Promise<void> {
    const scratch = `${build.output.replace(/\/$/, "")}.work`;
    fs.mkdirSync(scratch, { recursive: true });
    const clock = new BuildClock(build.step);
    try {
        let total = 0;
        await runGo(go, ["list", "-deps", ...build.packages], build, scratch, (line) => {
            if (!clock.download(line)) {
                total += 1;
            }
        });
        let compiled = 0;
        clock.say("compiling");
        const flags = ["-v", "-ldflags", build.linkerFlags, "-o", build.output];
        await runGo(go, ["build", ...flags, ...build.packages], build, scratch, (line, stream) => {
            if (stream === "stderr" && !clock.download(line) && isPackage(line)) {
                compiled += 1;
                clock.say(`compiling, ${compiled} of ${total} packages`);
            }
        });
    } finally {
        clock.stop();
        fs.rmSync(scratch, { recursive: true, force: true });
    }
}

async function runGo(
    go: GoToolchain,
    args: readonly string[],
    { module }: GoBuild,
    scratch: string,
    onLine: (line: string, stream: "stdout" | "stderr") => void,
): Promise<void> {
    const complaints: string[] = [];
    const run = spawnGuarded(go.go, args, {
        cwd: module,
        // Go keeps its work here, beside the result: what a killed build leaves goes with it.
        env: { ...go.env, GOTMPDIR: scratch },
        output: {
            onLine: (line, stream) => {
                if (
                    stream === "stderr" &&
                    !isPackage(line) &&
                    !line.startsWith("go: downloading")
                ) {
                    complaints.push(line);
                }
                onLine(line, stream);
            },
        },
    });
    const { code, signal } = await run.exited;
    if (code !== 0) {
        const what = `go ${args[0] ?? ""}`;
        throw new Error(
            [
                `"${what}" in tools/${path.basename(module)} ended with ${signal ?? String(code)}`,
                ...complaints.slice(-10),
            ].join("\n"),
        );
    }
}

/** Import paths have no blanks; whatever Go complains about has. */
function isPackage(line: string): boolean {
    return /^[\w./~-]+$/.test(line);
}

/** Shows what happens and for how long, also while one large package or the linker is silent. */
class BuildClock {
    readonly #started = Date.now();
    readonly #step: ProgressStep;
    readonly #ticking: NodeJS.Timeout;
    #text = "preparing";

    constructor(step: ProgressStep) {
        this.#step = step;
        this.#ticking = setInterval(() => {
            this.#show();
        }, 1000);
        this.#show();
    }

    say(text: string): void {
        this.#text = text;
        this.#show();
    }

    download(line: string): boolean {
        const [, module] = /^go: downloading (\S+)/.exec(line) ?? [];
        if (module !== undefined) {
            this.say(`downloading ${module}`);
        }
        return module !== undefined;
    }

    stop(): void {
        clearInterval(this.#ticking);
    }

    #show(): void {
        const seconds = Math.floor((Date.now() - this.#started) / 1000);
        const minutes = Math.floor(seconds / 60);
        const elapsed = minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
        this.#step.update(`${this.#text} (${elapsed})`);
    }
}
