import * as fs from "node:fs";
import { reporters, Runner } from "mocha";
import type { MochaOptions } from "mocha";

/** Mocha's own report, and beside it a file with what the report over all suites is made of. */
class CountingReporter extends reporters.Spec {
    constructor(runner: Runner, options: MochaOptions) {
        super(runner, options);
        const { counts } = options.reporterOptions as { counts: string };
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const failures = this.failures.map((test) => ({
                title: test.fullTitle(),
                message: test.err?.message ?? "",
            }));
            // Hooks are among them, whatever the types say.
            const failedTests = this.failures.filter(
                ({ type }: { type: string }) => type === "test",
            ).length;
            // A test that did not run has not passed, whether it was pending or its hook failed.
            const notRun = runner.total - this.stats.passes - failedTests;
            const result = {
                passed: this.stats.passes,
                failed: failures.length + notRun,
                failures,
            };
            fs.writeFileSync(counts, JSON.stringify(result));
        });
    }
}

// Mocha wants the class itself, not a module that holds it.
module.exports = CountingReporter;
