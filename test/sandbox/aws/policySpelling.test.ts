import * as assert from "node:assert/strict";

import { isDeepStrictEqual } from "node:util";
import { asAwsWrites, meaningOf } from "../../../sandbox/aws/policySpelling";
import { clusterAccount, SimulatedWorld, type Account } from "./simulatedWorld";
import * as team from "./teamResources";
import { tokens } from "./teamResources";

const byHand = JSON.stringify({
    Statement: {
        Action: ["sts:assumerole"],
        Principal: { AWS: ["arn:aws:iam::444455556666:root"] },
        Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-exampleorg1"] } },
        Effect: "Allow",
        Sid: "Scientists",
    },
    Version: "2012-10-17",
});

describe("how AWS spells a policy", () => {
    it("puts elements in its order and takes one out of a list of one, letters as they were", () => {
        assert.equal(
            asAwsWrites(byHand),
            '{"Version":"2012-10-17","Statement":[{"Sid":"Scientists","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"sts:assumerole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorg1"}}}]}',
        );
    });

    it("leaves what is no document", () => {
        assert.deepEqual(["", "{", "[]", "1"].map(asAwsWrites), ["", "{", "[]", "1"]);
    });

    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: ["a", "b"] };
    const pairs: readonly (readonly [string, object, object, boolean])[] = [
        ["a statement and a list of it", statement, [statement] as object, true],
        ["a list in another order", statement, { ...statement, Resource: ["b", "a"] }, true],
        ["one and a list of one", statement, { ...statement, Action: ["s3:GetObject"] }, true],
        [
            "an account and its root",
            { ...statement, Principal: { AWS: "111122223333" } },
            { ...statement, Principal: { AWS: ["arn:aws:iam::111122223333:root"] } },
            true,
        ],
        ["another case", statement, { ...statement, Action: "s3:getobject" }, false],
        ["one resource less", statement, { ...statement, Resource: "a" }, false],
        ["another effect", statement, { ...statement, Effect: "Deny" }, false],
    ];
    for (const [name, one, other, same] of pairs) {
        it(`${same ? "takes for the same" : "tells apart"}: ${name}`, () => {
            const meanings = [one, other].map((Statement) => meaningOf({ Statement }));

            assert.equal(isDeepStrictEqual(meanings[0], meanings[1]), same);
        });
    }
});

describe("a document that somebody wrote by hand", () => {
    let world: SimulatedWorld;
    let cluster: Account;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        cluster = await world.account(clusterAccount);
        await cluster.create(tokens.role, { ...team.clusterRole, assumeRolePolicy: byHand });
    });

    afterEach(() => {
        world.remove();
    });

    it("is imported in AWS's spelling, and differs from no other spelling", async () => {
        const role = await cluster.adopt(tokens.role, "hyperpod-vision-cluster-access");

        assert.equal(role.inputs.assumeRolePolicy, asAwsWrites(byHand));
        assert.deepEqual(
            await cluster.diff(role, { ...team.clusterRole, assumeRolePolicy: byHand }),
            { changes: [], replaces: [], deleteBeforeReplace: false },
        );
    });

    it("stays as the program wrote it where AWS merely spells it differently", async () => {
        const role = {
            type: tokens.role,
            id: "hyperpod-vision-cluster-access",
            inputs: { ...team.clusterRole, assumeRolePolicy: byHand },
            outputs: { assumeRolePolicy: byHand },
        };

        const read = await cluster.read(role);

        assert.deepEqual(
            [read?.inputs.assumeRolePolicy, read?.outputs.assumeRolePolicy],
            [byHand, byHand],
        );
    });
});
