import { mayAssumeRole } from "./assumption";
import { audienceName } from "./audience";
import type { RegisteredAudience } from "./audience";
import { no } from "./finding";
import type { RegisteredRole } from "./role";
import { stepOf } from "./step";
import type { Probe, Step } from "./step";
import type { Ground } from "./walk";

const foreignQuestion = "may they take the cluster access role of any other team?";

/** From one audience's accounts into the cluster's. */
export async function audienceSteps(
    ground: Ground,
    audience: RegisteredAudience,
): Promise<readonly Step[]> {
    const { team, others } = ground;
    const { kind, memberRoles, accessRole: own } = audience;
    const people = audienceName(kind);
    const foreign = others.flatMap(({ audiences }) => accessRolesOf(audiences));
    const ownOthers = accessRolesOf(team.audiences.filter((each) => each !== audience));
    if (memberRoles.length === 0 || own === undefined) {
        const missing = no(
            `no ${memberRoles.length === 0 ? `${kind} role` : "cluster access role"} is registered for team "${team.name}"`,
        );
        return [
            stepOf(`may the ${people} of team "${team.name}" take its cluster access role?`, true, [
                { finding: missing },
            ]),
            memberRoles.length === 0
                ? stepOf(foreignQuestion, false, [{ finding: missing }])
                : await foreignStep(ground, foreignQuestion, memberRoles, foreign),
        ];
    }
    const ownSteps = memberRoles.map(async (role) =>
        stepOf(`may ${described(role)} take ${described(own)}?`, true, [
            await probe(ground, role, own),
        ]),
    );
    return [
        ...(await Promise.all(ownSteps)),
        ...(ownOthers.length === 0
            ? []
            : [
                  await foreignStep(
                      ground,
                      `may ${people} take the cluster access role of the team's other people or machines?`,
                      memberRoles,
                      ownOthers,
                  ),
              ]),
        await foreignStep(ground, foreignQuestion, memberRoles, foreign),
    ];
}

function accessRolesOf(audiences: readonly RegisteredAudience[]): readonly RegisteredRole[] {
    return audiences.map(({ accessRole }) => accessRole).filter((role) => role !== undefined);
}

async function foreignStep(
    ground: Ground,
    question: string,
    members: readonly RegisteredRole[],
    foreign: readonly RegisteredRole[],
): Promise<Step> {
    const probes = members.flatMap((member) => foreign.map((role) => probe(ground, member, role)));
    return stepOf(question, false, await Promise.all(probes));
}

async function probe(
    { estate, context, crossCheck }: Ground,
    member: RegisteredRole,
    target: RegisteredRole,
): Promise<Probe> {
    const question = {
        principal: member.arn,
        roleArn: target.arn,
        actions: ["sts:AssumeRole"],
        context,
    };
    const secondOpinion = await crossCheck?.assumeRole(question);
    return {
        what: `role "${target.name}"`,
        finding: mayAssumeRole(estate, question),
        ...(secondOpinion === undefined ? {} : { secondOpinion }),
    };
}

function described(role: RegisteredRole): string {
    return `role "${role.name}" (account ${role.accountId})`;
}
