import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { projectFolder } from "./example";

const onPath = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** A real browser: the one on PATH, else the one that a package carries. No browser is a failure. */
export async function startBrowser(): Promise<Browser> {
    const found = onPath.flatMap(located)[0];
    const { executablePath, env } =
        found === undefined ? unpackedBrowser() : { executablePath: found, env: {} };
    // The page is our own; containers and root have no sandbox to give it.
    const args = ["--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"];
    return chromium.launch({ executablePath, args, env: { ...definedEnvironment(), ...env } });
}

function located(name: string): readonly string[] {
    return (process.env.PATH ?? "")
        .split(path.delimiter)
        .map((folder) => path.join(folder, name))
        .filter((file) => fs.existsSync(file));
}

/**
 * The package's own unpacking takes whatever stands under a fixed name in the folder for temporary
 * files; ours is kept beside the other things that packages are made into.
 */
function unpackedBrowser(): { executablePath: string; env: Record<string, string> } {
    if (process.platform !== "linux" || process.arch !== "x64") {
        throw new Error(
            `no browser: none of "${onPath.join('", "')}" is on PATH, and the package carries one for Linux on x64 alone; install Chromium`,
        );
    }
    const packed = path.join(projectFolder, "node_modules", "@sparticuz", "chromium");
    const { version } = JSON.parse(fs.readFileSync(path.join(packed, "package.json"), "utf8")) as {
        version: string;
    };
    const cache = path.join(projectFolder, "node_modules", ".cache", "hyperpod-teams");
    const folder = path.join(cache, `chromium-${version}`);
    if (!fs.existsSync(folder)) {
        unpack(path.join(packed, "bin"), folder);
    }
    const fontconfig = fs.existsSync("/etc/fonts/fonts.conf")
        ? {}
        : { FONTCONFIG_FILE: path.join(folder, "fonts.conf") };
    const libraries = path.join(folder, "al2023", "lib");
    const inherited = process.env.LD_LIBRARY_PATH;
    return {
        executablePath: path.join(folder, "chromium"),
        env: {
            ...fontconfig,
            LD_LIBRARY_PATH:
                inherited === undefined ? libraries : `${inherited}${path.delimiter}${libraries}`,
        },
    };
}

function unpack(from: string, to: string): void {
    const made = `${to}.${process.pid}`;
    const opened = (name: string) => brotliDecompressSync(fs.readFileSync(path.join(from, name)));
    fs.mkdirSync(made, { recursive: true });
    fs.writeFileSync(path.join(made, "chromium"), opened("chromium.br"), { mode: 0o755 });
    for (const name of ["al2023", "fonts"]) {
        const folder = path.join(made, name);
        fs.mkdirSync(folder);
        const { status, stderr } = spawnSync("tar", ["-x", "-C", folder], {
            input: opened(`${name}.tar.br`),
            encoding: "utf8",
        });
        if (status !== 0) {
            throw new Error(`"${name}.tar.br" cannot be unpacked: ${stderr}`);
        }
    }
    fs.writeFileSync(
        path.join(made, "fonts.conf"),
        `<?xml version="1.0"?>\n<fontconfig><dir>${path.join(to, "fonts")}</dir><cachedir>${path.join(to, "fonts-cache")}</cachedir></fontconfig>\n`,
    );
    // Renamed into place: an interrupted unpacking does not count.
    fs.renameSync(made, to);
}

function definedEnvironment(): Record<string, string> {
    return Object.fromEntries(
        Object.entries(process.env).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, value]],
        ),
    );
}
