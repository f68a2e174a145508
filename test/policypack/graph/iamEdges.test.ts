import assert from "node:assert/strict";
import { buildGraph } from "../../../policypack/graph/build";
import { mockResources } from "../../support/mockResources";
import { runIndex } from "../../support/runIndex";
import { edgeLines } from "./edgeLines";

const boundary = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const accounts = ["111122223333", "333344445555", "444455556666", "777788889999"];
const research = "arn:aws:iam::444455556666:role";
const platform = "arn:aws:iam::111122223333:role";
const dataRole = `${platform}/hyperpod-vision-data`;
const bucket = "arn:aws:s3:::acme-curated-dev";
const accessPoint = "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated";
const key = "arn:aws:kms:us-west-2:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const known = {
    organizations: new Map([["o-exampleorg1", accounts]]),
    managedPolicies: new Map(
        accounts.map((id) => [`arn:aws:iam::${id}:policy/hyperpod-teams-boundary`, boundary]),
    ),
};

describe("the graph of the example's documents", function () {
    this.timeout(60_000);

    it("has the whole way of each team, with what conditions leave open and nothing else", async () => {
        const graph = buildGraph(mockResources(await runIndex()), known);

        const lines = edgeLines(graph, "assume", "data", "key").filter((line) =>
            line.includes("vision"),
        );

        assert.deepEqual(lines, [
            ...[
                "*/AWSReservedSSO_VisionScientist",
                "*/AWSReservedSSO_VisionViewer",
                "AWSReservedSSO_VisionScientist",
                "AWSReservedSSO_VisionViewer",
            ].map((name) => {
                const to = `${research}/hyperpod-vision-${name.endsWith("Viewer") ? "viewer" : "scientist"}`;
                return `${research}/aws-reserved/sso.amazonaws.com/${name}_???????????????? -> ${to}: sts:AssumeRole sts:SetSourceIdentity sts:TagSession on ${to}`;
            }),
            ...["scientist", "viewer"].map((audience) => {
                const to = `${platform}/hyperpod-vision-${audience === "viewer" ? "viewer" : "cluster"}-access`;
                return `${research}/hyperpod-vision-${audience} -> ${to}: sts:AssumeRole sts:SetSourceIdentity sts:TagSession on ${to}`;
            }),
            `service:pods.eks.amazonaws.com -> ${dataRole}: sts:AssumeRole sts:TagSession on ${dataRole} if StringEquals aws:requesttag/eks-cluster-arn arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev if StringEquals aws:requesttag/kubernetes-namespace hyperpod-ns-vision if StringEquals aws:requesttag/kubernetes-service-account training if StringEquals aws:sourceaccount 111122223333`,
            `${dataRole} -> ${bucket} via ${accessPoint}: s3:GetObject on object/vision/*`,
            `${dataRole} -> ${bucket} via ${accessPoint}: s3:ListBucket on prefix/vision/*`,
            `${dataRole} -> ${key}: kms:Decrypt on ${key} if StringEquals kms:viaservice s3.us-west-2.amazonaws.com if StringLike kms:encryptioncontext:aws:s3:arn ${bucket}|${bucket}/*`,
        ]);
    });
});
