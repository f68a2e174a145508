"use strict";

// Loads TypeScript without checking types and without a build step: each file is transpiled once
// and kept under a hash of all that decides the result, so nothing kept can be stale. The engine
// starts a provider for each account, one after the other: see bench/startUp.ts for what that costs.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const project = path.resolve(__dirname, "..");
const cache = path.join(project, "node_modules", ".cache", "hyperpod-teams");
const configFile = path.join(project, "tsconfig.json");
const { version } = require("typescript/package.json");
const basis = createHash("sha256")
    .update(version)
    .update(fs.readFileSync(configFile))
    .update(fs.readFileSync(__filename));

require.extensions[".ts"] = (module, file) => {
    module._compile(transpiled(file), file);
};

process.setSourceMapsEnabled(true);

function transpiled(file) {
    const source = fs.readFileSync(file, "utf8");
    const name = path.relative(project, file);
    const key = basis.copy().update(name).update("\0").update(source).digest("hex");
    return kept(path.join(cache, `${key}.js`), () => transpile(source, name));
}

module.exports = { transpiled };

function kept(location, make) {
    try {
        return fs.readFileSync(location, "utf8");
    } catch {
        const text = make();
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

function transpile(source, name) {
    const typescript = require("typescript");
    const { config } = typescript.readConfigFile(configFile, (file) =>
        fs.readFileSync(file, "utf8"),
    );
    const { options } = typescript.convertCompilerOptionsFromJson(config.compilerOptions, project);
    const { outputText } = typescript.transpileModule(source, {
        // The map's source is found beside the file that is being loaded.
        fileName: path.basename(name),
        compilerOptions: { ...options, noEmit: false, inlineSourceMap: true, sourceMap: false },
    });
    return outputText;
}
