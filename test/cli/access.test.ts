import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { clusterArn } from "../support/graphLines";
import { projectFolder } from "../support/example";

const command = path.join(projectFolder, "bin", "hyperpod-teams.js");
const platform = "111122223333";
const provider = "urn:pulumi:dev::p::pulumi:providers:aws::platform";
const kubernetes = "urn:pulumi:dev::p::pulumi:providers:kubernetes::cluster";
const team = "urn:pulumi:dev::p::hyperpod-teams:components:Team::vision";
const kubeconfig = JSON.stringify({
    "current-context": "c",
    contexts: [{ name: "c", context: { user: "u" } }],
    users: [
        {
            name: "u",
            user: { exec: { args: ["--cluster-name", "hyperpod-dev", "--region", "us-west-2"] } },
        },
    ],
});
const rbac = (kind: string, inputs: object) =>
    resource(
        `kubernetes:rbac.authorization.k8s.io/v1:${kind}`,
        "works",
        { metadata: { name: "works", namespace: "hyperpod-ns-vision" }, ...inputs },
        kubernetes,
    );

function resource(type: string, name: string, inputs: object, on = provider): object {
    return {
        urn: `urn:pulumi:dev::p::${type}::${name}`,
        type,
        custom: true,
        inputs,
        provider: `${on}::id`,
        parent: team,
    };
}

/** A stack of one team whose group may work on training jobs, or on whatever else is told. */
function stack(...verbs: readonly string[]): string {
    const resources = [
        {
            ...resource("pulumi:providers:aws", "platform", {
                allowedAccountIds: JSON.stringify([platform]),
                region: "us-west-2",
            }),
            urn: provider,
        },
        { ...resource("pulumi:providers:kubernetes", "cluster", { kubeconfig }), urn: kubernetes },
        { urn: team, type: "hyperpod-teams:components:Team", custom: false },
        resource("aws:eks/accessEntry:AccessEntry", "entry", {
            clusterName: "hyperpod-dev",
            principalArn: `arn:aws:iam::${platform}:role/vision-access`,
            kubernetesGroups: ["vision"],
        }),
        rbac("Role", {
            rules: [{ apiGroups: ["kubeflow.org"], resources: ["pytorchjobs"], verbs }],
        }),
        rbac("RoleBinding", {
            roleRef: { kind: "Role", name: "works" },
            subjects: [{ kind: "Group", name: "vision" }],
        }),
    ];
    return JSON.stringify({ deployment: { resources } });
}

interface Outcome {
    readonly code: unknown;
    readonly stdout: string;
    readonly stderr: string;
}

