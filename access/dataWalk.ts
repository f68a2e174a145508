import { clusterArnOf, mayAssumeForPod, mayAssumeRole, podRequest } from "./assumption";
import { keyPatternsBelow } from "./bucket";
import type { RegisteredAccessPoint } from "./bucket";
import { namespacesOf, ownNamespace } from "./clusterWalk";
import type { ObjectAction, PodQuestion } from "./crossCheck";
import type { RegisteredTeam } from "./estate";
import { all, no, yes } from "./finding";
import type { Finding } from "./finding";
import { mayAccessObject } from "./objectAccess";
import { text } from "./properties";
import type { Registration } from "./registration";
import type { RegisteredRole } from "./role";
import { stepOf } from "./step";
import type { Probe, Step } from "./step";
import type { Ground } from "./walk";

/** From the team's pods to the team's data, and to nobody else's. */
export async function dataSteps(ground: Ground): Promise<readonly Step[]> {
    const { team } = ground;
    const role = team.dataRole;
    if (role === undefined) {
        if (team.accessPoints.length === 0 && team.podIdentityAssociations.length === 0) {
            // A roster may give a team no data; a part that is merely missing leaves the others.
            const nothing = no(
                "no data role, access point or pod identity association is registered",
            );
            return [stepOf("may the team's pods read any data?", false, [{ finding: nothing }])];
        }
        const probes = [{ finding: no(`no data role is registered for team "${team.name}"`) }];
        return [
            stepOf(`do the pods of team "${team.name}" get a data role?`, true, probes),
            stepOf("may they read the team's data?", true, probes),
            stepOf("may they read the data of any other team?", false, probes),
        ];
    }
    return [
        ...(await podSteps(ground, role)),
        await foreignPodsStep(ground, role),
        ...(await ownSteps(ground, role)),
        ...(await foreignSteps(ground, role)),
    ];
}

async function podSteps(ground: Ground, role: RegisteredRole): Promise<readonly Step[]> {
    const { team, estate, crossCheck } = ground;
    if (team.podIdentityAssociations.length === 0) {
        const finding = no(`no pod identity association is registered for team "${team.name}"`);
        return [stepOf(`do the team's pods get role "${role.name}"?`, true, [{ finding }])];
    }
    return Promise.all(
        team.podIdentityAssociations.map(async (association) => {
            const question = podQuestion(ground, role, association);
            const { namespace, serviceAccount } = question;
            const finding = all([
                standsInNamespace(team, question),
                mayAssumeForPod(estate, question),
            ]);
            return stepOf(
                `does a pod with service account "${serviceAccount}" in namespace "${namespace}" get role "${role.name}"?`,
                true,
                [withSecondOpinion(finding, await crossCheck?.assumeForPod(question))],
            );
        }),
    );
}

/** Whether the service account is registered, in the namespace that is the team's. */
function standsInNamespace(
    team: RegisteredTeam,
    { namespace, serviceAccount }: PodQuestion,
): Finding {
    if (namespace !== ownNamespace(team)) {
        return no(
            `the pod identity association is for namespace "${namespace}", expected "${ownNamespace(team) ?? ""}"`,
        );
    }
    return team.serviceAccounts.some(
        (each) => each.name === serviceAccount && each.namespace === namespace,
    )
        ? yes("")
        : no(
              `no service account "${serviceAccount}" is registered in namespace "${namespace}" for team "${team.name}"`,
          );
}

/** The trust policy is asked alone: nobody but it stands in the way of a stray association. */
async function foreignPodsStep(ground: Ground, role: RegisteredRole): Promise<Step> {
    const { team, others, estate, context, crossCheck } = ground;
    const anchor =
        team.podIdentityAssociations[0] ?? team.audiences.flatMap((each) => each.accessEntries)[0];
    const clusterArn = anchor === undefined ? "" : (clusterArnOf(estate, anchor) ?? "");
    const ownNames = team.serviceAccounts.map(({ name }) => name);
    const pods = others.flatMap((other) =>
        namespacesOf(other)
            .filter((namespace) => namespace !== ownNamespace(team))
            .flatMap((namespace) => {
                const names = [...ownNames, ...other.serviceAccounts.map(({ name }) => name)];
                return [...new Set(names)].map((serviceAccount) => ({ namespace, serviceAccount }));
            }),
    );
    const probes = pods.map(async (pod): Promise<Probe> => {
        const request = podRequest({ ...pod, clusterArn, roleArn: role.arn });
        const question = { ...request, context: { ...context, ...request.context } };
        return {
            what: `service account "${pod.serviceAccount}" in namespace "${pod.namespace}"`,
            ...withSecondOpinion(
                mayAssumeRole(estate, question),
                await crossCheck?.assumeRole(question),
            ),
        };
    });
    return stepOf(
        "would a pod in the namespace of any other team get that role?",
        false,
        await Promise.all(probes),
    );
}

