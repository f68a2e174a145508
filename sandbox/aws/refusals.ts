import { accessDeniedRefusals } from "./refusals/accessDenied";
import { eksRefusals } from "./refusals/eks";
import { fsxRefusals } from "./refusals/fsx";
import { iamRefusals } from "./refusals/iam";
import { kmsRefusals } from "./refusals/kms";
import { s3Refusals } from "./refusals/s3";
import { sageMakerRefusals } from "./refusals/sageMaker";
import { stsRefusals } from "./refusals/sts";

/** One reason for which AWS refuses a request. Code and words of it stand here and nowhere else. */
export interface Refusal {
    readonly service:
        "IAM" | "STS" | "EKS" | "S3" | "S3 Control" | "SageMaker" | "CloudControl" | "FSx" | "KMS";
    readonly status: number;
    readonly code: string;
    /** With `{placeholders}` for what the request said. */
    readonly message: string;
    /** Where this is known from; "wording unconfirmed" where only the refusal itself is. */
    readonly source: string;
}

/** What AWS checks on write, as far as this sandbox knows it. */
export const refusals = {
    ...iamRefusals,
    ...stsRefusals,
    ...eksRefusals,
    ...s3Refusals,
    ...kmsRefusals,
    ...sageMakerRefusals,
    ...accessDeniedRefusals,
    ...fsxRefusals,
} satisfies Readonly<Record<string, Refusal>>;

export type RefusalId = keyof typeof refusals;

/** A refused request. Its message is worded as the AWS SDK words a service's answer. */
export class RefusedRequest extends Error {
    readonly id: RefusalId;
    readonly code: string;

    constructor(id: RefusalId, operation: string, values: Readonly<Record<string, string>> = {}) {
        const { service, status, code, message }: Refusal = refusals[id];
        const words = message.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
        super(
            `operation error ${service}: ${operation}, https response error StatusCode: ${status}, ${code}: ${words}`,
        );
        this.id = id;
        this.code = code;
    }
}
