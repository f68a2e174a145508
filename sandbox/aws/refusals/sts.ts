import type { Refusal } from "../refusals";

export const stsRefusals = {
    "sts-role-missing": {
        service: "STS",
        status: 403,
        code: "AccessDenied",
        message: "User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role}",
        source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: a role that does not exist is denied, not reported missing",
    },
} satisfies Readonly<Record<string, Refusal>>;
