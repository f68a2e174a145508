import { letsRunCommands } from "./accessPolicies";
import { clusterArnOf } from "./assumption";
import type { RegisteredAudience } from "./audience";
import { contextOf } from "./condition";
import type { RegisteredTeam } from "./estate";
import { decide } from "./evaluate";
import { no } from "./finding";
import { review } from "./namespaceReview";
import type { ClusterUser } from "./namespaceReview";
import type { Registration } from "./registration";
import { stepOf } from "./step";
import type { Step } from "./step";
import type { Ground } from "./walk";

/** RBAC compares it with a rule's resource as it is written there. */
const commands = { verb: "create", group: "", resource: "pods/exec" };

/** Who of an audience comes to which namespaces. */
interface Comers {
    readonly subject: string;
    readonly user: ClusterUser | undefined;
    readonly entry: Registration | string;
    readonly own: string | undefined;
    readonly foreign: readonly string[];
}

/** What no team has by itself: commands in its pods, and the console. */
export async function extraRightSteps(
    ground: Ground,
    audience: RegisteredAudience,
    comers: Comers,
): Promise<readonly Step[]> {
    const { subject, user, own, foreign } = comers;
    const { team } = ground;
    const ran = (namespaces: readonly string[]) =>
        review(ground, audience, user, namespaces, { ...commands, byPolicy: letsRunCommands });
    return [
        stepOf(
            `may ${subject} run commands in the pods of namespace${own === undefined ? "" : ` "${own}"`}?`,
            audience.kind !== "viewer" && runsCommands(team),
            await ran(own === undefined ? [] : [own]),
        ),
        stepOf("may they run commands in the pods of any other team?", false, await ran(foreign)),
        consoleStep(ground, audience, comers),
    ];
}

/** By a right of its own, or by the access policy of the blog's mode, which brings it along. */
function runsCommands({ extraRights, clusterAccess }: RegisteredTeam): boolean {
    return extraRights.includes("exec") || clusterAccess === "edit-policy";
}

/** What the console shows is the access entry's to decide; whether it shows anything, IAM's. */
function consoleStep(
    { team, estate, context }: Ground,
    { kind, accessRole }: RegisteredAudience,
    { subject, entry }: Comers,
): Step {
    const clusterArn = typeof entry === "string" ? undefined : clusterArnOf(estate, entry);
    const finding =
        accessRole === undefined || clusterArn === undefined
            ? no("no access entry is registered")
            : decide({
                  request: {
                      caller: { ...accessRole, kind: "role" },
                      action: "eks:AccessKubernetesApi",
                      resource: clusterArn,
                      context: contextOf(context, {
                          "aws:PrincipalArn": accessRole.arn,
                          "aws:PrincipalAccount": accessRole.accountId,
                      }),
                  },
                  identity: accessRole.identity,
                  boundary: accessRole.boundary,
                  unread: accessRole.unread,
                  resource: [],
                  resourceAccount: accessRole.accountId,
              });
    return stepOf(
        `may ${subject} look at the cluster in the EKS console?`,
        kind !== "robot" && team.extraRights.includes("console"),
        [{ finding }],
    );
}
