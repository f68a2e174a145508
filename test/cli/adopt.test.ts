import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { adoptFiles } from "../../cli/adoptFiles";
import { commandLine } from "../../cli/commandLine";
import { exampleFile } from "../support/example";

describe("adopting in real accounts", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "adopt-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    for (const flag of ["--preview", "--import-file"]) {
        it(`fails with ${flag} alone instead of adopting in the sandbox`, async () => {
            const args = ["node", "hyperpod-teams", "--sandbox", folder, "adopt", flag, "x.json"];

            await assert.rejects(commandLine().parseAsync(args), {
                message: "--preview and --import-file belong together",
                exitCode: 2,
            });
            assert.deepEqual(fs.readdirSync(folder), []);
        });
    }

    it("fails in a sentence where a file is missing or no JSON", async () => {
        const missing = path.join(folder, "missing.json");
        const words = path.join(folder, "words.json");
        const good = path.join(folder, "good.json");
        fs.writeFileSync(words, "Previewing update");
        fs.writeFileSync(good, "{}");
        const environment = path.join(folder, "Pulumi.dev.yaml");
        fs.writeFileSync(environment, exampleFile("Pulumi.dev.yaml"));
        const message = async (preview: string, importFile: string, facts = environment) => {
            const error: unknown = await adoptFiles({
                preview,
                importFile,
                environment: facts,
            }).catch((thrown: unknown) => thrown);
            const { message: sentence, exitCode } = error as { message: string; exitCode: number };
            return [sentence, exitCode];
        };

        assert.deepEqual(
            [
                await message(good, missing),
                await message(missing, good),
                await message(words, good),
                await message(good, good, missing),
            ],
            [
                [
                    `"${missing}" cannot be read: there is no such file; expected what --import-file of a preview wrote`,
                    2,
                ],
                [
                    `"${missing}" cannot be read: there is no such file; expected what "pulumi preview --json" printed`,
                    2,
                ],
                [`"${words}" is not JSON; expected what "pulumi preview --json" printed`, 2],
                [
                    `"${missing}" cannot be read: there is no such file; expected the facts of the stack that --stack names`,
                    2,
                ],
            ],
        );
    });
});
