import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { AccessDifference } from "../../access/diff/accessDifference";
import { differenceOf } from "../../access/diff/difference";
import { buildGraph } from "../../policypack/graph/build";
import { declaredTeams } from "../../policypack/graph/declared";
import type { Knowledge } from "../../policypack/graph/knowledge";
import type { GraphResource } from "../../policypack/graph/resource";
import { projectFolder } from "./example";
import { edited } from "./registeredEdits";
import type { Edit } from "./registeredEdits";

/** One change of what the example registers, and the sentences that tell of it. */
export interface AccessCase {
    readonly name: string;
    readonly about: string;
    /** Why `cdk diff` does not see it, or calls it something else. */
    readonly cdk?: string;
    /** Documents of managed policies that stand outside of the stack. */
    readonly knows?: Readonly<Record<string, object>>;
    /** What else is there before the change. */
    readonly base?: readonly Edit[];
    readonly change: readonly Edit[];
    readonly told: readonly string[];
}

const folder = path.join(projectFolder, "test", "cases", "access");

export function accessCases(): readonly AccessCase[] {
    return fs
        .readdirSync(folder)
        .sort()
        .map((file) => ({
            name: path.basename(file, ".yaml"),
            ...(parse(fs.readFileSync(path.join(folder, file), "utf8")) as Omit<
                AccessCase,
                "name"
            >),
        }));
}

const accounts = ["111122223333", "333344445555", "444455556666", "777788889999"];
const anything = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

/** What the example's environment knows beside its documents. */
export function exampleKnowledge(more: AccessCase["knows"] = {}): Knowledge {
    const boundaries = accounts.map(
        (id) => [`arn:aws:iam::${id}:policy/hyperpod-teams-boundary`, anything] as const,
    );
    return {
        accounts,
        organizations: new Map([["o-exampleorg1", accounts]]),
        managedPolicies: new Map(
            [...boundaries, ...Object.entries(more)].map(([arn, document]) => [
                arn,
                JSON.stringify(document),
            ]),
        ),
    };
}

export function differenceOfCase(
    registered: readonly GraphResource[],
    { base = [], change, knows }: AccessCase,
): AccessDifference {
    const known = exampleKnowledge(knows);
    const before = edited(registered, base);
    const after = edited(before, change);
    return differenceOf(buildGraph(before, known), buildGraph(after, known), declaredTeams(after));
}
