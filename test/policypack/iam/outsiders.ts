import { anonymousPrincipal, runSimulation } from "@cloud-copilot/iam-simulate";
import type { Setting } from "./caseFiles";

type Context = Readonly<Record<string, string | string[]>>;

interface Attempt {
    readonly outsider: string;
    readonly action: string;
    readonly context: Context;
}

/**
 * A stranger of the setting whom an evaluator that shares nothing with the pack lets in, by any
 * door. What a stranger may do in his own account is everything: the document alone keeps him out.
 */
export async function admittedOutsider(
    document: unknown,
    setting: Setting,
    furtherDoors: readonly string[] = [],
): Promise<string | undefined> {
    const text = JSON.stringify(document);
    const doors = /AccessPoint/i.test(text) ? [...setting.doors, ...furtherDoors] : [];
    for (const { outsider, action, context } of attemptsOf(setting, doors)) {
        // What the document does not speak of, it does not allow.
        if (!text.includes(action)) {
            continue;
        }
        const simulation = await runSimulation(
            {
                request: {
                    principal: outsider === "anonymous" ? anonymousPrincipal : outsider,
                    action,
                    resource: { resource: setting.resource, accountId: setting.account },
                    contextVariables: { ...context },
                },
                identityPolicies: outsider.startsWith("arn:") ? [everything] : [],
                serviceControlPolicies: [],
                resourceControlPolicies: [],
                resourcePolicy: withTags(document),
            },
            {},
        );
        // A document that it refuses lets nobody in.
        if (simulation.resultType !== "error" && simulation.overallResult === "Allowed") {
            return outsider;
        }
    }
    return undefined;
}

const everything = {
    name: "everything",
    policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    },
};

function attemptsOf(setting: Setting, doors: readonly string[]): readonly Attempt[] {
    return setting.outsiders.flatMap((outsider) => {
        const path = setting.organizations[outsider] ?? setting.organization;
        const own: Context = { ...setting.context, ...identityOf(outsider, path) };
        const byDoor = doors.map((door) => ({
            ...own,
            "s3:DataAccessPointArn": door,
            "s3:DataAccessPointAccount": door.split(":")[4] ?? "",
            "s3:AccessPointNetworkOrigin": "VPC",
        }));
        return [own, ...byDoor].flatMap((context) =>
            setting.actions.map((action) => ({ outsider, action, context: withTags(context) })),
        );
    });
}

/**
 * The simulator knows the keys of a service only where AWS lists them for the very resource, and
 * drops them elsewhere: S3's access point keys for a bucket's object. Under the name of a tag it
 * compares them like every other key.
 */
function withTags<Value>(value: Value): Value {
    const text = JSON.stringify(value).replace(
        /"(?:s3|sts):([A-Za-z-]+)"(?=:)/gi,
        (_, key: string) => `"aws:PrincipalTag/${key.toLowerCase()}"`,
    );
    return JSON.parse(text) as Value;
}

/** What AWS itself says of a caller: he cannot choose it. */
function identityOf(outsider: string, path: string): Context {
    if (outsider === "anonymous") {
        return { "aws:PrincipalType": "Anonymous", "aws:PrincipalIsAWSService": "false" };
    }
    if (!outsider.startsWith("arn:")) {
        return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": outsider };
    }
    const [, , , , account = "", resource = ""] = outsider.split(":");
    const isUser = resource.startsWith("user/");
    return {
        "aws:PrincipalArn": outsider,
        "aws:PrincipalAccount": account,
        "aws:PrincipalOrgID": path.split("/")[0] ?? "",
        "aws:PrincipalOrgPaths": [path],
        "aws:PrincipalType": isUser ? "User" : "AssumedRole",
        "aws:PrincipalIsAWSService": "false",
        "aws:userid": isUser ? "AIDAEXAMPLEID12345678" : "AROAEXAMPLEID12345678:eve",
        ...(isUser ? { "aws:username": resource.split("/").at(-1) ?? "" } : {}),
    };
}
