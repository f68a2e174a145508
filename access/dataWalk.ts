import { clusterArnOf, mayAssumeForPod, mayAssumeRole, podRequests } from "./assumption";
import type { RegisteredAccessPoint } from "./bucket";
import { namespacesOf, ownNamespace } from "./clusterWalk";
import type { ObjectAction, PodQuestion } from "./crossCheck";
import type { RegisteredTeam } from "./estate";
import { all, no, yes } from "./finding";
import type { Finding } from "./finding";
import { objectProbe, podQuestion, probeKeys, withSecondOpinion } from "./objectProbe";
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
        // As if an association like the team's own were there for the stranger.
        const questions = podRequests(
            { ...pod, clusterArn, roleArn: role.arn },
            team.podIdentityAssociations[0],
        ).map((request) => ({ ...request, context: { ...context, ...request.context } }));
        const opinions = await Promise.all(
            crossCheck === undefined
                ? []
                : questions.map((question) => crossCheck.assumeRole(question)),
        );
        return {
            what: `service account "${pod.serviceAccount}" in namespace "${pod.namespace}"`,
            ...withSecondOpinion(
                all(questions.map((question) => mayAssumeRole(estate, question))),
                opinions.find(({ allowed }) => !allowed) ?? opinions.at(-1),
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
                const { vpcId } = accessPoint;
                const asked = async (verb: string, action: ObjectAction, expected: boolean) =>
                    stepOf(`may role "${role.name}" ${verb} ${object}?`, expected, [
                        await objectProbe(ground, role, action, accessPoint, key, {
                            withKey: expected,
                        }),
                    ]);
                return [
                    asked("read", "s3:GetObject", true),
                    asked("write", "s3:PutObject", mayWrite(team, accessPoint, key)),
                    ...(vpcId === undefined
                        ? []
                        : [outsideStep(ground, role, accessPoint, key, vpcId)]),
                ];
            }),
        );
    });
    return (await Promise.all(steps)).flat();
}

/** The role's credentials, carried off to another network. */
async function outsideStep(
    ground: Ground,
    role: RegisteredRole,
    accessPoint: RegisteredAccessPoint,
    key: string,
    vpcId: string,
): Promise<Step> {
    const probe = await objectProbe(ground, role, "s3:GetObject", accessPoint, key, {
        sourceVpc: "another network",
    });
    return stepOf(
        `may it read "s3://${accessPoint.bucket}/${key}" from outside of VPC "${vpcId}"?`,
        false,
        [probe],
    );
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
