"use strict";

// What the engine runs: index.ts, by way of the kept transpiled files. The SDK's runner has
// registered ts-node by now, which would transpile every file anew in every preview and rollout.
require("./transpile");
module.exports = require("../index.ts");

// The SDK writes down the stack of every promise. Looking each frame up in a source map took half of
// the program's time, so that is left for an error that is about to be shown.
Error.prepareStackTrace = undefined;
process.setSourceMapsEnabled(false);
for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.prependListener(event, () => process.setSourceMapsEnabled(true));
}
