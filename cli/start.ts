import { registrationsOf } from "../access/registration";
import { formFor, renderTeams, renderWalks } from "../access/report";
import type { ReportForm } from "../access/report";
import { walkFailed, walkTeams } from "../access/walk";
import { authorizerOf } from "../sandbox/aws/authorize";
import { namespaceReviewer } from "../sandbox/kubernetes/accessReview";
import { CommandError } from "./commandError";
import { needsRecovery, recover } from "./recover";
import type { Session } from "./session";
import { ensureStack, exportStack, rollOut } from "./stack";
import { say, sayHeading } from "./terminal";

/** `npm start`: rolls the roster out, shows what exists, and walks every team's path. */
export async function start(session: Session): Promise<void> {
    await ensureStack(session);
    if (await needsRecovery(session)) {
        sayHeading("An earlier rollout was cut off; settling it");
        await recover(session);
    }
    const code = await rollOut(session);
    if (code !== 0) {
        throw new CommandError(
            `the rollout of stack "${session.stack}" did not go through; what is wrong is said above`,
        );
    }
    await show(session);
}

/** What exists and whether everyone reaches what is theirs and nothing else; any "no" fails. */
export async function show(
    session: Session,
    reasons: ReportForm["reasons"] = "wrong",
): Promise<void> {
    const { sandbox, stack, environment } = session;
    const registrations = registrationsOf(await exportStack(session));
    const form = { ...formFor(process.stdout), reasons };
    sayHeading(`Teams of stack "${stack}"`);
    say(renderTeams(registrations, form));

    const walks = await walkTeams(registrations, namespaceReviewer(sandbox), {
        context: { "aws:PrincipalOrgID": environment.organizationId },
        crossCheck: authorizerOf(sandbox),
    });
    sayHeading("Walked paths");
    say(renderWalks(walks, form));
    if (walkFailed(walks)) {
        throw new CommandError("a team does not reach what is its own, or reaches what is not");
    }
}
