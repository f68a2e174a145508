"use strict";

// The SDK's runner has registered ts-node with type-checking by now, and with "nodenext" it has
// wrapped the handler of ".js" as well, to which any handler that ts-node registers later hands
// over. So this one stands alone: it transpiles, and types are checked by `npm run typecheck`.
// What a file becomes is kept under a hash of all that decides it, since transpiling takes most of
// a start and a pack is started for every preview.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

// Beside the packages, wherever those are installed.
const cache = path.resolve(
    require.resolve("typescript/package.json"),
    "../../.cache/hyperpod-teams-policies",
);
const basis = createHash("sha256")
    .update(require("typescript/package.json").version)
    .update(fs.readFileSync(path.join(__dirname, "tsconfig.json")));
let transpiler;

require.extensions[".ts"] = (module, file) => {
    const source = fs.readFileSync(file, "utf8");
    const name = path.relative(__dirname, file);
    const key = basis.copy().update(name).update("\0").update(source).digest("hex");
    module._compile(kept(path.join(cache, `${key}.js`), source, file), file);
};
require("./index.ts");

function kept(location, source, file) {
    try {
        return fs.readFileSync(location, "utf8");
    } catch {
        transpiler ??= require("ts-node").create({ transpileOnly: true });
        const text = transpiler.compile(source, file);
        keep(location, text);
        return text;
    }
}

/** A folder that cannot be written into makes the next start slower, and nothing else. */
function keep(location, text) {
    try {
        fs.mkdirSync(cache, { recursive: true });
        // Renamed into place: another process may be reading.
        const written = `${location}.${process.pid}`;
        fs.writeFileSync(written, text);
        fs.renameSync(written, location);
    } catch {}
}
