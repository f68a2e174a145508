import assert from "node:assert/strict";
import type { MockRegistration } from "./support/mocks";
import { runIndex } from "./support/runIndex";

const roster = { "hyperpod-teams:roster": "../cases/program/everything.yaml" };

describe("a roster that uses every field", function () {
    this.timeout(60_000);
    let registrations: readonly MockRegistration[];

    before(async () => {
        registrations = await runIndex({}, roster);
    });

    const named = (pattern: RegExp) =>
        registrations
            .filter(({ type, name }) => /^(aws|kubernetes):/.test(type) && pattern.test(name))
            .map(({ name }) => name)
            .sort();
    const inputsOf = (name: string) => {
        const found = registrations.find((each) => each.name === name);
        assert.ok(found !== undefined, name);
        return found.inputs;
    };

    it("gives each audience one role an account and one way into the cluster", () => {
        assert.deepEqual(named(/^atlas-(scientist|viewer|robot|cluster).*-(role|entry)$/), [
            "atlas-cluster-entry",
            "atlas-cluster-role",
            "atlas-robot-automation-role",
            "atlas-robot-cluster-entry",
            "atlas-robot-cluster-role",
            "atlas-scientist-automation-role",
            "atlas-scientist-research-role",
            "atlas-viewer-cluster-entry",
            "atlas-viewer-cluster-role",
            "atlas-viewer-research-role",
        ]);
        const trust = JSON.parse(String(inputsOf("atlas-cluster-role").assumeRolePolicy)) as {
            Statement: readonly { Condition: Record<string, unknown> }[];
        };
        assert.deepEqual(trust.Statement[0]?.Condition.ArnEquals, {
            "aws:PrincipalArn": [
                "arn:aws:iam::444455556666:role/hyperpod-atlas-scientist",
                "arn:aws:iam::333344445555:role/hyperpod-atlas-scientist",
            ],
        });
    });

    it("associates the access policies of each team's mode", () => {
        const policies = registrations
            .filter(({ type }) => type.includes("accessPolicyAssociation"))
            .map(({ name, inputs }) => {
                const { type, namespaces = [] } = inputs.accessScope as {
                    type: string;
                    namespaces?: readonly string[];
                };
                const policy = String(inputs.policyArn).replace(/^.*\//, "");
                return [name, policy, type, ...namespaces].join(" ");
            })
            .sort();

        assert.deepEqual(policies, [
            "atlas-cluster-view AmazonEKSViewPolicy namespace hyperpod-ns-atlas",
            "atlas-robot-cluster-view AmazonEKSViewPolicy namespace hyperpod-ns-atlas",
            "atlas-viewer-cluster-view AmazonEKSViewPolicy namespace hyperpod-ns-atlas",
            "bridge-cluster-training AmazonSagemakerHyperpodTrainingPolicy namespace hyperpod-ns-bridge",
            "bridge-cluster-user-cluster AmazonSagemakerHyperpodUserClusterPolicy cluster",
            "bridge-viewer-cluster-view AmazonEKSViewPolicy namespace hyperpod-ns-bridge",
            "comet-cluster-edit AmazonEKSEditPolicy namespace hyperpod-ns-comet",
            "comet-robot-cluster-edit AmazonEKSEditPolicy namespace hyperpod-ns-comet",
        ]);
    });

    it("makes the Roles that each mode needs", () => {
        assert.deepEqual(named(/-namespace-.*role$/), [
            "atlas-namespace-cluster-role",
            "atlas-namespace-role",
            "atlas-namespace-viewer-role",
            "bridge-namespace-cluster-role",
            "bridge-namespace-role",
            "bridge-namespace-viewer-role",
            "comet-namespace-cluster-role",
            "comet-namespace-role",
        ]);
    });

    it("lets each team's groups read the cluster, but whom an access policy lets", () => {
        const subjects = ["atlas", "bridge", "comet"].map((team) => {
            const name = `${team}-namespace-cluster-role-binding`;
            return (inputsOf(name).subjects as readonly { name: string }[]).map(
                (subject) => subject.name,
            );
        });

        assert.deepEqual(subjects, [
            ["hyperpod-ns-atlas-namespace-level-group", "hyperpod-ns-atlas-viewer-group"],
            ["hyperpod-ns-bridge-viewer-group"],
            ["hyperpod-ns-comet-namespace-level-group"],
        ]);
    });

    it("gives a mode without a Role of its own one for the right to run commands", () => {
        assert.deepEqual(inputsOf("bridge-namespace-role").rules, [
            { apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"] },
        ]);
        assert.deepEqual(inputsOf("bridge-cluster-entry").kubernetesGroups, [
            "hyperpod-ns-bridge-namespace-level-group",
        ]);
    });

    it("associates every service account with the data role, and the default one as ever", () => {
        const associations = registrations
            .filter(({ type }) => type.includes("podIdentityAssociation"))
            .map(({ name, inputs }) => [name, inputs.namespace, inputs.serviceAccount]);

        assert.deepEqual(associations, [
            ["atlas-pods-association", "hyperpod-ns-atlas", "training"],
            ["atlas-pods-association-evaluation", "hyperpod-ns-atlas", "evaluation"],
        ]);
        assert.deepEqual(named(/service-account/), [
            "atlas-namespace-service-account",
            "atlas-namespace-service-account-evaluation",
            "bridge-namespace-service-account",
            "comet-namespace-service-account",
        ]);
    });

    it("opens one access point a bucket, however many prefixes", () => {
        assert.deepEqual(named(/^atlas-data-/), [
            "atlas-data-data-curated",
            "atlas-data-data-telemetry",
        ]);
    });

    it("keeps a volume of the file system for the team's claim", () => {
        const labels = { "app.kubernetes.io/managed-by": "hyperpod-teams" };
        const volume = inputsOf("atlas-files-scratch-volume");
        const claim = inputsOf("atlas-files-scratch-claim");

        assert.deepEqual(
            { metadata: volume.metadata, spec: volume.spec },
            {
                metadata: { name: "hyperpod-ns-atlas-scratch", labels },
                spec: {
                    capacity: { storage: "4800Gi" },
                    accessModes: ["ReadWriteMany"],
                    mountOptions: ["flock"],
                    persistentVolumeReclaimPolicy: "Retain",
                    storageClassName: "",
                    volumeMode: "Filesystem",
                    claimRef: {
                        apiVersion: "v1",
                        kind: "PersistentVolumeClaim",
                        namespace: "hyperpod-ns-atlas",
                        name: "scratch",
                    },
                    csi: {
                        driver: "fsx.csi.aws.com",
                        volumeHandle: "fs-0123456789abcdef0",
                        volumeAttributes: {
                            dnsname: "fs-0123456789abcdef0.fsx.us-west-2.amazonaws.com",
                            mountname: "fsxdev01",
                        },
                    },
                },
            },
        );
        assert.deepEqual(
            { metadata: claim.metadata, spec: claim.spec },
            {
                metadata: { name: "scratch", namespace: "hyperpod-ns-atlas", labels },
                spec: {
                    accessModes: ["ReadWriteMany"],
                    storageClassName: "",
                    volumeName: "hyperpod-ns-atlas-scratch",
                    resources: { requests: { storage: "1Gi" } },
                },
            },
        );
    });

    it("makes one scheduler configuration a cluster", () => {
        const { typeName, desiredState } = inputsOf("training-scheduler");

        assert.equal(typeName, "AWS::SageMaker::ClusterSchedulerConfig");
        assert.deepEqual(
            (JSON.parse(String(desiredState)) as { SchedulerConfig: unknown }).SchedulerConfig,
            {
                PriorityClasses: [
                    { Name: "inference", Weight: 100 },
                    { Name: "training", Weight: 80 },
                ],
                FairShare: "Disabled",
                IdleResourceSharing: "Enabled",
            },
        );
    });

    it("puts the team's tags on every AWS resource of it that takes tags", () => {
        const tagged = registrations
            .filter(({ type, name }) => type.startsWith("aws:") && name.startsWith("atlas-"))
            .map(
                ({ type, inputs }) =>
                    [
                        type.replace(/^.*:/, ""),
                        type.startsWith("aws:cloudcontrol")
                            ? (JSON.parse(String(inputs.desiredState)) as { Tags: unknown }).Tags
                            : inputs.tags,
                    ] as const,
            );
        const tags = { "cost-center": "4711", team: "atlas" };
        const untaggable = ["RolePolicy", "AccessPolicyAssociation", "Grant"];

        for (const [type, found] of tagged) {
            const expected =
                type === "Resource"
                    ? [
                          { Key: "cost-center", Value: "4711" },
                          { Key: "managed-by", Value: "hyperpod-teams" },
                          { Key: "team", Value: "atlas" },
                      ]
                    : untaggable.includes(type)
                      ? undefined
                      : tags;
            assert.deepEqual(found, expected, type);
        }
        assert.ok(tagged.length > 20);
    });

    it("names a region on what is not in its account's, and nowhere else", async () => {
        const regional = (each: readonly MockRegistration[]) =>
            each
                .filter(
                    ({ type, inputs }) => type.startsWith("aws:") && inputs.region !== undefined,
                )
                .map(({ name, inputs }) => `${name} ${String(inputs.region)}`)
                .sort();

        const elsewhere = await runIndex(
            {},
            {
                ...roster,
                "hyperpod-teams:clusters": {
                    training: {
                        account: "platform",
                        region: "eu-central-1",
                        eksClusterName: "hyperpod-dev",
                        hyperPodClusterArn:
                            "arn:aws:sagemaker:eu-central-1:111122223333:cluster/abcdef012345",
                    },
                },
                "hyperpod-teams:fileSystems": {
                    scratch: {
                        account: "platform",
                        region: "eu-central-1",
                        id: "fs-0123456789abcdef0",
                        dnsName: "fs-0123456789abcdef0.fsx.eu-central-1.amazonaws.com",
                        mountName: "fsxdev01",
                        capacityGiB: 4800,
                    },
                },
                "hyperpod-teams:buckets": {
                    curated: { account: "data", name: "acme-curated-dev", region: "eu-west-1" },
                    telemetry: { account: "data", name: "acme-telemetry-dev" },
                },
            },
        );

        assert.deepEqual(regional(registrations), []);
        const expected = elsewhere
            .filter(({ type }) => /^aws:(eks|cloudcontrol)/.test(type))
            .map(({ name }) => `${name} eu-central-1`);
        assert.deepEqual(
            regional(elsewhere),
            [...expected, "atlas-data-data-curated eu-west-1", "curated-policy eu-west-1"].sort(),
        );
        assert.ok(expected.length > 15);
        const kubeconfig = elsewhere.find(({ type }) => type === "pulumi:providers:kubernetes")
            ?.inputs.kubeconfig;
        assert.match(String(kubeconfig), /"--region","eu-central-1"/);
    });
});

describe("a team's guard rails", function () {
    this.timeout(60_000);
    const guardRails = { "hyperpod-teams:roster": "../cases/program/guardRails.yaml" };

    it("are four resources of the cluster, which come and go with what the environment says", async () => {
        const without = await runIndex({}, guardRails, "dev");

        const guarded = await runIndex({}, guardRails, "prod");

        const names = (registrations: readonly MockRegistration[]) =>
            registrations
                .filter(({ type }) => !type.startsWith("pulumi:"))
                .map(({ type, name }) => `${type} ${name}`);
        const before = names(without);
        assert.deepEqual(
            names(guarded)
                .filter((each) => !before.includes(each))
                .sort(),
            [
                "hyperpod-teams:components:GuardRails atlas-guard-rails",
                "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy atlas-guard-rails-admission",
                "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding atlas-guard-rails-admission-binding",
                "kubernetes:networking.k8s.io/v1:NetworkPolicy atlas-guard-rails-network",
            ],
        );
        const { length } = before;
        assert.equal(names(guarded).length, length + 4);
        const labels = { "app.kubernetes.io/managed-by": "hyperpod-teams" };
        assert.deepEqual(
            Object.fromEntries(
                guarded
                    .filter(({ name }) => name.startsWith("atlas-guard-rails-"))
                    .map(({ name, inputs }) => [name, inputs.metadata]),
            ),
            {
                "atlas-guard-rails-admission": { name: "hyperpod-ns-atlas-pod-admission", labels },
                "atlas-guard-rails-admission-binding": {
                    name: "hyperpod-ns-atlas-pod-admission",
                    labels,
                },
                "atlas-guard-rails-network": {
                    name: "hyperpod-team-training",
                    namespace: "hyperpod-ns-atlas",
                    labels,
                },
            },
        );
    });
});
