import type { Finding } from "../finding";
import { readPolicyDocument } from "../iam/document";
import type { PolicyDocument } from "../iam/document";
import { inputAt } from "../inputs";
import type { Input } from "../inputs";
import { unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import type { DocumentPlace } from "./documents";

export interface Subject {
    readonly team: string | undefined;
    /** The thing in the reader's words. */
    readonly subject: string;
}

export type DocumentReading =
    | { readonly document: PolicyDocument; readonly findings?: undefined }
    | { readonly document?: undefined; readonly findings: readonly Finding[] };

/** The document that a resource keeps at a place, or why there is none to judge. */
export function documentAt(
    resource: Resource,
    { path, required }: Pick<DocumentPlace, "path" | "required">,
    { team, subject }: Subject,
): DocumentReading {
    const input = inputAt(resource.props, path);
    if (input.state === "unknown") {
        return { findings: [unknownAtPreview(team, subject, input.path, "a policy document")] };
    }
    if (input.state === "absent") {
        const finding: Finding = {
            team,
            subject,
            problem: "has no policy document",
            found: `nothing at "${path}"`,
            wanted: "a policy document",
            fix: "write one that names who may come in",
        };
        return { findings: required ? [finding] : [] };
    }
    return documentOf(input.value, { team, subject });
}

export function documentOf(value: unknown, { team, subject }: Subject): DocumentReading {
    const reading = readPolicyDocument(value);
    if (reading.ok) {
        return { document: reading.document };
    }
    const finding: Finding = {
        team,
        subject,
        problem: "has a policy document that cannot be judged",
        found: reading.reason,
        wanted: "a well-formed policy document",
        fix: "correct the document",
    };
    return { findings: [finding] };
}

export interface Named {
    /** Its name where that is known, else the registered one. */
    readonly name: string;
    readonly known: boolean;
    /** The input that would name it, while that is unknown. */
    readonly unknownAt?: string;
}

/** What a document belongs to. */
export function nameOf({ name, props }: Resource, { namedBy }: DocumentPlace): Named {
    const input: Input = namedBy === undefined ? { state: "absent" } : inputAt(props, namedBy);
    if (input.state === "unknown") {
        return { name, known: false, unknownAt: input.path };
    }
    return input.state === "known" && typeof input.value === "string"
        ? { name: input.value, known: true }
        : { name, known: false };
}

/** A subject whom the configuration does not mention. */
export function notKnown({ team, subject }: Subject, found: string, wanted: string): Finding {
    return {
        team,
        subject,
        problem: "is not known",
        found,
        wanted,
        fix: "use a known name, or have the configuration say what this one is for",
    };
}
