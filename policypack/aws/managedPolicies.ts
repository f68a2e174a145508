import type { KnownRole } from "../fact/aws";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import type { Inputs } from "../inputs";
import { unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { match } from "../naming";
import { notKnown } from "./documentAt";
import { documentFindings } from "./grants";
import { afterAccount, filled, nameWithPath, withoutPath } from "./knownRoles";
import type { Purpose } from "./knownRoles";

/** A managed policy may be attached to every role that names it, so it must be right for each. */
export function managedPolicyFindings(
    { name: registered, props }: Resource,
    roles: readonly KnownRole[],
): readonly Finding[] {
    const input = nameWithPath(props);
    const wanted = anyOf(roles.flatMap((role) => role.managedPolicies).map(afterAccount));
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, `managed policy "${registered}"`, input.path, wanted)];
    }
    const name = input.state === "known" ? String(input.value) : registered;
    const bearers = roles.flatMap((role) =>
        role.managedPolicies.flatMap((each) => {
            const found =
                input.state === "known" ? match(afterAccount(each), `policy/${name}`) : undefined;
            return found === undefined ? [] : [{ role, team: found.team }];
        }),
    );
    const subject = `managed policy "${name}"`;
    if (bearers.length === 0) {
        const found = input.state === "known" ? `the name ${shown(name)}` : "no fixed name";
        return [notKnown({ team: undefined, subject }, found, wanted)];
    }
    const policy = inputAt(props, "policy");
    if (policy.state === "unknown") {
        const team = bearers[0]?.team;
        return [unknownAtPreview(team, subject, policy.path, "a policy document")];
    }
    const value = policy.state === "known" ? policy.value : undefined;
    return [
        ...bearers.flatMap(({ role, team }) => documentFindings(value, role, { team, subject })),
        ...attachedFindings(props, bearers, subject),
    ];
}

/** In CloudFormation a managed policy names the roles that it is attached to. */
function attachedFindings(
    props: Inputs,
    bearers: readonly Purpose[],
    subject: string,
): readonly Finding[] {
    const input = inputAt(props, "roles");
    const names = input.state === "known" && Array.isArray(input.value) ? input.value : [];
    return names.flatMap((name: unknown) => {
        const known = bearers.some(
            ({ role, team }) =>
                typeof name === "string" &&
                match(afterAccount(withoutPath(role).role), `role/${name}`, team) !== undefined,
        );
        const finding: Finding = {
            subject,
            problem: "is attached to a role that does not name it",
            found: shown(name),
            wanted: anyOf(
                bearers.map(({ role, team }) => filled([afterAccount(role.role)], team)[0] ?? ""),
            ),
            fix: "attach it to the roles that it is for",
        };
        return known ? [] : [finding];
    });
}
