import * as fs from "node:fs";
import * as path from "node:path";
import { graphResources, joinedRegistrations } from "../access/source/graphResources";
import { readSource } from "../access/source/readSource";
import type { Registration } from "../access/registration";
import type { Environment } from "../model/environment/environment";
import { buildGraph } from "../policypack/graph/build";
import { declaredTeams } from "../policypack/graph/declared";
import { deviations } from "../policypack/graph/deviation/deviations";
import type { AccessGraph, Declared, Deviation } from "../policypack/graph/graph";
import type { Knowledge } from "../policypack/graph/knowledge";
import { sandboxAt } from "../sandbox/sandbox";
import { bootstrapPolicies } from "./bootstrap";
import { CommandError } from "./commandError";
import { projectFolder, projectName } from "./project";
import { readStackEnvironment } from "./stackFiles";

/** Where a graph is read from: files, or else the state of the sandbox's stack. */
export interface AccessSource {
    readonly from?: readonly string[];
    readonly stack: string;
    readonly sandbox: string;
}

export interface Estate {
    readonly graph: AccessGraph;
    /** What teams are said to have. */
    readonly declared: readonly Declared[];
    /** None where nothing says what teams are to have. */
    readonly deviations?: readonly Deviation[];
}

export function readEstate(source: AccessSource): Estate {
    const files = source.from ?? [stateFile(source)];
    const registrations = told(() =>
        joinedRegistrations(
            files.map((file) => ({ file, registrations: readSource(file, readText(file)) })),
        ),
    );
    const environment = environmentOf(registrations, source);
    return estateOf(registrations, environment);
}

/** The graph of registrations, and where teams have more or less than their components claim. */
export function estateOf(
    registrations: readonly Registration[],
    environment: Environment | undefined,
): Estate {
    const resources = graphResources(registrations);
    const graph = buildGraph(resources, environment === undefined ? {} : knowledgeOf(environment));
    const declared = declaredTeams(resources);
    return {
        graph,
        declared,
        ...(declared.length === 0 ? {} : { deviations: deviations(graph, declared) }),
    };
}

/** The backend keeps a stack's state in a file, which needs no engine to be read. */
function stateFile({ sandbox, stack }: AccessSource): string {
    const stacks = path.join(sandboxAt(sandbox).backend, ".pulumi", "stacks", projectName);
    const file = path.join(stacks, `${stack}.json`);
    if (!fs.existsSync(file)) {
        throw new CommandError(
            `the sandbox holds no stack "${stack}"; run "hyperpod-teams start", or name a file with "--from"`,
            2,
        );
    }
    return file;
}

function readText(file: string): string {
    try {
        return fs.readFileSync(file === "-" ? 0 : file, "utf8");
    } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new CommandError(`"${file}" cannot be read: ${why}`, 2);
    }
}

function told<T>(work: () => T): T {
    try {
        return work();
    } catch (error) {
        throw error instanceof CommandError || !(error instanceof Error)
            ? error
            : new CommandError(error.message, 2);
    }
}

/** The facts of the stack that the files are of; files of another program's stack have none here. */
function environmentOf(
    registrations: readonly Registration[],
    { from, stack }: AccessSource,
): Environment | undefined {
    const [, own] =
        new RegExp(`^urn:pulumi:([^:]+)::${projectName}::`).exec(registrations[0]?.urn ?? "") ?? [];
    const name = from === undefined ? stack : (own ?? stack);
    return fs.existsSync(path.join(projectFolder, `Pulumi.${name}.yaml`))
        ? readStackEnvironment(name)
        : undefined;
}

function knowledgeOf(environment: Environment): Knowledge {
    const accounts = [...environment.accounts.values()].map(({ id }) => id);
    return {
        accounts,
        organizations: new Map([[environment.organizationId, accounts]]),
        managedPolicies: bootstrapPolicies(environment),
    };
}
