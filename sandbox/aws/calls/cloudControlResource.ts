import { anything, type Asked, type AwsCall, type Calls } from "../awsCall";
import { sameValue } from "../arguments";
import { parsed } from "../cloudControlType";

/** What the handler of a CloudFormation type calls, with the rights of whoever asked Cloud Control. */
interface Handler {
    readonly typeName: string;
    /** "ComputeQuota": the service's operations are named after it. */
    readonly concept: string;
    readonly arnKind: string;
}

const handlers: readonly Handler[] = [
    {
        typeName: "AWS::SageMaker::ComputeQuota",
        concept: "ComputeQuota",
        arnKind: "compute-quota",
    },
    {
        typeName: "AWS::SageMaker::ClusterSchedulerConfig",
        concept: "ClusterSchedulerConfig",
        arnKind: "cluster-scheduler-config",
    },
];

const desired = ({ properties }: Asked) =>
    (parsed(properties.desiredState) ?? {}) as Record<string, unknown>;
const heldBefore = ({ before }: Asked) =>
    (parsed(before.desiredState) ?? {}) as Record<string, unknown>;

function ownArn({ arnKind }: Handler): (asked: Asked) => string {
    return ({ session, id }) =>
        id === "" ? `arn:aws:sagemaker:${session.region}:${session.accountId}:${arnKind}/none` : id;
}

function isOf({ typeName, arnKind }: Handler): (asked: Asked) => boolean {
    return ({ id, properties }) => properties.typeName === typeName || id.includes(`:${arnKind}/`);
}

/** The calls of each handler, asked about only where the resource is of its type. */
function handlerCalls(
    within: string,
    calls: (handler: Handler) => readonly AwsCall[],
): readonly AwsCall[] {
    return handlers.flatMap((handler) =>
        calls(handler).map((call) => ({
            ...call,
            within,
            when: (asked: Asked) => isOf(handler)(asked) && (call.when?.(asked) ?? true),
        })),
    );
}

const request = (action: string): AwsCall => ({ action, on: anything });
const changesTags = (asked: Asked) =>
    !sameValue(desired(asked).Tags ?? [], heldBefore(asked).Tags ?? []);

/**
 * Which requests a handler makes is in the type's schema, which only AWS has: these are the ones
 * that its operations cannot do without, and reading tags, which handlers do when they read.
 */
export const cloudControlResourceCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/cloudcontrol/resource.go",
    // The schema says which change replaces, so it is looked up for every difference.
    plan: [request("cloudformation:DescribeType")],
    create: [
        request("cloudformation:CreateResource"),
        request("cloudformation:GetResourceRequestStatus"),
        ...handlerCalls("cloudformation:CreateResource", (handler) => [
            {
                action: `sagemaker:Create${handler.concept}`,
                on: (asked) => [String(desired(asked).ClusterArn), ownArn(handler)(asked)],
            },
            {
                action: "sagemaker:AddTags",
                on: ownArn(handler),
                when: (asked) => desired(asked).Tags !== undefined,
            },
        ]),
    ],
    read: [
        request("cloudformation:GetResource"),
        ...handlerCalls("cloudformation:GetResource", (handler) => [
            { action: `sagemaker:Describe${handler.concept}`, on: ownArn(handler) },
            { action: "sagemaker:ListTags", on: ownArn(handler) },
        ]),
    ],
    update: [
        request("cloudformation:UpdateResource"),
        request("cloudformation:GetResourceRequestStatus"),
        ...handlerCalls("cloudformation:UpdateResource", (handler) => [
            { action: `sagemaker:Update${handler.concept}`, on: ownArn(handler) },
            { action: "sagemaker:AddTags", on: ownArn(handler), when: changesTags },
            { action: "sagemaker:DeleteTags", on: ownArn(handler), when: changesTags },
        ]),
    ],
    delete: [
        request("cloudformation:DeleteResource"),
        request("cloudformation:GetResourceRequestStatus"),
        ...handlerCalls("cloudformation:DeleteResource", (handler) => [
            { action: `sagemaker:Delete${handler.concept}`, on: ownArn(handler) },
        ]),
    ],
};