async function ownSteps(ground: Ground, role: RegisteredRole): Promise<readonly Step[]> {
    const { team } = ground;
    if (team.accessPoints.length === 0) {
        const finding = no(`no access point is registered for team "${team.name}"`);
        return [stepOf(`may role "${role.name}" read the team's data?`, true, [{ finding }])];
    }
    const steps = team.accessPoints.map(async (accessPoint) => {
        const keys = probeKeys(role, accessPoint);
        const place = `through access point "${accessPoint.name}"`;
        if (keys.length === 0) {
            const finding = no(
                `neither a policy of role "${role.name}" nor the policy of access point "${accessPoint.name}" names an object`,
            );
            return [stepOf(`may role "${role.name}" read data ${place}?`, true, [{ finding }])];
        }
        return Promise.all(
            keys.flatMap((key) => {
                const object = `"s3://${accessPoint.bucket}/${key}" ${place}`;
                const asked = async (verb: string, action: ObjectAction, expected: boolean) =>
                    stepOf(`may role "${role.name}" ${verb} ${object}?`, expected, [
                        await objectProbe(ground, role, action, accessPoint, key),
                    ]);
                return [
                    asked("read", "s3:GetObject", true),
                    asked("write", "s3:PutObject", mayWrite(team, accessPoint, key)),
                ];
            }),
        );
    });
    return (await Promise.all(steps)).flat();
}

/** What the roster says of it; where it says nothing, nothing is to be written. */
function mayWrite(
    { writes }: RegisteredTeam,
    { bucket }: RegisteredAccessPoint,
    key: string,
): boolean {
    return writes.some((claimed) => claimed.bucket === bucket && key.startsWith(claimed.prefix));
}

async function foreignSteps(ground: Ground, role: RegisteredRole): Promise<readonly Step[]> {
    return [
        ...(await foreignObjectSteps(ground, role, "read", "s3:GetObject")),
        ...(await foreignObjectSteps(ground, role, "write", "s3:PutObject")),
    ];
}

async function foreignObjectSteps(
    ground: Ground,
    role: RegisteredRole,
    verb: "read" | "write",
    action: ObjectAction,
): Promise<readonly Step[]> {
    const { team, others } = ground;
    const foreign = others.flatMap((other) =>
        other.accessPoints.flatMap((accessPoint) =>
            probeKeys(other.dataRole, accessPoint).map((key) => ({ accessPoint, key })),
        ),
    );
    const throughOwn = team.accessPoints.flatMap((accessPoint) => {
        // Two teams may share a prefix on purpose; then there is nothing of the other's to protect.
        const shared = probeKeys(role, accessPoint);
        return foreign
            .filter((each) => each.accessPoint.bucket === accessPoint.bucket)
            .filter(({ key }) => !shared.includes(key))
            .map(({ key }) => objectProbe(ground, role, action, accessPoint, key));
    });
    const throughTheirs = foreign.map(({ accessPoint, key }) =>
        objectProbe(ground, role, action, accessPoint, key),
    );
    return [
        stepOf(
            `may it ${verb} data of any other team through an access point of its own?`,
            false,
            await Promise.all(throughOwn),
        ),
        stepOf(
            `may it ${verb} data of any other team through that team's access points?`,
            false,
            await Promise.all(throughTheirs),
        ),
    ];
}

/**
 * Objects to ask about: one below every prefix that the role's policies or the access point's name.
 * The role's come first, since they say what the team was promised.
 */
function probeKeys(
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

async function objectProbe(
    ground: Ground,
    role: RegisteredRole,
    action: ObjectAction,
    accessPoint: RegisteredAccessPoint,
    key: string,
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
            ...(association === undefined
                ? {}
                : sessionTags(podQuestion(ground, role, association))),
        },
    };
    return {
        what: `"s3://${accessPoint.bucket}/${key}" through access point "${accessPoint.name}"`,
        ...withSecondOpinion(
            mayAccessObject(estate, accessPoint, question),
            await crossCheck?.accessObject(question),
        ),
    };
}

/** The tags of the request stay with the session, and policies see them as the principal's. */
function sessionTags(question: PodQuestion): Readonly<Record<string, string>> {
    return Object.fromEntries(
        Object.entries(podRequest(question).context)
            .filter(([key]) => key.startsWith("aws:RequestTag/"))
            .map(([key, value]) => [key.replace("aws:RequestTag/", "aws:PrincipalTag/"), value]),
    );
}

function podQuestion(
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

function withSecondOpinion(
    finding: Finding,
    secondOpinion: Probe["secondOpinion"],
): Pick<Probe, "finding" | "secondOpinion"> {
    return secondOpinion === undefined ? { finding } : { finding, secondOpinion };
}
