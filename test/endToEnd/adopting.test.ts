import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readAccount } from "../../sandbox/aws/accountState";
import type { Role } from "../../sandbox/aws/accountState";
import { readDeployment } from "../support/checkpoint";
import type { Deployment } from "../support/checkpoint";
import { makeByHand } from "../support/estateByHand";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";

const roster = `
teams:
  vision:
    cluster: training
    scientists:
      - { account: research, permissionSet: VisionScientist }
    data:
      - { bucket: curated, prefix: vision/ }
`;

/** What the program would create and somebody has made by hand, as an import names it. */
const takenOver = [
    "aws:eks/accessEntry:AccessEntry  hyperpod-dev:arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation  hyperpod-dev#arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access#arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    "aws:eks/addon:Addon  hyperpod-dev:amazon-sagemaker-hyperpod-taskgovernance",
    "aws:iam/role:Role  hyperpod-vision-cluster-access",
    "aws:iam/role:Role  hyperpod-vision-data",
    "aws:iam/role:Role  hyperpod-vision-scientist",
    "aws:iam/rolePolicy:RolePolicy  hyperpod-vision-cluster-access:describe-cluster",
    "aws:iam/rolePolicy:RolePolicy  hyperpod-vision-data:read-team-data",
    "aws:iam/rolePolicy:RolePolicy  hyperpod-vision-scientist:assume-cluster-access-role",
    "aws:kms/keyPolicy:KeyPolicy  1234abcd-12ab-34cd-56ef-1234567890ab",
    "aws:s3/accessPoint:AccessPoint  777788889999:vision-curated",
    "aws:s3/bucketPolicy:BucketPolicy  acme-curated-dev",
];

describe("an estate that was made by hand", function () {
    this.timeout(400_000);
    let project: ProjectCopy;

    beforeEach(async () => {
        project = copyProject();
        fs.writeFileSync(path.join(project.folder, "teams.yaml"), roster);
        project.edit(
            "Pulumi.dev.yaml",
            "taskGovernance: { quotas: managed, scheduler: managed }",
            "taskGovernance: { quotas: adopted, scheduler: adopted }",
        );
        // Brings the accounts into being, and changes nothing in them.
        const { code, output } = await project.run(["sandbox", "up"]);
        assert.equal(code, 0, output);
    });

    afterEach(async () => {
        await project.dispose();
    });

    const roles = (): readonly Role[] =>
        ["111122223333", "444455556666"].flatMap((account) =>
            Object.values(readAccount(project.sandbox, account)?.roles ?? {}).filter(({ name }) =>
                name.startsWith("hyperpod-vision-"),
            ),
        );
    const identities = () => {
        const platform = readAccount(project.sandbox, "111122223333")?.eksClusters[0];
        return {
            roles: roles().map(({ uniqueId }) => uniqueId),
            entries: platform?.accessEntries.map(({ arn }) => arn).sort(),
            associations: platform?.podIdentityAssociations.map(({ id }) => id),
            addOns: platform?.addOns
                ?.map(({ arn }) => arn)
                .filter((arn) => arn.includes("taskgovernance")),
            accessPoints: readAccount(project.sandbox, "777788889999")?.accessPoints.map(
                ({ alias }) => alias,
            ),
        };
    };

    it("is taken over, brought to what the roster says, and then needs no change", async () => {
        await makeByHand(project.sandbox);
        const before = identities();

        const adopted = await project.run(["adopt"]);

        assert.equal(adopted.code, 0, adopted.output);
        const lines = adopted.output.split("\n").filter((line) => line.startsWith("aws:"));
        assert.deepEqual(
            lines.filter((line) => !line.includes("podIdentityAssociation")).sort(),
            takenOver,
        );
        assert.equal(lines.length, takenOver.length + 1);
        assert.deepEqual(identities(), before);

        const started = await project.run(["start"]);

        assert.equal(started.code, 0, started.output);
        assert.doesNotMatch(started.output, /^ {4}(\+-|-|~-)/m);
        assert.deepEqual(identities(), before);
        const trust = roles().find(({ name }) => name === "hyperpod-vision-data")?.trustPolicy.text;
        assert.match(String(trust), /"aws:RequestTag\/kubernetes-namespace":"hyperpod-ns-vision"/);

        const preview = await project.run(["preview"]);

        assert.equal(preview.code, 0, preview.output);
        assert.match(preview.output, /^ {4}\d+ unchanged$/m);
        assert.doesNotMatch(preview.output, /^ {4}[+~-]/m);
    });

    it("is left alone where something would be replaced", async () => {
        await makeByHand(project.sandbox, {
            "vision-curated": { bucket: "acme-telemetry-dev", policy: undefined },
        });

        const { code, output } = await project.run(["adopt"]);

        assert.equal(code, 1, output);
        assert.match(
            output,
            /nothing was taken over, because what is there differs in what cannot be changed:\naws:s3\/accessPoint:AccessPoint "vision-data-data-curated" would be replaced, because "bucket" differs\n/,
        );
        // An empty stack has no list at all.
        const { resources = [] } = readDeployment(project.sandbox) as Partial<Deployment>;
        assert.deepEqual(
            resources.filter(({ type }) => type !== "pulumi:pulumi:Stack"),
            [],
        );
    });
});
