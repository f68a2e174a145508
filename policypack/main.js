"use strict";

// The SDK's runner has registered ts-node with type-checking by now, and with "nodenext" it has
// wrapped the handler of ".js" as well, to which any handler that ts-node registers later hands
// over. So this one stands alone: it transpiles, and types are checked by `npm run typecheck`.
const { readFileSync } = require("node:fs");
const transpiler = require("ts-node").create({ transpileOnly: true });

require.extensions[".ts"] = (module, file) => {
    module._compile(transpiler.compile(readFileSync(file, "utf8"), file), file);
};
require("./index.ts");
