import * as fs from "node:fs";
import * as path from "node:path";
import { registrationsOf } from "../access/registration";
import type { Registration } from "../access/registration";
import { formFor, renderTeams, renderWalks } from "../access/report";
import type { ReportForm } from "../access/report";
import { walkFailed, walkTeams } from "../access/walk";
import type { Walk } from "../access/walk";
import { authorizerOf } from "../sandbox/aws/authorize";
import { namespaceReviewer } from "../sandbox/kubernetes/accessReview";
import { graphText } from "../access/report/graphReport";
import { accessPage, failBeyond } from "./access";
import { estateOf } from "./accessSource";
import { bootstrapPolicies } from "./bootstrap";
import { podAdmission } from "../sandbox/kubernetes/podAdmission";
import { CommandError } from "./commandError";
import { needsRecovery, recover } from "./recover";
import type { Session } from "./session";
import { ensureStack, exportStack, rollOut } from "./stack";
import { stacksOf } from "./stackFiles";
import { say, sayHeading } from "./terminal";

/** `npm start`: rolls the roster out, shows what exists, and walks every team's path. */
export async function start(session: Session, refresh: boolean): Promise<void> {
    await ensureStack(session);
    if (await needsRecovery(session)) {
        sayHeading("An earlier rollout was cut off; settling it");
        await recover(session);
    }
    const code = await rollOut(session, refresh);
    if (code !== 0) {
        throw new CommandError(
            `the rollout of stack "${session.stack}" did not go through; what is wrong is said above`,
        );
    }
    await show(session);
}

/** What exists, who reaches what by it, and whether everyone reaches what is theirs and nothing else; any "no" fails. */
export async function show(
    session: Session,
    reasons: ReportForm["reasons"] = "wrong",
): Promise<void> {
    const { sandbox, environment } = session;
    // A path may lead through several stacks, where an environment is spread over them.
    const stacks = stacksOf(sandbox);
    const exports = await Promise.all(
        stacks.map((each) => exportStack({ ...session, stack: each })),
    );
    const registrations = exports.flatMap(registrationsOf);
    const form = { ...formFor(process.stdout), reasons };
    const where = `stack${stacks.length === 1 ? "" : "s"} ${stacks.map((each) => `"${each}"`).join(" and ")}`;
    sayHeading(`Teams of ${where}`);
    say(renderTeams(registrations, form));

    const walks = await walksOf(session, registrations);
    sayHeading("Walked paths");
    say(renderWalks(walks, form));

    const estate = estateOf(registrations, environment);
    const page = path.join(sandbox.root, "access.html");
    fs.writeFileSync(page, accessPage(estate, `Access in ${where}`));
    sayHeading("Access");
    say(graphText(estate, { brief: true }));
    say(`All of it, as a page for a browser: ${page}`);

    failBeyond(estate);
    if (walkFailed(walks)) {
        throw new CommandError("a team does not reach what is its own, or reaches what is not");
    }
}

/** Every team's path, as the stack has it, with the accounts' and the API server's own answers. */
export function walksOf(
    { sandbox, environment }: Session,
    registrations: readonly Registration[],
): Promise<readonly Walk[]> {
    return walkTeams(registrations, namespaceReviewer(sandbox), {
        context: { "aws:PrincipalOrgID": environment.organizationId },
        vpcs: Object.fromEntries(
            [...environment.clusters.values()].flatMap(({ eksClusterName, vpcId }) =>
                vpcId === undefined ? [] : [[eksClusterName, vpcId]],
            ),
        ),
        crossCheck: authorizerOf(sandbox),
        managedPolicies: bootstrapPolicies(environment),
        podAdmission: podAdmission(sandbox),
    });
}
