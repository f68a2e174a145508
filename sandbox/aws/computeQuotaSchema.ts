/** One property of a CloudFormation schema, as far as compute quotas need it. */
interface Shape {
    readonly kind: "text" | "integer" | "number" | "object" | "list" | "tags";
    readonly required?: true;
    readonly pattern?: RegExp;
    readonly values?: readonly string[];
    readonly least?: number;
    readonly most?: number;
    readonly members?: Readonly<Record<string, Shape>>;
}

const count = { kind: "integer", least: 0, most: 10_000_000 } as const;
const teamPattern = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;

const resources: Shape = {
    kind: "list",
    most: 15,
    members: {
        InstanceType: { kind: "text", required: true, pattern: /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/ },
        Count: count,
        Accelerators: count,
        VCpu: { kind: "number", least: 0 },
        MemoryInGiB: { kind: "number", least: 0 },
        AcceleratorPartition: {
            kind: "object",
            members: {
                Type: { kind: "text", required: true, pattern: /^mig-\d+g\.\d+gb$/ },
                Count: { ...count, required: true },
            },
        },
    },
};

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-computequota.html
 * with the limits of the CreateComputeQuota request. Instance types are checked by form alone.
 */
const computeQuota: Shape = {
    kind: "object",
    members: {
        Name: { kind: "text", required: true, pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/ },
        // The cluster of HyperPod: the ARN of the EKS cluster under it has another form.
        ClusterArn: {
            kind: "text",
            required: true,
            most: 256,
            pattern: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:cluster\/[a-z0-9]{12}$/,
        },
        Description: { kind: "text", most: 1024 },
        ActivationState: { kind: "text", values: ["Enabled", "Disabled"] },
        ComputeQuotaConfig: {
            kind: "object",
            required: true,
            members: {
                ComputeQuotaResources: resources,
                ResourceSharingConfig: {
                    kind: "object",
                    members: {
                        Strategy: {
                            kind: "text",
                            required: true,
                            values: ["Lend", "DontLend", "LendAndBorrow"],
                        },
                        BorrowLimit: { kind: "integer", least: 0, most: 10_000 },
                        AbsoluteBorrowLimits: resources,
                    },
                },
                PreemptTeamTasks: { kind: "text", values: ["Never", "LowerPriority"] },
            },
        },
        ComputeQuotaTarget: {
            kind: "object",
            required: true,
            members: {
                TeamName: { kind: "text", required: true, pattern: teamPattern },
                FairShareWeight: { kind: "integer", least: 0, most: 100 },
            },
        },
        Tags: { kind: "tags", most: 50 },
    },
};

/** What is wrong with a desired state, in the words of CloudFormation's own check. */
export function computeQuotaProblem(desiredState: unknown): string | undefined {
    return problem(computeQuota, desiredState, "#");
}

function problem(shape: Shape, value: unknown, path: string): string | undefined {
    switch (shape.kind) {
        case "text":
            return textProblem(shape, value, path);
        case "integer":
            return Number.isInteger(value)
                ? rangeProblem(shape, value as number, path)
                : expected("Integer", value, path);
        case "number":
            return typeof value === "number"
                ? rangeProblem(shape, value, path)
                : expected("Number", value, path);
        case "object":
            return objectProblem(shape.members ?? {}, value, path);
        case "list":
            return listProblem(shape, value, path, (item, itemPath) =>
                objectProblem(shape.members ?? {}, item, itemPath),
            );
        case "tags":
            return listProblem(shape, value, path, (item, itemPath) =>
                objectProblem(tagMembers, item, itemPath),
            );
    }
}

const tagMembers: Readonly<Record<string, Shape>> = {
    Key: { kind: "text", required: true, most: 128 },
    Value: { kind: "text", required: true, most: 256 },
};

function textProblem(
    { pattern, values, most }: Shape,
    value: unknown,
    path: string,
): string | undefined {
    if (typeof value !== "string") {
        return expected("String", value, path);
    }
    if (values !== undefined && !values.includes(value)) {
        return `${path}: ${value} is not a valid enum value`;
    }
    if (pattern !== undefined && !pattern.test(value)) {
        return `${path}: failed validation constraint for keyword [pattern]`;
    }
    return most !== undefined && value.length > most
        ? `${path}: expected maxLength: ${most}, actual: ${value.length}`
        : undefined;
}

function rangeProblem({ least, most }: Shape, value: number, path: string): string | undefined {
    if (least !== undefined && value < least) {
        return `${path}: ${value} is not greater or equal to ${least}`;
    }
    return most !== undefined && value > most
        ? `${path}: ${value} is not less or equal to ${most}`
        : undefined;
}

function objectProblem(
    members: Readonly<Record<string, Shape>>,
    value: unknown,
    path: string,
): string | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return expected("JSONObject", value, path);
    }
    const stranger = Object.keys(value).find((name) => !Object.hasOwn(members, name));
    if (stranger !== undefined) {
        return `${path}: extraneous key [${stranger}] is not permitted`;
    }
    const entries = value as Readonly<Record<string, unknown>>;
    for (const [name, member] of Object.entries(members)) {
        if (entries[name] === undefined) {
            if (member.required === true) {
                return `${path}: required key [${name}] not found`;
            }
            continue;
        }
        const found = problem(member, entries[name], `${path}/${name}`);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

function listProblem(
    { most }: Shape,
    value: unknown,
    path: string,
    itemProblem: (item: unknown, path: string) => string | undefined,
): string | undefined {
    if (!Array.isArray(value)) {
        return expected("JSONArray", value, path);
    }
    if (most !== undefined && value.length > most) {
        return `${path}: expected maximum item count: ${most}, found: ${value.length}`;
    }
    for (const [index, item] of value.entries()) {
        const found = itemProblem(item, `${path}/${index}`);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

function expected(type: string, value: unknown, path: string): string {
    const got = Array.isArray(value) ? "JSONArray" : typeof value;
    return `${path}: expected type: ${type}, found: ${got}`;
}