describe("hyperpod-teams access", function () {
    this.timeout(60_000);
    let folder = "";
    const run = (...words: readonly string[]): Promise<Outcome> =>
        new Promise((resolve) => {
            const file = process.execPath;
            execFile(
                file,
                // An environment without a file: what is committed has no say in what these files say.
                [command, "--stack", "none", "access", ...words],
                { cwd: folder },
                (error, stdout, stderr) => {
                    resolve({ code: error?.code ?? 0, stdout, stderr });
                },
            );
        });

    before(() => {
        folder = fs.mkdtempSync(path.join(tmpdir(), "access-"));
        fs.writeFileSync(path.join(folder, "base.json"), stack("get"));
        fs.writeFileSync(path.join(folder, "head.json"), stack("create", "get"));
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    it("tells what each team reaches", async () => {
        assert.deepEqual(await run("--from", "head.json"), {
            code: 0,
            stdout: [
                "vision",
                "  namespaces    hyperpod-ns-vision (runs pods)",
                "",
                "1 team; what they are said to have is not registered, so nothing is compared",
                "",
            ].join("\n"),
            stderr: "",
        });
    });

    it("writes the graph for programs", async () => {
        const { code } = await run("--from", "head.json", "--format", "json", "--output", "g.json");

        const graph = JSON.parse(fs.readFileSync(path.join(folder, "g.json"), "utf8")) as {
            edges: readonly { id: string }[];
        };
        const identity = `identity:${clusterArn}/arn:aws:sts::${platform}:assumed-role/vision-access/*`;
        const group = `group:${clusterArn}/vision`;
        assert.equal(code, 0);
        assert.deepEqual(
            graph.edges.map(({ id }) => id),
            [
                `access-entry|arn:aws:iam::${platform}:role/vision-access|${identity}|`,
                `kubernetes|${group}|namespace:${clusterArn}/hyperpod-ns-vision|`,
                `member|${identity}|${group}|`,
            ],
        );
    });

    it("explains the way by which somebody may do something", async () => {
        const asked = ["vision-access", "create", "pytorchjobs.kubeflow.org", "hyperpod-ns-vision"];

        assert.deepEqual(await run("explain", ...asked, "--from", "head.json"), {
            code: 0,
            stdout: [
                'yes: "vision-access" (account "111122223333") may create "pytorchjobs.kubeflow.org" in namespace "hyperpod-ns-vision"',
                '  "vision-access" (account "111122223333") → cluster user "arn:aws:sts::111122223333:assumed-role/vision-access/*": come into the cluster as cluster user "arn:aws:sts::111122223333:assumed-role/vision-access/*"',
                '      by access entry of "vision-access"',
                '  cluster user "arn:aws:sts::111122223333:assumed-role/vision-access/*" → group "vision": act as group "vision"',
                '      by access entry of "vision-access"',
                '  group "vision" → namespace "hyperpod-ns-vision": see and create "pytorchjobs" in namespace "hyperpod-ns-vision"',
                '      by Role "works", statement "1"',
                '      by RoleBinding "works"',
                "",
            ].join("\n"),
            stderr: "",
        });
    });

    it("explains it of a session as of its role", async () => {
        const session = "arn:aws:sts::111122223333:assumed-role/vision-access/jane";
        const asked = ["create", "pytorchjobs.kubeflow.org", "hyperpod-ns-vision"];

        assert.deepEqual(
            await run("explain", session, ...asked, "--from", "head.json"),
            await run("explain", "vision-access", ...asked, "--from", "head.json"),
        );
    });

    it("explains why there is no way", async () => {
        const asked = ["vision-access", "create", "pytorchjobs.kubeflow.org", "hyperpod-ns-vision"];

        assert.deepEqual(await run("explain", ...asked, "--from", "base.json"), {
            code: 0,
            stdout: [
                'no: nothing that is registered lets "vision-access" (account "111122223333") create "pytorchjobs.kubeflow.org" in namespace "hyperpod-ns-vision"',
                '  group "vision" may only see "pytorchjobs" in namespace "hyperpod-ns-vision" there',
                "  nobody may, by what is registered",
                "",
            ].join("\n"),
            stderr: "",
        });
    });

    it("ends with 3 where a change widens access, and with 0 where that is allowed", async () => {
        const refused = await run("diff", "base.json", "head.json");
        const allowed = await run("diff", "base.json", "head.json", "--allow", "vision");
        const narrowed = await run("diff", "head.json", "base.json");

        assert.deepEqual([refused.code, allowed.code, narrowed.code], [3, 0, 0]);
        assert.equal(
            refused.stderr,
            "hyperpod-teams: access widens beyond what \"--allow\" names; see above. Whoever approves all of it adds: --allow 'vision'\n",
        );
    });

    const refusals: readonly (readonly [what: string, words: readonly string[], said: string])[] = [
        [
            "a file that is not there",
            ["--from", "none.json"],
            `"none.json" cannot be read: ENOENT: no such file or directory, open 'none.json'`,
        ],
        [
            "a team that is not registered",
            ["--from", "head.json", "--team", "speech"],
            'no team "speech" is registered; expected one of "vision"',
        ],
        [
            "a principal that nothing names",
            ["explain", "nobody", "get", "pods", "a", "--from", "head.json"],
            'no principal "nobody" is registered; give an ARN, or the name of a role, a group, a service account or a cluster user',
        ],
        [
            "several actions at once",
            ["explain", "vision-access", "s3:Get*", "s3://a/b", "--from", "head.json"],
            '"s3:Get*" stands for several actions; ask for one of them, such as "s3:GetObject" or "get"',
        ],
    ];
    for (const [what, words, said] of refusals) {
        it(`ends with 2 for ${what}`, async () => {
            assert.deepEqual(await run(...words), {
                code: 2,
                stdout: "",
                stderr: `hyperpod-teams: ${said}\n`,
            });
        });
    }
});
