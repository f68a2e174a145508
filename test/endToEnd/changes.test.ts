import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readAccount } from "../../sandbox/aws/accountState";
import { readDeployment } from "../support/checkpoint";
import { steps } from "../support/engineSteps";
import { copyProject } from "../support/projectCopy";
import type { CommandEnd, ProjectCopy } from "../support/projectCopy";

interface Written {
    readonly name?: string;
    readonly cluster?: string;
    readonly account?: string;
    readonly further?: string;
}

/** A roster of two teams, of which one says what a test is about. */
function roster({ name = "vision", cluster = "training", account = "research", further }: Written) {
    return `clusters:
  training:
    priorityClasses: { training: 80 }

teams:
  ${name}:
    cluster: ${cluster}
    scientists:
      - { account: ${account}, permissionSet: VisionScientist }
    viewers:
      - { account: ${account}, permissionSet: VisionViewer }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 1 }
    data:
      - { bucket: curated, prefix: vision/ }
    fileSystems: [scratch]
${further === undefined ? "" : `    ${further}\n`}
  speech:
    cluster: training
    scientists:
      - { account: research, permissionSet: SpeechScientist }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 1 }
    data:
      - { bucket: curated, prefix: speech/ }
`;
}

const sameAccountCluster = `    lab:
      account: platform
      eksClusterName: hyperpod-lab
      hyperPodClusterArn: arn:aws:sagemaker:us-west-2:111122223333:cluster/aaaaaa012345
`;

