import * as fs from "node:fs";
import * as path from "node:path";
import { projectFolder } from "../support/example";

const pack = path.join(projectFolder, "policypack");

/**
 * The pack as another team would get it: the files of `policypack/` in an empty folder that is part
 * of nothing. Its dependencies are linked instead of installed, and only those that it declares.
 */
export function copyPack(folder: string): string {
    fs.cpSync(pack, folder, {
        recursive: true,
        filter: (source) => path.basename(source) !== "node_modules",
    });
    linkDependencies(folder);
    return folder;
}

/** Links what the lock file pins, so that an undeclared package is missing here as well. */
function linkDependencies(folder: string): void {
    const { packages } = JSON.parse(
        fs.readFileSync(path.join(folder, "package-lock.json"), "utf8"),
    ) as { readonly packages: Readonly<Record<string, unknown>> };
    for (const name of Object.keys(packages)) {
        const source = path.join(projectFolder, name);
        // What lies inside another package comes with its link.
        if (/^node_modules\/(@[^/]+\/)?[^/]+$/.test(name) && fs.existsSync(source)) {
            fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
            fs.symlinkSync(source, path.join(folder, name));
        }
    }
}
