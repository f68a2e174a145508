import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";

/** A pull request that is unsafe, and that takes the policies away which would say so. */
describe("a pull request that edits the policy pack", function () {
    this.timeout(600_000);
    let project: ProjectCopy;

    before(() => {
        project = copyProject();
    });

    after(async () => {
        await project.dispose();
    });

    const git = (...args: readonly string[]) =>
        execFileSync(
            "git",
            ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com", ...args],
            { cwd: project.folder, encoding: "utf8" },
        ).trim();
    const commit = (message: string) => {
        // What the copy borrows is not the commit's.
        git("add", "--all", "--", ".", ":!node_modules", ":!tools");
        git("commit", "--quiet", "--message", message);
        return git("rev-parse", "HEAD").slice(0, 12);
    };

    it("is judged by the base's pack and blocked, and says what it changes", async () => {
        git("init", "--quiet", "--initial-branch", "main");
        const base = commit("Begin");
        git("checkout", "--quiet", "-b", "unsafe");
        project.edit(
            "components/clusterAccess.ts",
            "accessScope: accessScope(policy)",
            'accessScope: team.name === "vision" ? { type: "cluster" } : accessScope(policy)',
        );
        project.write("policypack/policies.ts", "export const policies = [];\n");
        project.write("policypack/config.dev.json", "{}\n");
        const head = commit("Let vision see all of the cluster");
        // Judged from where nobody edited anything.
        git("checkout", "--quiet", "main");

        const { code, output } = await project.run([
            "pr",
            "--base",
            "main",
            "--head",
            "unsafe",
            "--output",
            "comment.md",
        ]);

        assert.equal(code, 1, output);
        const finding = (name: string) =>
            `  - \`${name}\`: \`team "vision": access policy association "${name}" reaches beyond its namespace: found scope "cluster" for "AmazonEKSViewPolicy", wanted scope "namespace" with namespace "hyperpod-ns-vision"; scope the association to the team's namespace\``;
        // What the edited association gives beyond the namespace, and by which way.
        const beyond =
            'team "vision": its access is more than declared: found that it may "get", "list", "watch" on "/bindings", "/configmaps", "/endpoints" and 52 more of cluster "hyperpod-dev", by "AWSReservedSSO_VisionScientist_????????????????" → "hyperpod-vision-scientist" → "hyperpod-vision-cluster-access" → "arn:aws:sts::111122223333:assumed-role/hyperpod-vision-cluster-access/*" → "hyperpod-dev" (access policy "AmazonEKSViewPolicy"), wanted what its component declares; narrow what gives it, or declare it';
        const [comment, access] = apart(project.read("comment.md"));
        // Everybody sees the whole cluster: nobody may be told that access stays as it is.
        assert.match(access, /vision/);
        assert.doesNotMatch(access, /Access stays as it is/);
        assert.equal(
            comment,
            `<!-- hyperpod-teams pr dev -->
### Stack \`dev\`: blocked by 3 policy violations

**Policy violations**

- \`eks-access-policy-association-stays-in-its-namespace\`
${finding("vision-cluster-view")}
${finding("vision-viewer-cluster-view")}
- \`stack-effective-access-equals-declared-access\`
  - \`vision\`: \`${beyond}\`

This pull request changes what judges it. It was judged by the policy pack of \`${base}\`, and these need their owners' review:

- \`policypack/config.dev.json\`
- \`policypack/policies.ts\`

<details><summary>Resources: 2 to update</summary>

- update \`vision-cluster-view\` \`aws:eks/accessPolicyAssociation:AccessPolicyAssociation\`
- update \`vision-viewer-cluster-view\` \`aws:eks/accessPolicyAssociation:AccessPolicyAssociation\`

</details>

What rolling out \`${head}\` would do where \`${base}\` stands, judged by the policy pack of \`${base}\`. The previewed code ran beside its judge, so this is advice; the gate is the same pack, run again from the protected branch before the rollout.
`,
        );
    });

    it("that the README shows is blocked, and nothing of it stays", () => {
        const readme = project.read("README.md");
        const [words] = /^git switch -C unsafe\n[^`]*/m.exec(readme) ?? [];
        assert.ok(words !== undefined);
        git("branch", "-D", "unsafe");

        const { stdout, stderr } = spawnSync("bash", ["-c", words], {
            cwd: project.folder,
            encoding: "utf8",
            env: {
                ...process.env,
                NO_COLOR: "1",
                ...Object.fromEntries(
                    ["AUTHOR", "COMMITTER"].flatMap((who) => [
                        [`GIT_${who}_NAME`, "somebody"],
                        [`GIT_${who}_EMAIL`, "somebody@example.com"],
                    ]),
                ),
            },
        });

        assert.match(stdout, /^### Stack `dev`: blocked by \d+ policy violations$/m, stderr);
        assert.match(stdout, /Access widens/);
        assert.deepEqual(
            git("status", "--porcelain")
                .split("\n")
                .filter((line) => !/ (comment\.md|node_modules|tools)$/.test(line)),
            [],
        );
        assert.equal(git("branch", "--format", "%(refname:short)"), "main");
    });

    it("that has a mistake in the roster is told it without an engine", async () => {
        git("checkout", "--quiet", "-b", "mistaken", "main");
        project.edit("teams.yaml", "bucket: curated", "bucket: currated");
        commit("Read a bucket that nobody has");
        git("checkout", "--quiet", "main");

        const temporary = path.join(project.folder, "temporary");
        fs.mkdirSync(temporary);

        const { code, output } = await project.run(["pr", "--base", "main", "--head", "mistaken"], {
            TMPDIR: temporary,
        });

        assert.equal(code, 1, output);
        assert.deepEqual(fs.readdirSync(temporary), []);
        assert.equal(output.split("\n")[1], "### Stack `dev`: 1 problem in the input");
    });
});

/** The comment without what access/report/ makes of the difference, and that, which has tests of its own. */
function apart(comment: string): readonly [comment: string, access: string] {
    const begin = comment.indexOf("<!-- hyperpod-teams:access -->");
    const end = comment.indexOf("</sub>\n\n", begin) + "</sub>\n\n".length;
    return [comment.slice(0, begin) + comment.slice(end), comment.slice(begin, end)];
}
