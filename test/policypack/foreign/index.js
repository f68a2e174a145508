"use strict";

// A few lines as people write them: plain resources, no component, names of their own.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const account = "222233334444";
const provider = new aws.Provider("crawl", {
    region: "eu-west-1",
    allowedAccountIds: [account],
    assumeRoles: [{ roleArn: `arn:aws:iam::${account}:role/deploy`, sessionName: "crawler" }],
});
const { trust } = new pulumi.Config().requireObject("crawler");

const role = new aws.iam.Role(
    "crawler",
    {
        name: "crawl-news-worker",
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: trust, Action: "sts:AssumeRole" }],
        }),
    },
    { provider },
);

exports.role = role.arn;
