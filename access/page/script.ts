import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { transpiled } from "../../bin/transpile";

const clientFolder = path.join(__dirname, "client");

/**
 * The page's script: the layout library as its authors publish it for browsers, then every file of
 * `client/`, each a function that is called when it is first imported. A bundler would do no more.
 */
export function pageScript(): string {
    const files = fs.readdirSync(clientFolder).filter((file) => file.endsWith(".ts"));
    const modules = [
        ...files.sort().map((file) => path.join(clientFolder, file)),
        path.join(__dirname, "packed.ts"),
    ];
    const wrapped = modules.map(
        (file) => `${JSON.stringify(moduleName(file))}(require, exports) {\n${scriptOf(file)}}`,
    );
    return [
        library(),
        '"use strict";',
        `const modules = {\n${wrapped.join(",\n")}\n};`,
        "const loaded = {};",
        "function load(name) {",
        '    const key = name.slice(name.lastIndexOf("/") + 1);',
        "    if (!(key in loaded)) { modules[key](load, (loaded[key] = {})); }",
        "    return loaded[key];",
        "}",
        'load("main");',
        "",
    ]
        .join("\n")
        .replace(/<(?=\/script|!--|script)/gi, "\\x3c");
}

function moduleName(file: string): string {
    return path.basename(file, ".ts");
}

/** Without its map, which would double the page. */
function scriptOf(file: string): string {
    return transpiled(file).replace(/^\/\/# sourceMappingURL=.*$/m, "");
}

/** Sets the global `dagre`. Its licence asks for its notice in every copy. */
function library(): string {
    const folder = path.dirname(require.resolve("@dagrejs/dagre/package.json"));
    return ["dagre.min.js.LEGAL.txt", "dagre.min.js"]
        .map((file) => fs.readFileSync(path.join(folder, "dist", file), "utf8"))
        .join("\n")
        .replace(/^\/\/# sourceMappingURL=.*$/m, "");
}

/** What a content security policy knows an inline script or style by. */
export function sourceHash(text: string): string {
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
