import assert from "node:assert/strict";
import { strangeStatements } from "../../../model/documents/standingStatements";

const policy = (...list: readonly object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: list });
const ours = {
    Sid: "Ours",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject"],
    Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    Condition: { StringEquals: { "s3:DataAccessPointAccount": ["777788889999"] } },
};
const asAwsShowsIt = {
    Condition: { StringEquals: { "S3:DataAccessPointAccount": "777788889999" } },
    Resource: ["arn:aws:s3:::b/*", "arn:aws:s3:::b"],
    Action: "s3:getobject",
    Principal: { AWS: "*" },
    Effect: "Allow",
    Sid: "Ours",
};
const auditor = (principal: string) => ({
    Sid: "Audit",
    Effect: "Allow",
    Principal: { AWS: principal },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::b/*",
});

interface Case {
    readonly title: string;
    readonly standing: string;
    readonly written?: string;
    readonly last?: string;
    readonly strange: readonly object[];
}

const cases: readonly Case[] = [
    {
        title: "nobody's: what stands is what is written, however AWS spells it",
        standing: policy(asAwsShowsIt),
        written: policy(ours),
        strange: [],
    },
    {
        title: "nobody's: an account and its root are one principal",
        standing: policy(auditor("arn:aws:iam::777788889999:root")),
        written: policy(auditor("777788889999")),
        strange: [],
    },
    {
        title: "nobody's: a statement without Sid is known by what it says",
        standing: policy({ ...asAwsShowsIt, Sid: undefined }),
        written: policy(ours),
        strange: [],
    },
    {
        title: "nobody's: what the stack wrote last may go",
        standing: policy(ours, auditor("777788889999")),
        written: policy(ours),
        last: policy(ours, auditor("777788889999")),
        strange: [],
    },
    {
        title: "nobody's: written last for a role that was deleted since",
        standing: policy(auditor("AROAEXAMPLEEXAMPLE123")),
        last: policy(auditor("arn:aws:iam::777788889999:role/auditor")),
        strange: [],
    },
    {
        title: "somebody's: what neither was written nor will be",
        standing: policy(ours, auditor("777788889999")),
        written: policy(ours),
        last: policy(ours),
        strange: [auditor("777788889999")],
    },
    {
        title: "somebody's: our Sid over another content, before the stack ever wrote",
        standing: policy({ ...ours, Action: "s3:PutObject" }),
        written: policy(ours),
        strange: [{ ...ours, Action: "s3:PutObject" }],
    },
    {
        title: "somebody's: one effect more",
        standing: policy({ ...ours, Effect: "Deny" }),
        written: policy(ours),
        strange: [{ ...ours, Effect: "Deny" }],
    },
    {
        title: "somebody's: the same under another condition operator",
        standing: policy({
            ...ours,
            Condition: { StringLike: { "s3:DataAccessPointAccount": "777788889999" } },
        }),
        written: policy(ours),
        strange: [
            {
                ...ours,
                Condition: { StringLike: { "s3:DataAccessPointAccount": "777788889999" } },
            },
        ],
    },
    {
        title: "somebody's: a single statement that is no list",
        standing: JSON.stringify({ Statement: auditor("777788889999") }),
        strange: [auditor("777788889999")],
    },
];

describe("a statement that stands in a policy", () => {
    for (const { title, standing, written, last, strange } of cases) {
        it(`is ${title}`, () => {
            assert.deepEqual(strangeStatements(standing, written, last), strange);
        });
    }
});
