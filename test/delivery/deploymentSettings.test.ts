import assert from "node:assert/strict";
import * as path from "node:path";
import * as ts from "typescript";
import { parse } from "yaml";
import { committedFile, committedFiles } from "../support/committed";
import { exampleEnvironment, exampleFile, projectFolder } from "../support/example";

interface Settings {
    readonly sourceContext: unknown;
    readonly gitHub: {
        readonly deployCommits: boolean;
        readonly previewPullRequests: boolean;
        readonly pullRequestTemplate: boolean;
    };
    readonly operationContext: {
        readonly preRunCommands: readonly string[];
        readonly oidc?: unknown;
        readonly environmentVariables: Readonly<Record<string, string>>;
    };
}

const settingsIn = (text: string) => (parse(text) as { settings: Settings }).settings;
const read = (stack: string) => settingsIn(exampleFile(`Pulumi.${stack}.deploy.yaml`));

/**
 * What TypeScript has to say of settings as arguments of the published resource type. The provider
 * writes "github" where the file, as the service's own interface does, writes "gitHub".
 */
function problemsOf({ gitHub, ...settings }: Record<string, unknown>): readonly string[] {
    const file = path.join(projectFolder, "delivery", "settingsUnderTest.ts");
    const args = { organization: "acme", project: "p", stack: "s", github: gitHub, ...settings };
    const text = `import type { DeploymentSettingsArgs } from "@pulumi/pulumiservice";
export const settings: DeploymentSettingsArgs = ${JSON.stringify(args)};
`;
    const options: ts.CompilerOptions = {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        types: [],
    };
    const host = ts.createCompilerHost(options);
    const sources = host.getSourceFile.bind(host);
    host.getSourceFile = (name, target) =>
        name === file ? ts.createSourceFile(name, text, target) : sources(name, target);
    host.fileExists = (name) => name === file || ts.sys.fileExists(name);
    const program = ts.createProgram([file], options, host);
    return ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

describe("the settings of Pulumi Deployments", function () {
    this.timeout(60_000);

    for (const stack of ["dev", "prod"]) {
        it(`are of the published type (${stack})`, () => {
            assert.deepEqual(problemsOf({ ...read(stack) }), []);
        });

        it(`sign in with the roles of the account where pipelines come in (${stack})`, () => {
            const [hub] = exampleEnvironment(stack).accounts.values();

            assert.deepEqual(read(stack).operationContext.preRunCommands, [
                `bash delivery/signIn.sh ${hub?.deployRoleArn ?? ""} ${hub?.previewRoleArn ?? ""}`,
            ]);
        });
    }

    for (const file of committedFiles(/\.deploy\.yaml$/)) {
        it(`are of the published type (the committed ${file})`, () => {
            assert.deepEqual(problemsOf({ ...settingsIn(committedFile(file)) }), []);
        });
    }

    it("would not be, with a key that the type does not know", () => {
        const misspelt = { ...read("dev"), gitHub: { previewPullRequest: true } };

        const unknown = problemsOf(misspelt).map((problem) => /'"(\w+)"'/.exec(problem)?.[1]);

        assert.deepEqual(unknown, ["previewPullRequest"]);
    });

    it("roll out on merge in dev alone, preview pull requests, and make no review stacks", () => {
        const triggers = ["dev", "prod"].map((stack) => {
            const { deployCommits, previewPullRequests, pullRequestTemplate } = read(stack).gitHub;
            return [deployCommits, previewPullRequests, pullRequestTemplate];
        });

        assert.deepEqual(triggers, [
            [true, true, false],
            [false, true, false],
        ]);
    });

    it("give no role to every operation, as the type would let them", () => {
        assert.deepEqual(
            ["dev", "prod"].map((stack) => read(stack).operationContext.oidc),
            [undefined, undefined],
        );
    });

    it("keep the token of the GitHub app from previews", () => {
        assert.deepEqual(
            ["dev", "prod"].map(
                (stack) => read(stack).operationContext.environmentVariables.GITHUB_TOKEN,
            ),
            ["none", "none"],
        );
    });

    it("look for drift by the program's providers, which are in the preview role then", () => {
        assert.deepEqual(
            ["dev", "prod"].map(
                (stack) => read(stack).operationContext.environmentVariables.PULUMI_RUN_PROGRAM,
            ),
            ["true", "true"],
        );
    });

    it("say the same in every environment but for its roles, its file and when it rolls out", () => {
        const told = (stack: string, number: string) =>
            JSON.stringify(read(stack))
                .replaceAll(number, "<account>")
                .replaceAll(`Pulumi.${stack}.yaml`, "Pulumi.<stack>.yaml")
                .replace(/"deployCommits":(true|false)/, "");

        assert.equal(told("prod", "211122223333"), told("dev", "111122223333"));
    });
});
