import type { RegisteredAudience } from "./audience";
import type { Estate } from "./estate";
import { any, no, yes } from "./finding";
import type { Finding } from "./finding";
import { text } from "./properties";
import type { Registration } from "./registration";
import type { Probe } from "./step";
import type { Ground } from "./walk";

/** Whom the cluster sees when somebody comes with the cluster access role. */
export interface ClusterUser {
    readonly user: string;
    readonly groups: readonly string[];
}

export function associationsOf(
    { associations }: Estate,
    { accessRole }: RegisteredAudience,
): readonly Registration[] {
    return associations.filter(
        (each) => accessRole !== undefined && text(each, "principalArn") === accessRole.arn,
    );
}

/** What is asked of RBAC, and how an access policy answers the same. */
export interface Reviewed {
    readonly verb: string;
    readonly group: string;
    readonly resource: string;
    readonly byPolicy: (association: Registration, namespace: string) => Finding;
}

/**
 * Asks the API server for what RBAC says, and the access policies' documented contents for what EKS
 * adds; without a user or a namespace there is nobody or nothing to ask about.
 */
export async function review(
    { estate, reviewer }: Ground,
    audience: RegisteredAudience,
    user: ClusterUser | undefined,
    namespaces: readonly string[],
    { byPolicy, ...what }: Reviewed,
): Promise<readonly Probe[]> {
    if (user === undefined) {
        return [{ finding: no("the cluster knows no user of this team") }];
    }
    // A review counts the groups it is given and adds none: what every user is in must be said.
    const groups = [...user.groups, "system:authenticated"];
    const policies = associationsOf(estate, audience);
    return Promise.all(
        namespaces.map(async (namespace) => {
            const allowed = await reviewer.may({ ...user, groups }, { ...what, namespace });
            const because = `the API server ${allowed ? "allows" : "does not allow"} it in namespace "${namespace}"`;
            return {
                what: `namespace "${namespace}"`,
                finding: any(
                    [
                        allowed ? yes(because) : no(because),
                        ...policies.map((policy) => byPolicy(policy, namespace)),
                    ],
                    because,
                ),
            };
        }),
    );
}
