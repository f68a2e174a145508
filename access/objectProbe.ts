import { clusterArnOf, podRequests } from "./assumption";
import { keyPatternsBelow } from "./bucket";
import type { RegisteredAccessPoint } from "./bucket";
import type { ObjectAction, PodQuestion } from "./crossCheck";
import { all } from "./finding";
import type { Finding } from "./finding";
import { mayUseKey } from "./keyUse";
import { mayAccessObject } from "./objectAccess";
import { text } from "./properties";
import type { Registration } from "./registration";
import type { RegisteredRole } from "./role";
import type { Probe } from "./step";
import type { Ground } from "./walk";

/**
 * Objects to ask about: one below every prefix that the role's policies or the access point's name.
 * The role's come first, since they say what the team was promised.
 */
export function probeKeys(
    role: RegisteredRole | undefined,
    accessPoint: RegisteredAccessPoint,
): readonly string[] {
    const promised = (role?.identity ?? []).flatMap((policy) =>
        keyPatternsBelow(accessPoint.arn, policy),
    );
    const opened = accessPoint.policies.flatMap((policy) =>
        keyPatternsBelow(accessPoint.arn, policy),
    );
    const patterns = promised.length > 0 ? promised : opened;
    return [...new Set(patterns)].map((pattern) =>
        pattern.replaceAll(/\*+/g, "walk-probe").replaceAll("?", "x"),
    );
}

interface ProbeForm {
    /** Whether the bucket's key is asked, too. */
    readonly withKey?: boolean;
    /** Where the request comes from; from the team's pods unless it is said. */
    readonly sourceVpc?: string | undefined;
}

function podVpc({ team, vpcs = {} }: Ground): string | undefined {
    const [association] = team.podIdentityAssociations;
    return association === undefined ? undefined : vpcs[text(association, "clusterName") ?? ""];
}

export async function objectProbe(
    ground: Ground,
    role: RegisteredRole,
    action: ObjectAction,
    accessPoint: RegisteredAccessPoint,
    key: string,
    { withKey = false, sourceVpc = podVpc(ground) }: ProbeForm = {},
): Promise<Probe> {
    const { team, estate, context, crossCheck } = ground;
    const association = team.podIdentityAssociations[0];
    const question = {
        roleArn: role.arn,
        action,
        accessPointArn: accessPoint.arn,
        key,
        context: {
            ...context,
            ...(sourceVpc === undefined ? {} : { "aws:SourceVpc": sourceVpc }),
            ...(association === undefined
                ? {}
                : sessionTags(podQuestion(ground, role, association), association)),
        },
    };
    const encryption = team.encryption.find(({ bucket }) => bucket === accessPoint.bucket);
    const finding = mayAccessObject(estate, accessPoint, question);
    return {
        what: `"s3://${accessPoint.bucket}/${key}" through access point "${accessPoint.name}"`,
        ...withSecondOpinion(
            // Where a "no" is hoped for, a claim about a key must not be what brings it.
            withKey && encryption !== undefined
                ? all([finding, mayUseKey(estate, encryption, question)])
                : finding,
            await crossCheck?.accessObject(question),
        ),
    };
}

/** The tags of the request stay with the session, and policies see them as the principal's. */
function sessionTags(
    question: PodQuestion,
    association: Registration,
): Readonly<Record<string, string>> {
    return Object.fromEntries(
        Object.entries(podRequests(question, association).at(-1)?.context ?? {})
            .filter(([key]) => key.startsWith("aws:RequestTag/"))
            .map(([key, value]) => [key.replace("aws:RequestTag/", "aws:PrincipalTag/"), value]),
    );
}

export function podQuestion(
    { estate }: Ground,
    role: RegisteredRole,
    association: Registration,
): PodQuestion {
    return {
        clusterArn: clusterArnOf(estate, association) ?? "",
        namespace: text(association, "namespace") ?? "",
        serviceAccount: text(association, "serviceAccount") ?? "",
        roleArn: role.arn,
    };
}

export function withSecondOpinion(
    finding: Finding,
    secondOpinion: Probe["secondOpinion"],
): Pick<Probe, "finding" | "secondOpinion"> {
    return secondOpinion === undefined ? { finding } : { finding, secondOpinion };
}
