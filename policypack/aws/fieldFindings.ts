import { shown } from "../finding";
import type { Finding } from "../finding";
import type { KnownPrincipals } from "../iam/knownPrincipals";
import { strangersIn } from "../iam/strangers";
import { inputAt } from "../inputs";
import { unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { principalFields } from "./principalFields";
import type { PrincipalField } from "./principalFields";
import { wantedInstead } from "./strangers";

/** Without authentication the provider lets everybody call it, by a permission of its own making. */
const functionUrl = "aws:lambda/functionUrl:FunctionUrl";

const fieldsByType = new Map<string, PrincipalField[]>();
for (const field of principalFields) {
    fieldsByType.set(field.type, [...(fieldsByType.get(field.type) ?? []), field]);
}

export const fieldTypes: readonly string[] = [...fieldsByType.keys(), functionUrl];

/** Whom a resource lets in by an input of its own, without the facts knowing them. */
export function fieldFindings(resource: Resource, known: KnownPrincipals): readonly Finding[] {
    return [
        ...(fieldsByType.get(resource.type) ?? []).flatMap((field) =>
            judgeField(resource, field, known),
        ),
        ...(resource.type === functionUrl ? urlFindings(resource) : []),
    ];
}

function judgeField(
    resource: Resource,
    { path, noun }: PrincipalField,
    known: KnownPrincipals,
): readonly Finding[] {
    const subject = `${noun} "${resource.name}"`;
    const wanted = wantedInstead(known, undefined);
    const input = inputAt(resource.props, path);
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, wanted)];
    }
    const values: readonly unknown[] =
        input.state === "absent" ? [] : Array.isArray(input.value) ? input.value : [input.value];
    return values.flatMap((value): readonly Finding[] => {
        const found = strangeness(value, known);
        return found === undefined
            ? []
            : [
                  {
                      subject,
                      problem: "lets in a stranger",
                      found: `${found} at "${path}"`,
                      wanted,
                      fix: "name exactly who needs it",
                  },
              ];
    });
}

/** A value is judged as the principal that a document would name by it. */
function strangeness(value: unknown, known: KnownPrincipals): string | undefined {
    if (typeof value !== "string") {
        return shown(value);
    }
    const organization = /^arn:aws[a-z-]*:organizations::[0-9]{12}:organization\/(o-[a-z0-9]+)$/;
    const id = organization.exec(value)?.[1];
    if (id !== undefined && known.wholeOrganizations.includes(id)) {
        return undefined;
    }
    const type = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(value) ? "Service" : "AWS";
    const [stranger] = strangersIn(
        {
            statements: [{ effect: "Allow", principals: [{ type, value }], conditions: [] }],
        },
        known,
        undefined,
    );
    return stranger?.replace(/,? in statement 1$/, "");
}

function urlFindings(resource: Resource): readonly Finding[] {
    const subject = `function URL "${resource.name}"`;
    const input = inputAt(resource.props, "authorizationType");
    const wanted = '"AWS_IAM"';
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, wanted)];
    }
    const value = input.state === "known" ? input.value : undefined;
    const finding: Finding = {
        subject,
        problem: "lets everybody in",
        found: `authorization type ${shown(value)}`,
        wanted,
        fix: "have callers sign their requests",
    };
    return value === "AWS_IAM" ? [] : [finding];
}
