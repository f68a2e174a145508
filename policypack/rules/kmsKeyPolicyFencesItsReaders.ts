import type { ResourceValidationPolicy } from "@pulumi/policy";
import { documentAt } from "../aws/documentAt";
import { placesByType } from "../aws/documents";
import { actionFindings } from "../aws/grants";
import { knownPrincipals } from "../aws/principals";
import { mayBe, registeredIn } from "../aws/registered";
import { onlyStatement, statementName, strangerFindings, wantedInstead } from "../aws/strangers";
import type { Subject } from "../aws/documentAt";
import { keyAdministrators, keyReaderActions, keyReaders, keyServices } from "../fact/aws";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import type { PolicyDocument } from "../iam/document";
import { judge } from "../judge";

const facts = needs({
    administrators: keyAdministrators,
    readers: keyReaders,
    readerActions: keyReaderActions,
    services: keyServices,
});
const places = placesByType("key");

export const kmsKeyPolicyFencesItsReaders: ResourceValidationPolicy = {
    name: "kms-key-policy-fences-its-readers",
    description:
        "A key's policy lets in its administrators, and its readers only through the services that keep the data.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        'Give readers a statement of their own, with "kms:ViaService" fixed to the service through which they read.',
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(places), (resource, known) =>
        registeredIn(resource).flatMap((each) =>
            (places.get(each.type) ?? []).flatMap((place) => {
                const about = { team: undefined, subject: `the policy of key "${each.name}"` };
                // Without a policy the key's own account administers it, and nobody else gets in.
                const { document, findings = [] } = documentAt(each, place, about);
                return document === undefined
                    ? findings
                    : document.statements.flatMap((_, index) =>
                          statementFindings(document, index, known, about),
                      );
            }),
        ),
    ),
};

function statementFindings(
    document: PolicyDocument,
    index: number,
    { administrators, readers, readerActions, services }: Known<typeof facts>,
    about: Subject,
): readonly Finding[] {
    const statement = onlyStatement(document, index);
    // A key serves every team: which objects each gets is for the access points to say.
    const anyTeams = (principals: readonly string[]) =>
        knownPrincipals(principals.map((each) => each.replaceAll("{team}", "{name}")));
    if (strangerFindings(statement, anyTeams(administrators), about).length === 0) {
        return [];
    }
    const known = [...administrators, ...readers];
    const strangers = strangerFindings(statement, anyTeams(known), about);
    if (strangers.length > 0) {
        const wanted = wantedInstead(knownPrincipals(known), undefined);
        return strangers.map((finding) => ({ ...finding, wanted }));
    }
    const conditions = document.statements[index]?.conditions ?? [];
    const via = conditions.filter(({ key }) => key.toLowerCase() === "kms:viaservice");
    const isFenced = via.some(
        ({ operator, values }) =>
            operator === "StringEquals" &&
            values.length > 0 &&
            values.every((value) => services.includes(value)),
    );
    const [first] = via;
    const unfenced: Finding = {
        ...about,
        problem: "lets a reader decrypt by itself",
        found:
            first === undefined
                ? `no "kms:ViaService" in ${statementName(document, index)}`
                : `${first.operator} "${first.key}" ${shown(first.values)} in ${statementName(document, index)}`,
        wanted: `StringEquals "kms:ViaService" ${anyOf(services)}`,
        fix: "let readers use the key through the service that keeps the data",
    };
    return [...(isFenced ? [] : [unfenced]), ...actionFindings(statement, readerActions, about)];
}
