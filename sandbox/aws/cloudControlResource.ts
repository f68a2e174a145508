import { unknown, type Properties } from "../provider/server";
import { ownRegion } from "./arguments";
import { cloudControlResourceCalls } from "./calls/cloudControlResource";
import { parsed, type CloudControlType, type Held } from "./cloudControlType";
import { computeQuotas } from "./computeQuotas";
import { text } from "./inputValues";
import type { ResourceType } from "./resourceType";
import { schedulerConfigs } from "./schedulerConfigs";
import type { Session } from "./session";

/** The two types of task governance, which no provider has a class for. */
const types: readonly CloudControlType[] = [computeQuotas, schedulerConfigs];

/** Cloud Control: one resource type of the provider for every CloudFormation type. */
export const cloudControlResource: ResourceType = {
    token: "aws:cloudcontrol/resource:Resource",
    label: ({ typeName }) => `Cloud Control API (${String(typeName)}) Resource`,
    calls: cloudControlResourceCalls,
    arguments: {
        typeName: {
            kind: "string",
            required: true,
            replaces: true,
            values: types.map(({ typeName }) => typeName),
        },
        desiredState: { kind: "string", required: true, json: true },
        region: { kind: "string", replaces: true, default: ownRegion },
    },
    displayName: (inputs) => nameIn(inputs.desiredState),

    /** Name and cluster stand inside the desired state, and no update request has them. */
    replacedBy(olds, news) {
        const fixed = [identityIn(olds.desiredState), identityIn(news.desiredState)];
        return fixed[0] === fixed[1] ? [] : ["desiredState"];
    },

    preview: (_session, inputs) => ({ ...inputs, properties: unknown }),

    async create(session, inputs) {
        const type = typeNamed(text(inputs, "typeName"));
        const held = await type.create(session, text(inputs, "desiredState"));
        return { id: held.arn, outputs: outputsOf(session, type, held) };
    },

    read(session, id) {
        const type = typeOfArn(id);
        const held = type?.read(session, id);
        if (type === undefined || held === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, type, held);
        return { id, outputs, inputs: outputs };
    },

    async update(session, id, news) {
        const type = typeNamed(text(news, "typeName"));
        const held = await type.update(session, id, text(news, "desiredState"));
        return outputsOf(session, type, held);
    },

    async delete(session, id) {
        await typeOfArn(id)?.delete(session, id);
    },

    find(session, inputs) {
        const desired = parsed(inputs.desiredState);
        return typeof desired === "object" && desired !== null
            ? typeNamed(text(inputs, "typeName")).find(session, desired)
            : undefined;
    },
};

function typeNamed(typeName: string): CloudControlType {
    const type = types.find((one) => one.typeName === typeName);
    if (type === undefined) {
        throw new TypeError(`type "${typeName}" should have been checked to be simulated`);
    }
    return type;
}

function typeOfArn(arn: string): CloudControlType | undefined {
    return types.find(({ arnKind }) => arn.includes(`:${arnKind}/`));
}

function outputsOf({ region }: Session, type: CloudControlType, held: Held): Properties {
    return {
        id: held.arn,
        typeName: type.typeName,
        desiredState: held.desiredState,
        properties: JSON.stringify({ ...(parsed(held.desiredState) as object), ...held.readOnly }),
        region,
    };
}

function nameIn(desiredState: unknown): string {
    return String((parsed(desiredState) as { Name?: unknown } | undefined)?.Name);
}

function identityIn(desiredState: unknown): string {
    const { Name, ClusterArn } = (parsed(desiredState) ?? {}) as Record<string, unknown>;
    return JSON.stringify([Name, ClusterArn]);
}
