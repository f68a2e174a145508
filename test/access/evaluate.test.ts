import * as assert from "node:assert/strict";
import { contextOf } from "../../access/condition";
import type { ContextValues } from "../../access/condition";
import { decide } from "../../access/evaluate";
import type { Answer } from "../../access/finding";
import { matchesArn, matchesPattern } from "../../access/pattern";
import type { Caller } from "../../access/principal";
import { readPolicyDocument } from "../../policypack/iam/document";

type Statement = Readonly<Record<string, unknown>>;

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/reader`;
const object = "arn:aws:s3:us-west-2:777788889999:accesspoint/vision/object/vision/a";
const foreignAccount = "777788889999";

interface Case {
    readonly name: string;
    readonly identity?: readonly Statement[];
    readonly resource?: readonly Statement[];
    readonly resourceAccount?: string;
    readonly trust?: boolean;
    readonly caller?: Caller;
    readonly action?: string;
    readonly on?: string;
    readonly context?: ContextValues;
    readonly unread?: readonly string[];
    readonly answer: Answer;
}

const own = { Effect: "Allow", Action: "s3:GetObject", Resource: `${object.slice(0, -1)}*` };
const theirs = { ...own, Principal: { AWS: role } };
const both = { identity: [own], resource: [theirs] };
const fenced = (operator: string, key: string, value: unknown) => ({
    identity: [own],
    resource: [{ ...theirs, Principal: "*", Condition: { [operator]: { [key]: value } } }],
});
const trusts = (Principal: unknown, further: Statement = {}) => ({
    trust: true,
    action: "sts:AssumeRole",
    on: `arn:aws:iam::${foreignAccount}:role/target`,
    resource: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...further }],
});
const mayAssume = {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: "arn:aws:iam::777788889999:role/target",
};
const root = { AWS: `arn:aws:iam::${account}:root` };
const pods: Caller = { kind: "service", name: "pods.eks.amazonaws.com" };

const cases: readonly Case[] = [
    { name: "across accounts, both sides allow", ...both, answer: "yes" },
    { name: "across accounts, only the caller's side allows", identity: [own], answer: "no" },
    { name: "across accounts, only the resource's side allows", resource: [theirs], answer: "no" },
    { name: "nobody says anything", answer: "no" },
    {
        name: "a deny of the caller's side",
        ...both,
        identity: [own, { ...own, Effect: "Deny" }],
        answer: "no",
    },
    {
        name: "a deny of the resource's side, before the allow",
        ...both,
        resource: [{ ...theirs, Effect: "Deny", Principal: "*" }, theirs],
        answer: "no",
    },
    {
        name: "a deny of another action",
        ...both,
        identity: [own, { ...own, Effect: "Deny", Action: "s3:PutObject" }],
        answer: "yes",
    },
    {
        name: "in one account, only the caller's side allows",
        identity: [own],
        resourceAccount: account,
        answer: "yes",
    },
    {
        name: "in one account, only the resource's side allows, by name",
        resource: [theirs],
        resourceAccount: account,
        answer: "yes",
    },
    {
        name: "in one account, the resource's side names the account and the caller has nothing",
        resource: [{ ...theirs, Principal: root }],
        resourceAccount: account,
        answer: "no",
    },
    {
        name: "the resource's side names the account by its digits",
        identity: [own],
        resource: [{ ...theirs, Principal: { AWS: account } }],
        answer: "yes",
    },
    {
        name: "the resource's side names another account",
        identity: [own],
        resource: [{ ...theirs, Principal: { AWS: "arn:aws:iam::444455556666:root" } }],
        answer: "no",
    },
    {
        name: "one of several principals is the caller",
        identity: [own],
        resource: [{ ...theirs, Principal: { AWS: ["arn:aws:iam::444455556666:root", role] } }],
        answer: "yes",
    },
    {
        name: "a principal that is a pattern",
        identity: [own],
        resource: [{ ...theirs, Principal: { AWS: `arn:aws:iam::${account}:role/*` } }],
        answer: "undecided",
    },
    {
        name: "a principal that is one session of the role",
        identity: [own],
        resource: [
            { ...theirs, Principal: { AWS: `arn:aws:sts::${account}:assumed-role/reader/me` } },
        ],
        answer: "undecided",
    },
    {
        name: "a unique id of the caller",
        caller: { kind: "role", arn: role, uniqueId: "AROAEXAMPLE" },
        identity: [own],
        resource: [{ ...theirs, Principal: { AWS: "AROAEXAMPLE" } }],
        answer: "yes",
    },
    {
        name: "a unique id of a role that is gone",
        caller: { kind: "role", arn: role, uniqueId: "AROAEXAMPLE" },
        identity: [own],
        resource: [{ ...theirs, Principal: { AWS: "AROASTALE" } }],
        answer: "no",
    },
    {
        name: "a unique id where the caller's is unknown",
        identity: [own],
        resource: [{ ...theirs, Principal: { AWS: "AROASTALE" } }],
        answer: "undecided",
    },
    {
        name: "NotPrincipal in an allow",
        identity: [own],
        resource: [{ Effect: "Allow", NotPrincipal: root, Action: "*", Resource: "*" }],
        answer: "undecided",
    },
    {
        name: "NotPrincipal in a deny beside an allow",
        ...both,
        resource: [theirs, { Effect: "Deny", NotPrincipal: root, Action: "*", Resource: "*" }],
        answer: "undecided",
    },
    { name: "an action in other letters", ...both, action: "S3:getobject", answer: "yes" },
    {
        name: "an action by wildcards",
        ...both,
        identity: [{ ...own, Action: ["s3:List*", "s3:Get?bject"] }],
        answer: "yes",
    },
    {
        name: "an action that NotAction leaves out",
        ...both,
        identity: [{ Effect: "Allow", NotAction: "s3:get*", Resource: "*" }],
        answer: "no",
    },
    {
        name: "an action that NotAction does not leave out",
        ...both,
        identity: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
        answer: "yes",
    },
    {
        name: "a resource in other letters",
        ...both,
        identity: [{ ...own, Resource: object.replace("vision/a", "Vision/a") }],
        answer: "no",
    },
    {
        name: "a resource whose star would have to reach over a colon",
        ...both,
        identity: [{ ...own, Resource: "arn:aws:s3:*:accesspoint/vision/object/*" }],
        answer: "undecided",
    },
    {
        name: "a resource that NotResource leaves out",
        ...both,
        identity: [{ Effect: "Allow", Action: "*", NotResource: object }],
        answer: "no",
    },
    {
        name: "a resource with a policy variable",
        ...both,
        identity: [{ ...own, Resource: `${object}/\${aws:userid}` }],
        answer: "undecided",
    },
    {
        name: "an attached policy that nobody can see, beside an allow",
        ...both,
        unread: ["the policy X"],
        answer: "undecided",
    },
    {
        name: "an attached policy that nobody can see, where the resource refuses",
        identity: [own],
        unread: ["the policy X"],
        answer: "no",
    },
    {
        name: "a key in other letters",
        ...fenced("StringEquals", "AWS:principalORGid", "o-a"),
        context: { "aws:PrincipalOrgID": "o-a" },
        answer: "yes",
    },
    {
        name: "StringEquals takes a star for a star",
        ...fenced("StringEquals", "aws:PrincipalOrgID", "o-*"),
        context: { "aws:PrincipalOrgID": "o-a" },
        answer: "no",
    },
    {
        name: "StringLike takes a star for anything",
        ...fenced("StringLike", "aws:PrincipalOrgID", ["p-*", "o-?"]),
        context: { "aws:PrincipalOrgID": "o-a" },
        answer: "yes",
    },
    {
        name: "ArnLike with sixteen question marks",
        ...fenced("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${account}:role/R_????????????????`),
        context: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/R_0123456789abcdef` },
        answer: "yes",
    },
    {
        name: "ArnEquals matches as ArnLike does",
        ...fenced("ArnEquals", "aws:PrincipalArn", `arn:aws:iam::${account}:role/*`),
        context: { "aws:PrincipalArn": role },
        answer: "yes",
    },
    {
        name: "ArnLike on something that is no ARN",
        ...fenced("ArnLike", "aws:PrincipalArn", "*"),
        context: { "aws:PrincipalArn": role },
        answer: "no",
    },
    {
        name: "two conditions of which one fails",
        identity: [own],
        resource: [
            {
                ...theirs,
                Condition: {
                    StringEquals: { "aws:PrincipalOrgID": "o-a" },
                    ArnLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/*" },
                },
            },
        ],
        context: { "aws:PrincipalOrgID": "o-a", "aws:PrincipalArn": role },
        answer: "no",
    },
    {
        name: "a key that such a request never has",
        ...fenced("StringEquals", "aws:SourceAccount", account),
        answer: "no",
    },
    {
        name: "…IfExists on a key that such a request never has",
        ...fenced("StringEqualsIfExists", "aws:SourceAccount", account),
        answer: "yes",
    },
    {
        name: "ForAllValues on a key that such a request never has",
        ...fenced("ForAllValues:StringEquals", "aws:SourceAccount", account),
        answer: "yes",
    },
    {
        name: "ForAnyValue on a key that such a request never has",
        ...fenced("ForAnyValue:StringEquals", "aws:SourceAccount", account),
        answer: "no",
    },
    {
        name: "ForAnyValue with one value that fits",
        ...fenced("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a/r-1/*"),
        context: { "aws:PrincipalOrgPaths": ["o-a/r-2/x/", "o-a/r-1/y/"] },
        answer: "yes",
    },
    {
        name: "ForAllValues with one value that does not fit",
        ...fenced("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-a/r-1/*"),
        context: { "aws:PrincipalOrgPaths": ["o-a/r-2/x/", "o-a/r-1/y/"] },
        answer: "no",
    },
    {
        name: "several values of a key without ForAnyValue",
        ...fenced("StringLike", "aws:PrincipalOrgPaths", "o-a/r-1/*"),
        context: { "aws:PrincipalOrgPaths": ["o-a/r-2/x/", "o-a/r-1/y/"] },
        answer: "undecided",
    },
    {
        name: "an allow with an operator that is not known",
        ...fenced("Bool", "aws:SecureTransport", "true"),
        answer: "undecided",
    },
    {
        name: "an allow with a key that is not known",
        ...fenced("StringEquals", "aws:SourceVpc", "vpc-1"),
        answer: "undecided",
    },
    {
        name: "an operator named as a property of every object",
        ...fenced("constructor", "aws:PrincipalOrgID", "o-a"),
        context: { "aws:PrincipalOrgID": "o-a" },
        answer: "undecided",
    },
    {
        name: "a deny with an operator that is not known",
        ...both,
        identity: [
            own,
            { ...own, Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
        ],
        answer: "undecided",
    },
    {
        name: "an allow that is not known beside one that is",
        ...both,
        resource: [{ ...theirs, Condition: { Bool: { "aws:SecureTransport": "true" } } }, theirs],
        answer: "yes",
    },
    {
        name: "a trust policy that names the role, and its own policy",
        ...trusts({ AWS: role }),
        identity: [mayAssume],
        answer: "yes",
    },
    {
        name: "a trust policy of another account alone",
        ...trusts({ AWS: role }),
        answer: "no",
    },
    {
        name: "no trust policy, although the caller's policy allows it in the same account",
        ...trusts({ AWS: "arn:aws:iam::444455556666:root" }),
        identity: [mayAssume],
        resourceAccount: account,
        answer: "no",
    },
    {
        name: "a trust policy of the same account that names the role alone",
        ...trusts({ AWS: role }),
        resourceAccount: account,
        answer: "yes",
    },
    {
        name: "a trust policy of the same account that names the account alone",
        ...trusts(root),
        resourceAccount: account,
        answer: "no",
    },
    {
        name: "a trust policy of the same account that names the account, and the caller's policy",
        ...trusts(root),
        identity: [mayAssume],
        resourceAccount: account,
        answer: "yes",
    },
    {
        name: "a service that the trust policy names",
        caller: pods,
        ...trusts({ Service: "pods.eks.amazonaws.com" }),
        answer: "yes",
    },
    {
        name: "a service that the trust policy does not name",
        caller: pods,
        ...trusts({ Service: "ec2.amazonaws.com", AWS: role }),
        answer: "no",
    },
    {
        name: "a service with another tag than the trust policy wants",
        caller: pods,
        ...trusts(
            { Service: "pods.eks.amazonaws.com" },
            { Condition: { StringEquals: { "aws:RequestTag/kubernetes-namespace": "a" } } },
        ),
        context: { "aws:RequestTag/kubernetes-namespace": "b" },
        answer: "no",
    },
];

function answerTo(one: Case): Answer {
    const policy = (kind: "identity" | "resource" | "trust", statements: readonly Statement[]) =>
        statements.length === 0
            ? []
            : [{ label: kind, kind, reading: readPolicyDocument({ Statement: statements }) }];
    return decide({
        request: {
            caller: one.caller ?? { kind: "role", arn: role },
            action: one.action ?? "s3:GetObject",
            resource: one.on ?? object,
            context: contextOf(one.context ?? {}),
        },
        identity: policy("identity", one.identity ?? []),
        unread: one.unread ?? [],
        resource: policy(one.trust === true ? "trust" : "resource", one.resource ?? []),
        resourceAccount: one.resourceAccount ?? foreignAccount,
    }).answer;
}

describe("decide", () => {
    for (const one of cases) {
        it(`says ${one.answer}: ${one.name}`, () => {
            assert.equal(answerTo(one), one.answer);
        });
    }

    it("names the statement that allowed it, and the one that would have", () => {
        const question = (principal: string) => ({
            request: {
                caller: { kind: "role" as const, arn: role },
                action: "s3:GetObject",
                resource: object,
                context: contextOf(),
            },
            identity: [],
            unread: [],
            resource: [
                {
                    label: "policy of bucket",
                    kind: "resource" as const,
                    reading: readPolicyDocument({
                        Statement: { ...theirs, Sid: "Readers", Principal: { AWS: principal } },
                    }),
                },
            ],
            resourceAccount: account,
        });

        assert.deepEqual(decide(question(role)), {
            answer: "yes",
            because: 'statement "Readers" of the policy of bucket allows it',
        });
        assert.deepEqual(decide(question("arn:aws:iam::111122223333:role/writer")), {
            answer: "no",
            because: `no policy of the caller "${role}" allows s3:GetObject on "${object}"`,
        });
    });
});

describe("matchesPattern", () => {
    const rows: readonly (readonly [string, string, boolean])[] = [
        ["", "", true],
        ["*", "", true],
        ["?", "", false],
        ["a*", "a*b", true],
        ["a?c", "abc", true],
        ["a?c", "ac", false],
        ["*a*b", "xaxbxb", true],
        ["*a*b", "xaxbxc", false],
        ["a.c", "abc", false],
        [`${"*a".repeat(40)}b`, "a".repeat(5000), false],
    ];
    for (const [pattern, text, expected] of rows) {
        it(`${expected ? "matches" : "does not match"} ${pattern.slice(0, 20)} on ${text.slice(0, 20)}`, () => {
            assert.equal(matchesPattern(pattern, text), expected);
        });
    }

    it("keeps the parts of an ARN apart", () => {
        assert.equal(matchesArn("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a:b/c"), true);
        assert.equal(matchesArn("arn:aws:s3:*:*:x", "arn:aws:s3:r:1:x"), true);
        assert.equal(matchesArn("arn:aws:s3:*:x", "arn:aws:s3:r:1:x"), false);
    });
});
