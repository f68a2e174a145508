import * as assert from "node:assert/strict";
import { registrationsOf } from "../../access/registration";

const signature = "4dabf18193072939515e22adb298388d";
const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270" };
const urn = "urn:pulumi:dev::hyperpod-teams::aws:iam/role:Role::vision-scientist-role";

function exported(...resources: readonly Record<string, unknown>[]): unknown {
    return { version: 3, deployment: { manifest: {}, resources } };
}

function role(further: Record<string, unknown>): Record<string, unknown> {
    return { urn, type: "aws:iam/role:Role", custom: true, ...further };
}

describe("registrationsOf", () => {
    it("reads a resource with its name, id, parent and provider", () => {
        const registrations = registrationsOf(
            exported(
                role({
                    id: "hyperpod-vision-scientist",
                    parent: "urn:parent",
                    provider: "urn:provider::id",
                    inputs: { name: "hyperpod-vision-scientist" },
                    outputs: { arn: "arn:aws:iam::444455556666:role/hyperpod-vision-scientist" },
                }),
            ),
        );

        assert.deepEqual(registrations, [
            {
                urn,
                type: "aws:iam/role:Role",
                name: "vision-scientist-role",
                custom: true,
                id: "hyperpod-vision-scientist",
                parent: "urn:parent",
                provider: "urn:provider::id",
                inputs: { name: "hyperpod-vision-scientist" },
                outputs: { arn: "arn:aws:iam::444455556666:role/hyperpod-vision-scientist" },
            },
        ]);
    });

    it("leaves out what a replacement left behind", () => {
        assert.deepEqual(registrationsOf(exported(role({ delete: true }))), []);
    });

    it("reads a stack that holds nothing yet", () => {
        assert.deepEqual(registrationsOf({ version: 3, deployment: { manifest: {} } }), []);
    });

    it("reads secrets whose plain text was exported, wherever they are", () => {
        const policy = { ...secret, plaintext: JSON.stringify('{"Statement":[]}') };

        const [registration] = registrationsOf(
            exported(role({ inputs: { assumeRolePolicy: policy, inlinePolicies: [{ policy }] } })),
        );

        assert.deepEqual(registration?.inputs, {
            assumeRolePolicy: '{"Statement":[]}',
            inlinePolicies: [{ policy: '{"Statement":[]}' }],
        });
    });

    it("leaves a provider's encrypted credentials out", () => {
        const [registration] = registrationsOf(
            exported({
                urn: "urn:pulumi:dev::hyperpod-teams::pulumi:providers:aws::account-data",
                type: "pulumi:providers:aws",
                custom: true,
                inputs: { region: "us-west-2", secretKey: { ...secret, ciphertext: "v1:abc" } },
            }),
        );

        assert.deepEqual(registration?.inputs, { region: "us-west-2" });
    });

    const refusals: readonly (readonly [string, unknown, string])[] = [
        [
            "an encrypted secret",
            exported(role({ inputs: { policies: [{ ...secret, ciphertext: "v1:abc" }] } })),
            `resource "${urn}": property "inputs.policies" is a secret without its plain text; export the stack with "--show-secrets"`,
        ],
        [
            "a secret whose plain text is no JSON",
            exported(role({ outputs: { policy: { ...secret, plaintext: "{" } } })),
            `resource "${urn}": property "outputs.policy" is a secret whose plain text is not JSON; export the stack again with "--show-secrets"`,
        ],
        [
            "something else than an export",
            [],
            'this is no stack export: it has no "deployment"; expected what "pulumi stack export" writes',
        ],
        [
            "resources that are no list",
            { deployment: { resources: {} } },
            'this is no stack export: "deployment.resources" is not a list; expected what "pulumi stack export" writes',
        ],
        [
            "a resource that is no object",
            { deployment: { resources: ["role"] } },
            'this is no stack export: "deployment.resources[0]" holds no object; expected what "pulumi stack export" writes',
        ],
        [
            "a resource without a URN",
            exported({ type: "aws:iam/role:Role" }),
            'this is no stack export: a resource without "urn"; expected what "pulumi stack export" writes',
        ],
    ];
    for (const [name, value, message] of refusals) {
        it(`refuses ${name}`, () => {
            assert.throws(() => registrationsOf(value), { message });
        });
    }
});
