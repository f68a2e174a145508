import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { unknownStringValue } from "./policyRun";
import type { Registration } from "./policyRun";

export interface Case {
    /** The argument for the verdict, from what AWS or Kubernetes does, not from what the code says. */
    readonly because: string;
    readonly type?: string;
    readonly name?: string;
    readonly provider?: Registration["provider"];
    readonly props?: Record<string, unknown>;
    /** The resources of a whole stack, for a policy that judges all of them together. */
    readonly stack?: readonly Partial<Registration>[];
    /** Facts that replace those of the file. */
    readonly config?: object;
    readonly findings: readonly string[];
    /** The unknown inputs for which the stack is stopped, whatever this policy says; none if absent. */
    readonly unknown?: readonly string[];
}

export interface CaseFile {
    readonly file: string;
    readonly policy: string;
    readonly type: string;
    readonly name: string;
    readonly config: object;
    readonly cases: readonly Case[];
}

const folder = join(__dirname, "../cases/policies");
// `!unknown` in a case file is a value that the engine does not know at preview.
const unknown = { tag: "!unknown", resolve: () => unknownStringValue };

export const caseFiles: readonly CaseFile[] = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => ({
        ...(parse(readFileSync(join(folder, file), "utf8"), {
            customTags: [unknown],
            merge: true,
        }) as CaseFile),
        file,
    }));

export function registrationsOf(file: CaseFile, each: Case): readonly Registration[] {
    const { type = file.type, name = file.name, props = {}, provider } = each;
    const one = { type, name, props, ...(provider === undefined ? {} : { provider }) };
    return each.stack?.map((resource) => ({ ...one, ...resource })) ?? [one];
}
