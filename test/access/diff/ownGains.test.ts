import assert from "node:assert/strict";
import { judge, neededWords } from "../../../access/diff/allowance";
import type { GraphResource } from "../../../policypack/graph/resource";
import { accessCases, differenceOfCase } from "../../support/accessCases";
import { mockResources } from "../../support/mockResources";
import type { Edit } from "../../support/registeredEdits";
import { runIndex } from "../../support/runIndex";

const dataRole = "arn:aws:iam::111122223333:role/hyperpod-vision-data";

/** One statement more in what vision's pods may do. */
function mayDo(action: string, on = "*"): Edit {
    const statement = { Effect: "Allow", Action: action, Resource: on };
    return { in: "vision-pods-role-policy", document: "policy", statement };
}

/** What no team gains by its entry in the roster: who gains it has to be named. */
const notOwn: readonly (readonly [what: string, edit: Edit, gainer?: string])[] = [
    ["all of IAM", mayDo("iam:*")],
    ["secrets that nobody gave it", mayDo("secretsmanager:GetSecretValue")],
    ["a bucket that nobody registered", mayDo("s3:*", "arn:aws:s3:::finance-payroll/*")],
    [
        "an access point that nobody registered",
        mayDo("s3:GetObject", "arn:aws:s3:us-west-2:999988887777:accesspoint/payroll/object/*"),
    ],
    [
        "a role from outside",
        mayDo("sts:AssumeRole", "arn:aws:iam::555566667777:role/OrganizationAccountAccessRole"),
    ],
    ["a key from outside", mayDo("kms:Decrypt", "arn:aws:kms:us-west-2:999988887777:key/1234")],
    ["rights over the cluster itself", mayDo("eks:CreateAccessEntry")],
    [
        "another service in the place of its pods",
        {
            in: "vision-pods-role",
            document: "assumeRolePolicy",
            statement: {
                Effect: "Allow",
                Principal: { Service: "ec2.amazonaws.com" },
                Action: "sts:AssumeRole",
            },
        },
        "service:ec2.amazonaws.com",
    ],
];

/** Cases of one team that gains of its own, whose name is enough. */
const own: Readonly<Record<string, string>> = {
    associationAdded: "robotics",
    conditionDropped: "vision",
    keyGrantAdded: "vision",
    writesAdded: "vision",
};

describe("what a team's name allows", function () {
    this.timeout(120_000);
    let registered: readonly GraphResource[] = [];

    before(async () => {
        registered = mockResources(await runIndex());
    });

    for (const [what, edit, gainer = dataRole] of notOwn) {
        it(`is not ${what}`, () => {
            const difference = differenceOfCase(registered, {
                name: what,
                about: what,
                change: [edit],
                told: [],
            });

            const byTeam = judge(difference, ["vision"]);
            assert.equal(byTeam.beyond.length, 1);
            assert.deepEqual(neededWords(byTeam), [gainer]);
            assert.deepEqual(judge(difference, [gainer]).beyond, []);
        });
    }

    for (const each of accessCases().filter(({ name }) => name in own)) {
        it(`is ${each.about}`, () => {
            const { beyond } = judge(differenceOfCase(registered, each), [own[each.name] ?? ""]);

            assert.deepEqual(beyond, []);
        });
    }
});
