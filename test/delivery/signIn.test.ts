import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectFolder } from "../support/example";

const deployRole = "arn:aws:iam::111122223333:role/hyperpod-teams-deploy";
const previewRole = "arn:aws:iam::111122223333:role/hyperpod-teams-preview";

describe("signing in to AWS from Pulumi Deployments", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-sign-in-"));
        // What the CLI is asked to do, one call a line.
        fs.writeFileSync(
            path.join(folder, "pulumi"),
            `#!/bin/sh\necho "$@" >>"${folder}/calls"\n`,
            {
                mode: 0o755,
            },
        );
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function signIn(operation: string) {
        const { status, stderr } = spawnSync(
            "bash",
            [path.join(projectFolder, "delivery", "signIn.sh"), deployRole, previewRole],
            {
                encoding: "utf8",
                env: {
                    PATH: `${folder}${path.delimiter}${process.env.PATH ?? ""}`,
                    AWS_CONFIG_FILE: path.join(folder, "aws", "config"),
                    PULUMI_CI_OPERATION: operation,
                    PULUMI_CI_ORGANIZATION: "acme",
                    PULUMI_CI_PROJECT: "hyperpod-teams",
                    PULUMI_CI_STACK: "prod",
                    PULUMI_CI_BUILD_NUMBER: "7",
                },
            },
        );
        const read = (file: string) => {
            const location = path.join(folder, file);
            return fs.existsSync(location) ? fs.readFileSync(location, "utf8") : undefined;
        };
        return { status, stderr, profile: read("aws/config"), calls: read("calls") };
    }

    const signedIn = (role: string, assume: string) => ({
        status: 0,
        stderr: "",
        profile: `[default]
role_arn = ${role}
web_identity_token_file = /mnt/pulumi/pulumi.oidc
role_session_name = hyperpod-teams-${assume}-7
`,
        calls: `config set hyperpod-teams:assume ${assume} --stack acme/hyperpod-teams/prod\n`,
    });

    it("takes the deploy role for an update", () => {
        assert.deepEqual(signIn("update"), signedIn(deployRole, "deploy"));
    });

    for (const operation of ["preview", "refresh", "detect-drift"]) {
        it(`takes the read-only role for "${operation}"`, () => {
            assert.deepEqual(signIn(operation), signedIn(previewRole, "preview"));
        });
    }

    for (const operation of ["destroy", "remediate-drift", ""]) {
        it(`takes none for "${operation}", and says so`, () => {
            assert.deepEqual(signIn(operation), {
                status: 1,
                stderr: `operation "${operation}" has no role here; expected update, preview, refresh or detect-drift\n`,
                profile: undefined,
                calls: undefined,
            });
        });
    }
});
