"use strict";

// What the engine runs: index.ts, by way of the kept transpiled files. The SDK's runner would
// register ts-node, which transpiles every file anew in every preview and rollout; Pulumi.yaml tells
// it not to.
require("./transpile");
// The runner's own reader of source maps does not find those of the kept files; Node's does.
Error.prepareStackTrace = undefined;
module.exports = require("../index.ts");

// The SDK writes down the stack of every promise. Looking each frame up in a source map took half of
// the program's time, so that is left for an error that is about to be shown.
process.setSourceMapsEnabled(false);
for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.prependListener(event, () => process.setSourceMapsEnabled(true));
}
