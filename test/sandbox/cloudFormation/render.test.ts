import assert from "node:assert/strict";
import { renderTemplate } from "../../../sandbox/cloudFormation/render";
import { parseTemplate } from "../../../sandbox/cloudFormation/template";

const template = parseTemplate(
    `
Parameters:
  Buckets: { Type: CommaDelimitedList, Default: "", AllowedPattern: "(arn:aws:s3:::[a-z-]+)?" }
  Open: { Type: String, Default: "false", AllowedValues: ["true", "false"] }
  Name: { Type: String, Default: deploy, AllowedPattern: "[a-z]+" }
Conditions:
  HasBuckets: !Not [!Equals [!Join ["", !Ref Buckets], ""]]
  IsOpen: !Equals [!Ref Open, "true"]
  Both: !And [!Condition HasBuckets, !Condition IsOpen]
Resources:
  Limit:
    Type: AWS::IAM::ManagedPolicy
    Properties: { ManagedPolicyName: limit }
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref Name
      Path: /x/
      Account: !Sub "\${AWS::AccountId} in \${AWS::Region}, \${Role.Arn}"
      Named: !Sub ["\${One}-\${Name}", { One: !Ref Limit }]
      Buckets: !If [HasBuckets, !Ref Buckets, !Ref "AWS::NoValue"]
      Principals:
        - !If [IsOpen, anybody, !Ref "AWS::NoValue"]
        - !Ref Limit
  Own:
    Type: AWS::IAM::Role
    Condition: Both
    Properties: { RoleName: own, Other: !GetAtt Role.Arn }
`,
);
const setting = { accountId: "111122223333", region: "us-west-2", parameters: {} };

describe("a rendered CloudFormation template", () => {
    it("answers references, conditions and substitutions, and leaves out what has no value", () => {
        const rendered = renderTemplate(template, setting);

        assert.deepEqual(Object.fromEntries(rendered), {
            Limit: { type: "AWS::IAM::ManagedPolicy", properties: { ManagedPolicyName: "limit" } },
            Role: {
                type: "AWS::IAM::Role",
                properties: {
                    RoleName: "deploy",
                    Path: "/x/",
                    Account: "111122223333 in us-west-2, arn:aws:iam::111122223333:role/x/deploy",
                    Named: "arn:aws:iam::111122223333:policy/limit-deploy",
                    Principals: ["arn:aws:iam::111122223333:policy/limit"],
                },
            },
        });
    });

    it("makes what is conditional once the condition holds", () => {
        const parameters = { Buckets: "arn:aws:s3:::one, arn:aws:s3:::two", Open: "true" };

        const rendered = renderTemplate(template, { ...setting, parameters });

        assert.deepEqual(rendered.get("Own"), {
            type: "AWS::IAM::Role",
            properties: { RoleName: "own", Other: "arn:aws:iam::111122223333:role/x/deploy" },
        });
        assert.deepEqual(
            [rendered.get("Role")?.properties.Buckets, rendered.get("Role")?.properties.Principals],
            [
                ["arn:aws:s3:::one", "arn:aws:s3:::two"],
                ["anybody", "arn:aws:iam::111122223333:policy/limit"],
            ],
        );
    });

    for (const [parameters, message] of [
        [{ Nmae: "x" }, 'the template has no parameter "Nmae"'],
        [{ Name: "Deploy*" }, 'parameter "Name" is "Deploy*"; expected what matches [a-z]+'],
        [{ Open: "yes" }, 'parameter "Open" is "yes"; expected true or false'],
        [
            { Buckets: "arn:aws:s3:::one,arn:aws:s3:::*" },
            'parameter "Buckets" is "arn:aws:s3:::*"; expected what matches (arn:aws:s3:::[a-z-]+)?',
        ],
    ] as const) {
        it(`fails on ${JSON.stringify(parameters)}`, () => {
            assert.throws(() => renderTemplate(template, { ...setting, parameters }), { message });
        });
    }

    it("fails on a function that it does not know, instead of passing it on", () => {
        const stranger = parseTemplate("Resources: { A: { Type: T, Properties: !Base64 x } }");

        assert.throws(() => renderTemplate(stranger, setting), {
            message: 'the intrinsic function "Fn::Base64" is not known here',
        });
    });
});
