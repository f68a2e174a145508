import assert from "node:assert/strict";
import { podAdmissionBindingSpec, podAdmissionSpec } from "../../../model/documents/podAdmission";
import {
    dataRoleArn,
    podRoleArn,
    podRoleTrust,
    sourceRolePermissions,
    targetRoleTrust,
} from "../../../model/documents/podDocuments";
import { trainingNetworkSpec } from "../../../model/documents/trainingNetwork";
import { podAdmissionName } from "../../../model/names";
import { exampleFile } from "../../support/example";
import { teamFixture } from "../../support/teamFixture";

interface Facts {
    readonly "kubernetes-webhook-is-known": {
        readonly admission: readonly { readonly kind: string; readonly spec?: unknown }[];
    };
    readonly "kubernetes-network-policy-is-known": { readonly networkPolicies: readonly unknown[] };
}

/** What the pack takes for known, with one team's names filled in. */
function factsFor(team: string, serviceAccounts: string): Facts {
    const text = exampleFile("policypack/config.dev.json")
        .replaceAll("{team}", team)
        .replaceAll("{serviceAccounts}", serviceAccounts);
    return JSON.parse(text) as Facts;
}

describe("the guard rails of a team's pods", () => {
    const facts = factsFor("vision-2", "'default', 'training', 'evaluation'");
    const known = (kind: string) =>
        facts["kubernetes-webhook-is-known"].admission.find((each) => each.kind === kind)?.spec;

    it("are an admission policy of the words that the policy pack knows", () => {
        const team = teamFixture({
            physicalName: "vision-2",
            serviceAccounts: ["training", "evaluation"],
        });

        const spec = podAdmissionSpec(team);

        assert.deepEqual(spec, known("ValidatingAdmissionPolicy"));
    });

    it("are bound so that they refuse", () => {
        const spec = podAdmissionBindingSpec(podAdmissionName("vision-2"));

        assert.deepEqual(spec, {
            policyName: "hyperpod-ns-vision-2-pod-admission",
            validationActions: ["Deny"],
        });
        assert.deepEqual(spec, known("ValidatingAdmissionPolicyBinding"));
    });

    it("are a network policy of the words that the policy pack knows", () => {
        assert.deepEqual(facts["kubernetes-network-policy-is-known"].networkPolicies, [
            { name: "hyperpod-team-training", spec: trainingNetworkSpec },
        ]);
    });
});

const statements = (...list: unknown[]) => ({ Version: "2012-10-17", Statement: list });
const assume = ["sts:AssumeRole", "sts:TagSession"];
const tags = {
    "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
    "aws:RequestTag/kubernetes-namespace": "hyperpod-ns-vision",
    "aws:RequestTag/kubernetes-service-account": ["training", "evaluation"],
};
const source = "arn:aws:iam::111122223333:role/hyperpod-vision-data-source";
const fromSource = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
};

describe("documents of a pod's way to its data role", () => {
    const serviceAccounts = ["training", "evaluation"];
    const [direct, byTags, byExternalId] = (
        ["cluster-account", "data-account", "data-account-by-external-id"] as const
    ).map((dataRole) => teamFixture({ serviceAccounts, dataRole }));
    assert.ok(direct && byTags && byExternalId);
    const fromEks = (fence: object) =>
        statements({
            Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: assume,
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333", ...fence } },
        });

    it("lead to one role in the cluster's account, or by a source role to one in the data's", () => {
        const roles = [direct, byTags, byExternalId].map((team) => [
            podRoleArn(team),
            dataRoleArn(team),
        ]);

        const data = "arn:aws:iam::777788889999:role/hyperpod-vision-data-target";
        assert.deepEqual(roles, [
            [
                "arn:aws:iam::111122223333:role/hyperpod-vision-data",
                "arn:aws:iam::111122223333:role/hyperpod-vision-data",
            ],
            [source, data],
            [source, data],
        ]);
    });

    it("fence the role that EKS takes on to cluster, namespace and service accounts", () => {
        assert.deepEqual(podRoleTrust(direct), fromEks(tags));
        assert.deepEqual(podRoleTrust(byTags), fromEks(tags));
    });

    it("cannot ask for tags of a session that has none", () => {
        assert.deepEqual(podRoleTrust(byExternalId), fromEks({}));
    });

    it("let a source role go on to its data role and do nothing else", () => {
        for (const team of [byTags, byExternalId]) {
            assert.deepEqual(
                sourceRolePermissions(team),
                statements({
                    Sid: "GoOnToDataRole",
                    Effect: "Allow",
                    Action: assume,
                    Resource: "arn:aws:iam::777788889999:role/hyperpod-vision-data-target",
                }),
            );
        }
    });

    it("fence the data owner's role to the source role and the tags of its session", () => {
        assert.deepEqual(
            targetRoleTrust(byTags),
            statements({
                Sid: "AllowSourceRoleForPods",
                ...fromSource,
                Action: assume,
                Condition: { ArnEquals: { "aws:PrincipalArn": source }, StringEquals: tags },
            }),
        );
    });

    it("fence it to the source role and the external ids of its associations", () => {
        const place = "us-west-2/111122223333/hyperpod-dev/hyperpod-ns-vision";
        assert.deepEqual(
            targetRoleTrust(byExternalId),
            statements(
                {
                    Sid: "AllowSourceRoleByExternalId",
                    ...fromSource,
                    Action: ["sts:AssumeRole"],
                    Condition: {
                        ArnEquals: { "aws:PrincipalArn": source },
                        StringEquals: {
                            "sts:ExternalId": [`${place}/training`, `${place}/evaluation`],
                        },
                    },
                },
                {
                    Sid: "AllowSourceRoleToTagSession",
                    ...fromSource,
                    Action: ["sts:TagSession"],
                    Condition: { ArnEquals: { "aws:PrincipalArn": source } },
                },
            ),
        );
    });
});
