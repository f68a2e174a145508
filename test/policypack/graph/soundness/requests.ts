import { runSimulation } from "@cloud-copilot/iam-simulate";
import { bucketArn, data, keyArn, organizations, roleArns, stranger } from "./randomEstate";
import type { RandomEstate } from "./randomEstate";

/** One concrete request, as AWS would get it. */
export interface Request {
    readonly principal: string;
    readonly action: string;
    /** The ARN that it is about. */
    readonly resource: string;
    readonly resourceAccount: string;
    readonly context: Readonly<Record<string, string | readonly string[]>>;
    /** Where the graph has it: the edge's kind and end, and the part that is asked for. */
    readonly edge: {
        readonly kind: "assume" | "data" | "key";
        readonly to: string;
        /** The access point that it leads through, where that is asked. */
        readonly via?: string;
        readonly on: string;
    };
}

export const strangerArn = `arn:aws:iam::${stranger}:role/eve`;

/** Who asks: the estate's roles, and one of another account whose own policies allow all. */
const askers = [...roleArns, strangerArn];

const targets: readonly Omit<Request, "principal" | "context">[] = [
    ...roleArns.map((role) => ({
        action: "sts:AssumeRole",
        resource: role,
        resourceAccount: role.split(":")[4] ?? "",
        edge: { kind: "assume" as const, to: role, on: role },
    })),
    ...(
        [
            ["s3:GetObject", "vision/raw"],
            ["s3:PutObject", "speech/raw"],
            ["s3:GetObject", "speech/raw"],
        ] as const
    ).map(([action, key]) => ({
        action,
        resource: `${bucketArn}/${key}`,
        resourceAccount: data,
        edge: { kind: "data" as const, to: bucketArn, on: `object/${key}` },
    })),
    {
        action: "s3:ListBucket",
        resource: bucketArn,
        resourceAccount: data,
        edge: { kind: "data", to: bucketArn, on: "prefix/" },
    },
    {
        action: "s3:GetBucketPolicy",
        resource: bucketArn,
        resourceAccount: data,
        edge: { kind: "data", to: bucketArn, on: "bucket" },
    },
    ...["kms:Decrypt", "kms:Encrypt"].map((action) => ({
        action,
        resource: keyArn,
        resourceAccount: data,
        edge: { kind: "key" as const, to: keyArn, on: keyArn },
    })),
];

/** A request drawn at random, with what else comes with it. */
export function randomRequest(below: (limit: number) => number): Request {
    const target = targets[below(targets.length)] ?? fail();
    const principal = askers[below(askers.length)] ?? fail();
    const account = principal.split(":")[4] ?? "";
    const maybe = (key: string, ...values: readonly (string | readonly string[])[]) => {
        const value = values[below(values.length + 1)];
        return value === undefined ? {} : { [key]: value };
    };
    const prefix =
        target.action === "s3:ListBucket"
            ? maybe("s3:prefix", "vision/", "vision/raw", "speech/", "")
            : {};
    const listed = prefix["s3:prefix"];
    return {
        ...target,
        edge: typeof listed === "string" ? { ...target.edge, on: `prefix/${listed}` } : target.edge,
        principal,
        context: {
            "aws:PrincipalArn": principal,
            "aws:PrincipalAccount": account,
            "aws:PrincipalOrgID": organizations[account] ?? "",
            "aws:PrincipalType": "AssumedRole",
            "aws:PrincipalIsAWSService": "false",
            "aws:ResourceAccount": target.resourceAccount,
            "aws:userid": "AROAEXAMPLEID12345678:session",
            "aws:SecureTransport": below(4) === 0 ? "false" : "true",
            ...maybe("aws:PrincipalTag/team", "vision", "alpha"),
            ...maybe("aws:TagKeys", ["team"], ["team", "other"]),
            ...maybe("aws:SourceIp", "203.0.113.7", "198.51.100.1"),
            ...maybe("aws:MultiFactorAuthAge", "10", "7200"),
            ...(target.action.startsWith("kms:")
                ? maybe("kms:ViaService", "s3.us-west-2.amazonaws.com")
                : {}),
            ...prefix,
        },
    };
}

function fail(): never {
    throw new Error("nothing to draw from");
}

const everything = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** What an evaluator that shares nothing with the graph says to it. */
export async function isAllowed(estate: RandomEstate, request: Request): Promise<boolean> {
    const { principal, action, resource, resourceAccount, context, edge } = request;
    const role = estate.roles.find(({ arn }) => arn === principal);
    const policy =
        edge.kind === "assume"
            ? estate.roles.find(({ arn }) => arn === edge.to)?.trust
            : edge.kind === "data"
              ? estate.bucketPolicy
              : estate.keyPolicy;
    const simulation = await runSimulation(
        {
            request: {
                principal: sessionOf(principal),
                action,
                resource: { resource, accountId: resourceAccount },
                contextVariables: context as Record<string, string | string[]>,
            },
            identityPolicies: [{ name: "own", policy: role?.identity ?? everything }],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            resourcePolicy: policy,
            ...(role?.boundary === undefined
                ? {}
                : { permissionBoundaryPolicies: [{ name: "boundary", policy: role.boundary }] }),
        },
        {},
    );
    if (simulation.resultType === "error") {
        throw new Error(JSON.stringify(simulation.errors));
    }
    return simulation.overallResult === "Allowed";
}

/** A role asks through a session of it. */
function sessionOf(role: string): string {
    const [, , , , account = "", name = ""] = role.split(":");
    return `arn:aws:sts::${account}:assumed-role/${name.replace("role/", "")}/session`;
}
