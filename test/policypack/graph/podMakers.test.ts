import assert from "node:assert/strict";
import { grantOf } from "../../../policypack/graph/grant";
import { grantMakesPods } from "../../../policypack/graph/kubernetes/podMakers";

const leads: readonly (readonly [verb: string, on: string])[] = [
    ["create", "/pods"],
    ["*", "*"],
    ["get", "*/*"],
    ["get", "/*"],
    ["get", "/secrets"],
    ["create", "/serviceaccounts/token"],
    ["impersonate", "/serviceaccounts"],
    ["get", "/pods/exec"],
    ["patch", "apps/deployments"],
    ["create", "batch/*"],
    ["create", "kubeflow.org/pytorchjobs"],
];
const doesNot: readonly (readonly [verb: string, on: string])[] = [
    ["list", "/pods"],
    ["get", "/pods/log"],
    ["create", "/configmaps"],
    ["delete", "/pods"],
    ["get", "batch/*"],
    ["get", "kubeflow.org/pytorchjobs"],
    ["update", "kubeflow.org/pytorchjobs/status"],
    ["create", "networking.k8s.io/networkpolicies"],
    ["get", "url:/metrics"],
];

describe("a right in a namespace", () => {
    for (const [verb, on] of leads) {
        it(`leads to its pods' identities by "${verb}" on "${on}"`, () => {
            assert.equal(grantMakesPods(grantOf([verb], [on], [])), true);
        });
    }

    for (const [verb, on] of doesNot) {
        it(`does not lead there by "${verb}" on "${on}"`, () => {
            assert.equal(grantMakesPods(grantOf([verb], [on], [])), false);
        });
    }
});
