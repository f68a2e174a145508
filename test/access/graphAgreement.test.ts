import assert from "node:assert/strict";
import { mayAssumeForPod, mayAssumeRole } from "../../access/assumption";
import { accessPointsOf } from "../../access/bucket";
import { estateOf } from "../../access/estate";
import type { Estate } from "../../access/estate";
import type { Finding } from "../../access/finding";
import { mayAccessObject } from "../../access/objectAccess";
import { questionOf } from "../../access/question";
import type { Registration } from "../../access/registration";
import { graphResources } from "../../access/source/graphResources";
import { bootstrapPolicies } from "../../cli/bootstrap";
import { buildGraph } from "../../policypack/graph/build";
import type { AccessGraph } from "../../policypack/graph/graph";
import { holds } from "../../policypack/graph/sets";
import { clusterArn } from "../support/graphLines";
import { exampleEnvironment } from "../support/example";
import { runIndex } from "../support/runIndex";

interface Opinion {
    readonly what: string;
    readonly evaluated: Finding["answer"];
    readonly inGraph: boolean;
}

/** The graph against the evaluator of single requests, which reads the same documents in its own way. */
describe("the graph and the evaluator of single requests", function () {
    this.timeout(120_000);
    const environment = exampleEnvironment();
    const organization = { "aws:PrincipalOrgID": environment.organizationId };
    let estate: Estate;
    let graph: AccessGraph;
    let registrations: readonly Registration[];

    before(async () => {
        const urnOf = ({ type, name }: { readonly type: string; readonly name: string }) =>
            type.startsWith("pulumi:providers:")
                ? `urn:pulumi:dev::hyperpod-teams::pulumi:pulumi:Stack$${type}::${name}`
                : `urn:pulumi:dev::hyperpod-teams::${type}::${name}`;
        registrations = (await runIndex()).map(({ parent, ...rest }) => ({
            ...rest,
            urn: urnOf(rest),
            ...(parent === undefined ? {} : { parent: urnOf(parent) }),
        }));
        const managedPolicies = bootstrapPolicies(environment);
        const accounts = [...environment.accounts.values()].map(({ id }) => id);
        estate = estateOf(registrations, managedPolicies);
        graph = buildGraph(graphResources(registrations), {
            managedPolicies,
            accounts,
            organizations: new Map([[environment.organizationId, accounts]]),
        });
    });

    /** An edge whose conditions hold for a request that brings nothing along but who it is from. */
    const has = (from: string, to: string, kind: string) =>
        graph.edges.some(
            (edge) =>
                edge.kind === kind &&
                edge.from === from &&
                edge.to === to &&
                edge.grants.some(
                    ({ actions, when }) =>
                        holds(actions, "sts:AssumeRole", { ignoreCase: true }) &&
                        when.every(({ key }) => !/^(sts:externalid|aws:requesttag\/)/.test(key)),
                ),
        );

    it("agree for every two roles on whether the one may take the other", () => {
        const roles = [...estate.roles.keys()];

        disagreements(
            roles.flatMap((principal) =>
                roles.map((roleArn) => ({
                    what: `${principal} takes ${roleArn}`,
                    evaluated: mayAssumeRole(estate, {
                        principal,
                        roleArn,
                        actions: ["sts:AssumeRole"],
                        context: organization,
                    }).answer,
                    inGraph: has(principal, roleArn, "assume"),
                })),
            ),
        );
    });

    it("agree for every service account and role on whether pods get it", () => {
        const places = estate.podIdentityAssociations.map(({ inputs }) => ({
            namespace: String(inputs.namespace),
            serviceAccount: String(inputs.serviceAccount),
        }));

        disagreements(
            places.flatMap(({ namespace, serviceAccount }) =>
                [...estate.roles.keys()].map((roleArn) => ({
                    what: `pods of ${namespace}/${serviceAccount} get ${roleArn}`,
                    evaluated: mayAssumeForPod(estate, {
                        clusterArn,
                        namespace,
                        serviceAccount,
                        roleArn,
                    }).answer,
                    inGraph: has(
                        `service-account:${clusterArn}/${namespace}/${serviceAccount}`,
                        roleArn,
                        "pod-identity",
                    ),
                })),
            ),
        );
    });

    it("agree for every role, access point and prefix on who reads and who writes", () => {
        const accessPoints = accessPointsOf(registrations, estate.placements);
        const keys = ["vision/", "speech/", "robotics/", "fleet/", "forecast/", ""];
        const actions = ["s3:GetObject", "s3:PutObject"] as const;

        disagreements(
            [...estate.roles.keys()].flatMap((roleArn) =>
                accessPoints.flatMap((accessPoint) =>
                    keys.flatMap((prefix) =>
                        actions.map((action) => {
                            const key = `${prefix}sample`;
                            const resource = `${accessPoint.arn}/object/${key}`;
                            const question = questionOf(graph, action, resource, undefined);
                            return {
                                what: `${roleArn} does ${action} on ${resource}`,
                                evaluated: mayAccessObject(estate, accessPoint, {
                                    accessPointArn: accessPoint.arn,
                                    roleArn,
                                    action,
                                    key,
                                    context: organization,
                                }).answer,
                                inGraph: graph.edges.some(
                                    (edge) =>
                                        edge.from === roleArn && question.answers(edge).length > 0,
                                ),
                            };
                        }),
                    ),
                ),
            ),
        );
    });
});

/** Some yes and some no among them, and each as the graph has it; what is undecided may be either. */
function disagreements(opinions: readonly Opinion[]): void {
    assert.deepEqual(
        opinions.filter(({ evaluated, inGraph }) => evaluated === (inGraph ? "no" : "yes")),
        [],
    );
    const answers = new Set(opinions.map(({ evaluated }) => evaluated));
    assert.deepEqual([answers.has("yes"), answers.has("no")], [true, true]);
}
