import type { ResourceValidationPolicy } from "@pulumi/policy";
import { publicAccessBlocks } from "../aws/publicAccess";
import type { PublicAccessBlock } from "../aws/publicAccess";
import { mayBe, registeredIn } from "../aws/registered";
import { needs } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt, isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

const facts = needs({});
const settings = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
];

export const s3AccessPointBlocksPublicAccess: ResourceValidationPolicy = {
    name: "s3-access-point-blocks-public-access",
    description: "Public access is blocked, in all four ways, at access point, bucket and account.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Set all four settings to true, or leave an access point's block out: it is on then.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(publicAccessBlocks), (resource) =>
        registeredIn(resource).flatMap((each) => {
            const block = publicAccessBlocks.get(each.type);
            return block === undefined ? [] : blockFindings(each, block);
        }),
    ),
};

function blockFindings(resource: Resource, { path, noun }: PublicAccessBlock): readonly Finding[] {
    const subject = `the public access block of ${noun} "${resource.name}"`;
    const wanted = "true";
    const whole = path === undefined ? undefined : inputAt(resource.props, path);
    // An access point's block is on, and stays so for its life, unless something else is said.
    if (whole?.state === "absent") {
        return [];
    }
    if (whole?.state === "known" && !isObject(whole.value)) {
        return [open(subject, `${shown(whole.value)} for the whole block`)];
    }
    return settings.flatMap((setting): readonly Finding[] => {
        const at = path === undefined ? setting : `${path}.${setting}`;
        const input = inputAt(resource.props, at);
        if (input.state === "unknown") {
            return [unknownAtPreview(undefined, subject, input.path, wanted)];
        }
        const value = input.state === "known" ? input.value : undefined;
        // Providers take the text "true" for the truth.
        return value === true || value === "true"
            ? []
            : [open(subject, `${shown(value)} for "${setting}"`)];
    });
}

function open(subject: string, found: string): Finding {
    return {
        subject,
        problem: "leaves a way open",
        found,
        wanted: "true",
        fix: "set all four settings to true",
    };
}
