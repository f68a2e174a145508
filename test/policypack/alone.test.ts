import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { policies } from "../../policypack/policies";
import { projectFolder } from "../support/example";
import { copyPack } from "./packCopy";
import { PackProcess } from "./packProcess";

const pack = path.join(projectFolder, "policypack");

interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
}
interface Lock {
    readonly packages: Readonly<
        Record<string, { readonly version?: string; readonly resolved?: string }>
    >;
}

const readJson = (file: string): unknown => JSON.parse(fs.readFileSync(file, "utf8"));
const manifest = readJson(path.join(pack, "package.json")) as Manifest;

/** What a file asks for: `import`, `export … from` and `require`. */
function importsOf(file: string): readonly string[] {
    const text = fs.readFileSync(file, "utf8");
    return [...text.matchAll(/(?:\bfrom\s|\bimport\s|\brequire\()\s*"([^"]+)"/g)].map(
        ([, name = ""]) => name,
    );
}

/** Every file that the pack loads at its start, and every package that one of them names. */
function walk(entry: string): { readonly files: Set<string>; readonly packages: Set<string> } {
    const files = new Set<string>();
    const packages = new Set<string>();
    const open = [entry];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
        if (files.has(file)) {
            continue;
        }
        files.add(file);
        for (const name of importsOf(file)) {
            if (name.startsWith(".")) {
                const target = path.resolve(path.dirname(file), name);
                open.push(fs.existsSync(`${target}.ts`) ? `${target}.ts` : target);
            } else {
                packages.add(name);
            }
        }
    }
    return { files, packages };
}

describe("the pack by itself", function () {
    this.timeout(60_000);
    const { files, packages } = walk(path.join(pack, "main.js"));

    it("imports nothing from outside its folder", () => {
        const outside = [...files].filter((file) => !file.startsWith(`${pack}${path.sep}`));

        assert.deepEqual(outside, []);
        assert.equal(files.has(path.join(pack, "policies.ts")), true);
    });

    it("declares every package that it names, each with one exact version", () => {
        const undeclared = [...packages].filter(
            (name) =>
                !builtinModules.includes(name.replace(/^node:/, "")) &&
                !Object.keys(manifest.dependencies).some(
                    (declared) => name === declared || name.startsWith(`${declared}/`),
                ),
        );

        assert.deepEqual(undeclared, []);
        for (const [name, version] of Object.entries(manifest.dependencies)) {
            assert.match(version, /^\d+\.\d+\.\d+$/, name);
        }
    });

    it("has a lock file of its own that names no host and no other versions than the project's", () => {
        const lock = readJson(path.join(pack, "package-lock.json")) as Lock;
        const project = readJson(path.join(projectFolder, "package-lock.json")) as Lock;

        assert.deepEqual(
            (lock.packages[""] as unknown as Manifest).dependencies,
            manifest.dependencies,
        );
        for (const name of Object.keys(manifest.dependencies)) {
            const key = `node_modules/${name}`;
            assert.equal(lock.packages[key]?.version, manifest.dependencies[name], name);
            assert.equal(project.packages[key]?.version, manifest.dependencies[name], name);
        }
        assert.deepEqual(
            Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined),
            [],
        );
    });

    it("is published with every file that it loads, and without the facts of our environments", () => {
        const copy = fs.mkdtempSync(path.join(tmpdir(), "pack-published-"));
        try {
            // Without node_modules, which a command of npm must never find linked.
            fs.cpSync(pack, copy, { recursive: true });
            const listing = execFileSync(
                "npm",
                ["pack", "--dry-run", "--json", "--ignore-scripts", "--offline"],
                { cwd: copy, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
            );
            const [{ files: published = [] } = {}] = JSON.parse(listing) as {
                readonly files?: readonly { readonly path: string }[];
            }[];
            const names = published.map((file) => file.path);

            const missing = [...files]
                .map((file) => path.relative(pack, file).split(path.sep).join("/"))
                .filter((file) => !names.includes(file));
            assert.deepEqual(missing, []);
            for (const needed of ["package.json", "PulumiPolicy.yaml", "tsconfig.json"]) {
                assert.equal(names.includes(needed), true, needed);
            }
            assert.deepEqual(
                names.filter((name) => name.endsWith(".json") && name.startsWith("config.")),
                [],
            );
        } finally {
            fs.rmSync(copy, { recursive: true });
        }
    });

    it("starts in a folder that is part of nothing, with its own packages alone", async () => {
        const root = fs.mkdtempSync(path.join(tmpdir(), "pack-alone-"));
        let running: PackProcess | undefined;
        try {
            running = await PackProcess.start(copyPack(path.join(root, "pack")));

            const infos = await running.policies();

            assert.deepEqual(
                infos.map((info) => info.getName()),
                policies.map(({ name }) => name),
            );
        } finally {
            await running?.stop();
            fs.rmSync(root, { recursive: true });
        }
    });
});
