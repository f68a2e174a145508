import { ownersKeyStatements } from "./model/documents/keyDocuments";
import { createProviders } from "./providers";
import { layFoundations } from "./rollout/foundations";
import { linkFileSystems } from "./rollout/linkedFileSystems";
import { teamOutputs } from "./rollout/outputs";
import { readPlan } from "./rollout/plan";
import { refuseLosses } from "./rollout/refusals";
import { declareSharedPolicies } from "./rollout/sharedPolicies";
import { declareTeams } from "./rollout/teams";

interface RolledOut {
    /** What each team needs to know. */
    readonly teams: Record<string, unknown>;
    /** By key, what its owner has to put into its policy, where the owner writes it. */
    readonly keyStatements: Record<string, unknown>;
}

/** Nothing is registered before everything is known to be right. The folder has roster and facts. */
async function rollOut(folder = __dirname): Promise<RolledOut> {
    const plan = await readPlan(folder);
    const providers = createProviders();
    await refuseLosses(plan, providers);

    const foundations = layFoundations(plan, providers);
    const teams = declareTeams(plan, foundations, providers);
    const buckets = declareSharedPolicies(plan, teams, providers);
    linkFileSystems(plan, foundations, teams, buckets, providers);

    return {
        teams: teamOutputs(teams, providers),
        keyStatements: ownersKeyStatements(plan.environment.keys.values(), plan.buckets),
    };
}

/** For the runner to call and await: of a promise that fails before anybody waits for it, Node warns. */
module.exports = rollOut;
