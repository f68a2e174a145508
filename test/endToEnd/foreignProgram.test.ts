import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { seedWorld } from "../../sandbox/aws/seed";
import { engineEnvironment } from "../../sandbox/engine/environment";
import { installLaunchers } from "../../sandbox/engine/launchers";
import { provisionEngine } from "../../sandbox/engine/provision";
import { createSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { copyPack } from "../policypack/packCopy";
import { projectFolder } from "../support/example";
import { silentProgress } from "../support/silentProgress";

const deploy = "arn:aws:iam::222233334444:role/deploy";

/**
 * Somebody else's program, judged by a copy of the pack in an empty folder and by somebody else's
 * facts: no roster, no component, no name of ours.
 */
describe("the pack on a program that nobody here wrote", function () {
    this.timeout(300_000);
    let root: string;
    let sandbox: Sandbox;
    let pulumi: (...args: readonly string[]) => { readonly code: number; readonly output: string };

    before(async () => {
        root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "foreign-"));
        const program = path.join(root, "program");
        fs.cpSync(path.join(projectFolder, "test/policypack/foreign"), program, {
            recursive: true,
        });
        fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(root, "node_modules"));
        copyPack(path.join(root, "pack"));
        const engine = await provisionEngine(silentProgress);
        sandbox = createSandbox(path.join(root, "sandbox"));
        installLaunchers(sandbox, engine);
        await seedWorld(sandbox, {
            organizationId: "o-somebodyelse",
            accounts: [{ accountId: "222233334444", deployRoleArn: deploy }],
            clusters: [],
            buckets: [],
        });
        pulumi = (...args) => {
            const { status, stdout, stderr } = spawnSync(
                engine.pulumi,
                [...args, "--non-interactive", "--color", "never"],
                { cwd: program, env: engineEnvironment(sandbox, engine), encoding: "utf8" },
            );
            return { code: status ?? -1, output: `${stdout}${stderr}` };
        };
        const { code, output } = pulumi("stack", "init", "news");
        assert.equal(code, 0, output);
    });

    after(() => {
        fs.rmSync(root, { recursive: true, force: true });
    });

    const previewTrusting = (principal: Readonly<Record<string, string>>) => {
        const set = pulumi(
            "config",
            "set",
            "--stack",
            "news",
            "crawler",
            JSON.stringify({ trust: principal }),
        );
        assert.equal(set.code, 0, set.output);
        return pulumi(
            "preview",
            "--stack",
            "news",
            "--policy-pack",
            path.join(root, "pack"),
            "--policy-pack-config",
            path.join(root, "program", "config.json"),
        );
    };

    it("allows what its facts allow", () => {
        const { code, output } = previewTrusting({ Service: "ec2.amazonaws.com" });

        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /\[mandatory\]/);
    });

    it("blocks what they do not, in one sentence", () => {
        const { code, output } = previewTrusting({ AWS: "*" });

        assert.notEqual(code, 0, output);
        assert.equal(output.match(/\[mandatory\]/g)?.length, 1, output);
        assert.match(
            output,
            /\[mandatory\] \[severity: critical\] {2}iam-role-trusts-known-principals/,
        );
        assert.match(output, /team "news": .*role "crawl-news-worker".*principal "\*"/);
    });

    it("blocks everything when its facts are malformed", () => {
        const file = path.join(root, "program", "config.json");
        const text = fs.readFileSync(file, "utf8");
        fs.writeFileSync(file, text.replace('"exceptions": []', '"exceptions": "none"'));

        const { code, output } = previewTrusting({ Service: "ec2.amazonaws.com" });

        fs.writeFileSync(file, text);
        assert.notEqual(code, 0, output);
        assert.match(output, /exceptions/);
    });
});