/** The real engine says what a change of the roster does to what stands. */
describe("changing a team", function () {
    this.timeout(600_000);
    let project: ProjectCopy;

    before(async () => {
        project = copyProject();
        // What moves is asked of the engine here. The pack's configuration knows the places of the
        // example's roster alone, and these teams go elsewhere.
        fs.writeFileSync(
            path.join(project.folder, "policypack", "policies.ts"),
            "export const policies = [];\n",
        );
        fs.writeFileSync(path.join(project.folder, "policypack", "config.dev.json"), "{}\n");
        // A second cluster in the same account, and so with the same names of roles.
        project.edit(
            "Pulumi.dev.yaml",
            "  hyperpod-teams:clusters:\n",
            `  hyperpod-teams:clusters:\n${sameAccountCluster}`,
        );
        // The file system is the team's wherever it goes.
        project.edit("Pulumi.dev.yaml", "      cluster: training\n", "");
        write({});
        // The servers stay for all commands below: a start of theirs in each shows nothing here.
        const up = await project.run(["sandbox", "up"]);
        assert.equal(up.code, 0, up.output);
        const { code, output } = await project.run(["start"]);
        assert.equal(code, 0, output);
    });

    after(async () => {
        await project.dispose();
    });

    function write(written: Written): void {
        fs.writeFileSync(path.join(project.folder, "teams.yaml"), roster(written));
    }

    async function preview(written: Written): Promise<CommandEnd> {
        write(written);
        const end = await project.run(["preview"]);
        assert.equal(end.code, 0, end.output);
        return end;
    }

    const resources = () => readDeployment(project.sandbox).resources;

    it("has the quotas come after the scheduler configuration, and volumes after the quota", () => {
        const named = (name: string) => resources().find(({ urn }) => urn.endsWith(`::${name}`));
        const waitsFor = (name: string, first: string) =>
            named(name)?.dependencies?.includes(named(first)?.urn ?? "") ?? false;

        assert.deepEqual(
            [
                waitsFor("vision-compute", "training-scheduler"),
                waitsFor("vision-files", "vision-compute-quota"),
                waitsFor("vision-compute", "vision-files"),
            ],
            [true, true, false],
        );
    });

    it("does nothing at all for a rename, and keeps every id", async () => {
        const ids = () =>
            resources()
                .map(({ type, id }) => `${type} ${id ?? ""}`)
                .sort();
        const before = ids();

        const planned = await preview({ name: "sight", further: "formerly: vision" });
        const { code, output } = await project.run(["start"]);

        assert.deepEqual(steps(planned), []);
        assert.equal(code, 0, output);
        assert.deepEqual(ids(), before);
        assert.deepEqual(
            resources().filter(({ urn }) => /::vision(-|$)/.test(urn)),
            [],
        );
    });

    it("does nothing for a second rename, whose name before the state knows", async () => {
        const planned = await preview({ name: "seeing", further: "formerly: vision" });

        assert.deepEqual(steps(planned), []);
    });

    it("refuses a rename that would begin anew under the new name", async () => {
        write({ name: "sight" });

        const { code, output } = await project.run(["preview"]);

        assert.equal(code, 1, output);
        assert.match(output, /say "formerly: vision", or take another name for a new team/);
    });

    it("refuses another name for a bucket, an account and a cluster that it has", async () => {
        const facts = project.read("Pulumi.dev.yaml");
        project.edit("Pulumi.dev.yaml", "    curated:\n", "    store:\n");
        project.edit("Pulumi.dev.yaml", "bucket: curated,", "bucket: store,");
        project.edit("Pulumi.dev.yaml", "    research:\n", "    people:\n");
        project.edit("Pulumi.dev.yaml", "    training:\n", "    main:\n");
        project.edit("Pulumi.dev.yaml", "cluster: training\n", "cluster: main\n");
        project.write(
            "teams.yaml",
            roster({ name: "sight", further: "formerly: vision" })
                .replace(/bucket: curated/g, "bucket: store")
                .replace(/account: research/g, "account: people")
                .replace(/training:$|(?<=cluster: )training/gm, (word) =>
                    word.replace("training", "main"),
                ),
        );

        const { code, output } = await project.run(["preview"]);
        project.write("Pulumi.dev.yaml", facts);

        assert.equal(code, 1, output);
        const known = [...output.matchAll(/: (\S+ "\S+") is known to this stack as ("\w+");/g)];
        assert.deepEqual(
            known.map(([, thing, name]) => `${thing ?? ""} ${name ?? ""}`),
            [
                'account "444455556666" "research"',
                'cluster "hyperpod-dev" "training"',
                'bucket "acme-curated-dev" "curated"',
            ],
            output,
        );
    });

    it("moves people to another account when the entry says so, and nothing else", async () => {
        const team = { name: "sight", account: "automation" };
        write({ ...team, further: "formerly: vision" });
        const refused = await project.run(["preview"]);

        const planned = await preview({
            ...team,
            further: "formerly: vision\n    movedFrom: { accounts: [research] }",
        });

        assert.equal(refused.code, 1, refused.output);
        assert.match(
            refused.output,
            /say "movedFrom: \{ accounts: \[research\] \}" if that is meant/,
        );
        const parts = (verb: string, account: string) =>
            ["scientist", "viewer"].flatMap((kind) =>
                ["", "-role", "-role-policy"].map(
                    (part) => `${verb} sight-${kind}-${account}${part}`,
                ),
            );
        assert.deepEqual(
            steps(planned),
            [
                "create account-automation",
                ...parts("create", "automation"),
                ...parts("delete", "research"),
                "update sight",
                "update sight-cluster-role",
                "update sight-viewer-cluster-role",
            ].sort(),
        );
    });

    it("moves a team to another cluster when the entry says so, and nothing else", async () => {
        const team = { name: "sight", cluster: "lab" };
        write({ ...team, further: "formerly: vision" });
        const refused = await project.run(["preview"]);

        const planned = await preview({
            ...team,
            further: "formerly: vision\n    movedFrom: { cluster: training }",
        });

        assert.equal(refused.code, 1, refused.output);
        assert.match(refused.output, /say "movedFrom: \{ cluster: training \}" if that is meant/);
        // Every cluster of a sandbox is the same API server, so its objects are where they should be;
        // with two servers the Kubernetes provider has them replaced.
        assert.deepEqual(
            steps(planned),
            [
                "create cluster-lab",
                "replace sight-cluster-entry",
                "replace sight-cluster-view",
                "replace sight-compute-quota",
                "replace sight-pods-association",
                "replace sight-viewer-cluster-entry",
                "replace sight-viewer-cluster-view",
                "update sight",
                "update sight-cluster-role",
                "update sight-cluster-role-policy",
                "update sight-pods-role",
                "update sight-viewer-cluster-role",
                "update sight-viewer-cluster-role-policy",
            ].sort(),
        );
    });

    it("changes where a data role is, and takes the old one away", async () => {
        const before = roster({ name: "sight", further: "formerly: vision" });
        const speech = "{ bucket: curated, prefix: speech/ }\n";
        const after = before.replace(speech, `${speech}    dataRole: data-account\n`);
        fs.writeFileSync(path.join(project.folder, "teams.yaml"), after);

        const planned = await project.run(["preview"]);
        const { code, output } = await project.run(["start"]);

        assert.deepEqual(steps(planned), [
            "create speech-target",
            "create speech-target-role",
            "create speech-target-role-policy",
            "replace speech-pods-association",
            "replace speech-pods-role",
            "replace speech-pods-role-policy",
            "update lake-policy",
            "update speech",
            "update speech-data-data-curated",
        ]);
        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /✗/);
        const names = (accountId: string) =>
            Object.values(readAccount(project.sandbox, accountId)?.roles ?? {})
                .map(({ name }) => name)
                .filter((name) => name.startsWith("hyperpod-speech-data"));
        assert.deepEqual(
            [names("111122223333"), names("777788889999")],
            [["hyperpod-speech-data-source"], ["hyperpod-speech-data-target"]],
        );
    });

    it("removes a renamed team, with its volume and its claim", async () => {
        write({ name: "sight", further: "formerly: vision\n    state: leaving" });

        const { code, output } = await project.run(["start"]);

        assert.equal(code, 0, output);
        assert.deepEqual(
            resources().filter(({ urn }) => /::(sight|vision)(-|$)/.test(urn)),
            [],
        );
    });
});
