import type { KnownRole } from "../fact/aws";
import { anyOf } from "../finding";
import type { Finding } from "../finding";
import type { PolicyDocument } from "../iam/document";
import { beyond } from "../iam/reach";
import type { Grant } from "../iam/reach";
import { isFor } from "../naming";
import { documentOf } from "./documentAt";
import type { Subject } from "./documentAt";
import { filled } from "./knownRoles";

/** What an identity policy allows beyond the role's purpose. */
export function documentFindings(
    value: unknown,
    { grants }: KnownRole,
    about: Subject,
): readonly Finding[] {
    const { document, findings = [] } = documentOf(value, about);
    const known = grants
        .filter(({ teams }) => isFor(teams, about.team))
        .map(({ actions, resources }) => ({
            actions,
            resources: filled(resources, about.team),
        }));
    return document === undefined ? findings : beyondFindings(document, known, about);
}

/** What a resource's own document lets be done to it: which part of it is meant makes no difference. */
export function actionFindings(
    document: PolicyDocument,
    actions: readonly string[],
    about: Subject,
): readonly Finding[] {
    const statements = document.statements.map(({ notResources, ...statement }) => ({
        ...statement,
        resources: ["*"],
    }));
    return beyondFindings({ ...document, statements }, [{ actions, resources: ["*"] }], about);
}

/** What a document allows beyond the grants, as findings. */
export function beyondFindings(
    document: PolicyDocument,
    grants: readonly Grant[],
    about: Subject,
): readonly Finding[] {
    return beyond(document, grants).map((found) => ({
        ...about,
        problem: "allows more than its purpose needs",
        found,
        wanted: `nothing beyond ${anyOf(grants.flatMap(({ actions }) => actions))} on what it is for`,
        fix: "name the actions and resources that are needed",
    }));
}
