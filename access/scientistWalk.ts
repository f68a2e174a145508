import { mayAssumeRole } from "./assumption";
import { no } from "./finding";
import type { RegisteredRole } from "./role";
import { stepOf } from "./step";
import type { Probe, Step } from "./step";
import type { Ground } from "./walk";

const foreignQuestion = "may they take the cluster access role of any other team?";

/** From the scientists' account into the cluster's. */
export async function scientistSteps(ground: Ground): Promise<readonly Step[]> {
    const { team, others } = ground;
    const { scientistRole: scientists, clusterAccessRole: own } = team;
    const foreign = others
        .map(({ clusterAccessRole }) => clusterAccessRole)
        .filter((role) => role !== undefined);
    if (scientists === undefined || own === undefined) {
        const missing = no(
            `no ${scientists === undefined ? "scientist role" : "cluster access role"} is registered for team "${team.name}"`,
        );
        return [
            stepOf(
                `may the scientists of team "${team.name}" take its cluster access role?`,
                true,
                [{ finding: missing }],
            ),
            ...(scientists === undefined
                ? [stepOf(foreignQuestion, false, [{ finding: missing }])]
                : [await foreignStep(ground, scientists, foreign)]),
        ];
    }
    return [
        stepOf(`may ${described(scientists)} take ${described(own)}?`, true, [
            await probe(ground, scientists, own),
        ]),
        await foreignStep(ground, scientists, foreign),
    ];
}

async function foreignStep(
    ground: Ground,
    scientists: RegisteredRole,
    foreign: readonly RegisteredRole[],
): Promise<Step> {
    const probes = foreign.map((role) => probe(ground, scientists, role));
    return stepOf(foreignQuestion, false, await Promise.all(probes));
}

async function probe(
    { estate, context, crossCheck }: Ground,
    scientists: RegisteredRole,
    target: RegisteredRole,
): Promise<Probe> {
    const question = {
        principal: scientists.arn,
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
