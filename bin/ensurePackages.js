"use strict";

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const oldestNode = 20;

/** Makes node_modules what the lockfile says, when it is not: `npm start` works in a fresh clone. */
function ensurePackages(project) {
    if (Number(process.versions.node.split(".")[0]) < oldestNode) {
        fail(`node is ${process.versions.node}; expected ${oldestNode} or newer`);
    }
    if (installed(project)) {
        return;
    }
    const modules = path.join(project, "node_modules");
    if (fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
        // npm empties a link's target before it notices: somebody else's installation would be gone.
        fail(
            `"${modules}" is a link to packages of another version; install them where they are, or remove the link`,
        );
    }
    process.stderr.write("installing packages from package-lock.json …\n");
    // Install scripts only fetch the vendor's provider binaries, which the engine does by itself.
    const { status, error } = spawnSync(
        "npm",
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        { cwd: project, stdio: ["ignore", 2, 2] },
    );
    if (status !== 0) {
        const reason = error === undefined ? `ended with ${status}` : error.message;
        fail(`"npm ci" failed: ${reason}`);
    }
}

/** npm writes the hidden lockfile last, so an interrupted installation does not count. */
function installed(project) {
    const hidden = path.join(project, "node_modules", ".package-lock.json");
    if (!fs.existsSync(hidden)) {
        return false;
    }
    const wanted = packagesOf(path.join(project, "package-lock.json"));
    const found = packagesOf(hidden);
    return Object.entries(wanted).every(
        ([name, { version, optional }]) =>
            name === "" || found[name]?.version === version || (optional && !found[name]),
    );
}

function packagesOf(lockfile) {
    return JSON.parse(fs.readFileSync(lockfile, "utf8")).packages ?? {};
}

function fail(message) {
    process.stderr.write(`hyperpod-teams: ${message}\n`);
    process.exit(2);
}

module.exports = { ensurePackages };
