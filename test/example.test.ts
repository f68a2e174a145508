import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectFolder, readProjectFile } from "./support/example";

/**
 * An organisation makes the roster and the facts in the project's folder its own, and its pull requests
 * pass these tests. So tests read the example's, in `test/example`.
 */

/** The tests that judge what is committed, whichever organisation's it is. */
const judges = [
    "test/committedSettings.test.ts",
    "test/delivery/deploymentSettings.test.ts",
    "test/delivery/program.test.ts",
    "test/model/roster/rosterSchema.test.ts",
    "test/policypack/configuration.test.ts",
];

/** The end of a text that names one of these files. */
const name = String.raw`[^"\x60\n]*(?:teams\.yaml|Pulumi\.[^"\x60/\n]+\.yaml|config\.[^"\x60/\n]+\.json)["\x60]`;

const ways = {
    "from a folder that the test did not make": String.raw`\b(?:join|resolve)\(\s*(?!(?:\w+\.)?folder,)[^;()]*,\s*["\x60]${name}`,
    "from where it stands": String.raw`["\x60]\.\.?/${name}`,
    "from where it was started": String.raw`\b(?:\w+Sync|readFile|require)\(\s*["\x60]${name}`,
};

const waysIn = (text: string) =>
    Object.entries(ways).flatMap(([way, form]) => (new RegExp(form).test(text) ? [way] : []));

const sources = ["test", "bench"].flatMap((folder) =>
    fs
        .readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${folder}/${file.split(path.sep).join("/")}`)
        .filter((file) => file !== "test/example.test.ts")
        .sort(),
);

describe("what an organisation makes its own", () => {
    it("is refused to whoever reads files of the project", () => {
        for (const file of ["teams.yaml", "Pulumi.dev.yaml", "policypack/config.prod.json"]) {
            assert.throws(() => readProjectFile(file), /is an organisation's own/);
        }
        assert.doesNotThrow(() => readProjectFile("Pulumi.yaml"));
    });

    it("is read by no test and no bench by its path", () => {
        const found = sources.flatMap((file) =>
            waysIn(readProjectFile(file)).map((way) => `${file}: ${way}`),
        );

        assert.deepEqual(found, []);
    });

    it("is read as it is committed by the tests that judge it, and by no others", () => {
        const readers = sources.filter((file) =>
            readProjectFile(file).includes('support/committed";'),
        );

        assert.deepEqual(readers, judges);
    });

    it("would be found however a path to it is written", () => {
        const written = [
            'path.join(projectFolder, "teams.yaml")',
            "path.join(pack, `config.${stack}.json`)",
            'path.resolve(\n    __dirname,\n    "../..",\n    "Pulumi.dev.deploy.yaml",\n)',
            'readFileSync(path.resolve(__dirname, "../../policypack/config.dev.json"))',
            'import config from "../../policypack/config.dev.json";',
            "fs.readFileSync(`Pulumi.${stack}.yaml`)",
        ];
        const harmless = [
            'path.join(project.folder, "teams.yaml")',
            'path.join(folder, "policypack", "config.dev.json")',
            'project.edit("Pulumi.dev.yaml", "a", "b")',
            "exampleFile(`policypack/config.${stack}.json`)",
            'path.join(projectFolder, "Pulumi.yaml")',
        ];

        assert.deepEqual(
            written.filter((text) => waysIn(text).length === 0),
            [],
        );
        assert.deepEqual(
            harmless.filter((text) => waysIn(text).length > 0),
            [],
        );
    });
});
