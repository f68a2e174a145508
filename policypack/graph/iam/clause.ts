import type { Effect, PolicyDocument, Principal, Statement } from "../../iam/document";
import { readPolicyDocument } from "../../iam/document";
import { inputAt } from "../../inputs";
import type { Inputs } from "../../inputs";
import type { Evidence, PatternSet } from "../graph";
import { sharedSet } from "../sharedSets";
import { allBut, everything } from "../sets";
import { fixedValues, testOf } from "./context";
import type { Test } from "./context";

/** One statement of a registered document, read once and asked often. */
export interface Clause {
    readonly effect: Effect;
    readonly principals?: readonly Principal[];
    readonly notPrincipals?: readonly Principal[];
    readonly actions: PatternSet;
    readonly resources?: readonly string[];
    readonly notResources?: readonly string[];
    readonly tests: readonly Test[];
    /** Whom a condition fixes the caller to: they are asked about one by one. */
    readonly callerArns?: readonly string[];
    /** Why it may give or take less than it says. */
    readonly undecided: readonly string[];
    readonly evidence: Evidence;
}

export interface RegisteredDocument {
    readonly clauses: readonly Clause[];
}

/** A document and where it stands: `trust policy of role "hyperpod-vision-data"`. */
export interface DocumentSource {
    readonly urn: string;
    readonly label: string;
}

export const noDocument: RegisteredDocument = { clauses: [] };

/** The document at an input. One that is not known or not understood may allow anything. */
export function documentAt(
    inputs: Inputs,
    path: string,
    source: DocumentSource,
): RegisteredDocument | undefined {
    const input = inputAt(inputs, path);
    switch (input.state) {
        case "absent":
            return undefined;
        case "unknown":
            return unreadable(source, "is not known before the rollout");
        case "known":
            return documentOf(input.value, source);
    }
}

export function documentOf(value: unknown, source: DocumentSource): RegisteredDocument {
    const reading = readPolicyDocument(value);
    return reading.ok
        ? { clauses: clausesOf(reading.document, source) }
        : unreadable(source, `cannot be read: ${reading.reason}`);
}

/** What stands in the place of a document that nobody can read: anybody may do anything. */
export function unreadable({ urn, label }: DocumentSource, why: string): RegisteredDocument {
    return {
        clauses: [
            {
                effect: "Allow",
                principals: [{ type: "*", value: "*" }],
                actions: everything,
                resources: ["*"],
                tests: [],
                undecided: [`the ${label} ${why}`],
                evidence: { urn, document: label },
            },
        ],
    };
}

function clausesOf(document: PolicyDocument, source: DocumentSource): readonly Clause[] {
    return document.statements.map((statement, index) => clauseOf(statement, index, source));
}

function clauseOf(
    { sid, effect, principals, notPrincipals, actions, notActions, ...more }: Statement,
    index: number,
    { urn, label }: DocumentSource,
): Clause {
    const statement = sid === undefined || sid === "" ? String(index + 1) : sid;
    const { resources, notResources, conditions } = more;
    const tests = conditions.map(testOf);
    const callerArns = fixedValues(tests, "aws:principalarn");
    return {
        effect,
        ...(principals === undefined ? {} : { principals }),
        ...(notPrincipals === undefined ? {} : { notPrincipals }),
        actions: actions === undefined ? allBut(...(notActions ?? [])) : sharedSet(actions),
        ...(resources === undefined ? {} : { resources }),
        ...(notResources === undefined ? {} : { notResources }),
        tests,
        ...(callerArns === undefined ? {} : { callerArns }),
        undecided: (resources ?? notResources ?? [])
            .filter((each) => each.includes("${"))
            .map((each) => `"${each}" in the ${label} depends on the request`),
        evidence: { urn, document: label, statement },
    };
}
