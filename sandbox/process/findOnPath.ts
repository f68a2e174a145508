import * as fs from "node:fs";
import * as path from "node:path";

/** Every executable file of this name on PATH, in PATH's order. */
export function findAllOnPath(name: string, searchPath: string | undefined): readonly string[] {
    return (searchPath ?? "")
        .split(path.delimiter)
        .filter((folder) => path.isAbsolute(folder))
        .map((folder) => path.join(folder, name))
        .filter(isExecutable);
}

export function findOnPath(name: string, searchPath: string | undefined): string | undefined {
    return findAllOnPath(name, searchPath)[0];
}

export function isExecutable(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}
