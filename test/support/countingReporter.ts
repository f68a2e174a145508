import * as fs from "node:fs";
import { reporters, Runner } from "mocha";
import type { MochaOptions } from "mocha";

/** Mocha's own report, and beside it a file with the counts for the sum over all suites. */
class CountingReporter extends reporters.Spec {
    constructor(runner: Runner, options: MochaOptions) {
        super(runner, options);
        const { counts } = options.reporterOptions as { counts: string };
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            // A test that did not run has not passed.
            const result = { passed: passes, failed: failures + pending };
            fs.writeFileSync(counts, JSON.stringify(result));
        });
    }
}

// Mocha wants the class itself, not a module that holds it.
module.exports = CountingReporter;
