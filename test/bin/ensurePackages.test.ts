import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectFolder } from "../support/example";

describe("the installation of packages", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "hyperpod-teams-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const ensurePackages = (project: string) =>
        spawnSync(
            process.execPath,
            ["-e", "require(process.argv[1]).ensurePackages(process.argv[2])"].concat([
                path.join(projectFolder, "bin", "ensurePackages.js"),
                project,
            ]),
            { encoding: "utf8" },
        );

    const lockfile = (version: string) =>
        JSON.stringify({ packages: { "": {}, "node_modules/some-package": { version } } });

    it("leaves alone what another project installed and this one only links to", () => {
        const project = path.join(folder, "project");
        const elsewhere = path.join(folder, "elsewhere");
        fs.mkdirSync(project);
        fs.mkdirSync(elsewhere);
        fs.writeFileSync(path.join(project, "package-lock.json"), lockfile("2.0.0"));
        fs.writeFileSync(path.join(elsewhere, ".package-lock.json"), lockfile("1.0.0"));
        fs.symlinkSync(elsewhere, path.join(project, "node_modules"));

        const { status, stderr } = ensurePackages(project);

        assert.equal(status, 2);
        assert.equal(
            stderr,
            `hyperpod-teams: "${path.join(project, "node_modules")}" is a link to packages of another version; install them where they are, or remove the link\n`,
        );
        assert.deepEqual(fs.readdirSync(elsewhere), [".package-lock.json"]);
    });

    it("installs nothing where everything stands already", () => {
        fs.writeFileSync(path.join(folder, "package-lock.json"), lockfile("1.0.0"));
        fs.mkdirSync(path.join(folder, "node_modules"));
        fs.writeFileSync(
            path.join(folder, "node_modules", ".package-lock.json"),
            lockfile("1.0.0"),
        );

        const { status, stderr } = ensurePackages(folder);

        assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    });
});
