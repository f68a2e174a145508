import { awsSecurityInputs } from "./securityInputs/aws";
import { kubernetesSecurityInputs } from "./securityInputs/kubernetes";
import { stackSecurityInputs } from "./securityInputs/stack";

/**
 * What rules read of a type. All of it has to be known at preview, which one policy sees to
 * (`security-inputs-are-known`), so that no rule has to repeat it.
 */
export interface SecurityInput {
    /** A type token; a pattern where a type exists once for each version of an API. */
    readonly type: string | RegExp;
    /** Inputs by path; one that is listed stands for everything below it. */
    readonly paths: readonly string[];
}

const all: readonly SecurityInput[] = [
    ...awsSecurityInputs,
    ...kubernetesSecurityInputs,
    ...stackSecurityInputs,
];
const pathsOf = new Map<string, readonly string[]>();

/** The inputs of the type that rules read. */
export function securityInputsOf(type: string): readonly string[] {
    let paths = pathsOf.get(type);
    if (paths === undefined) {
        const matching = all.filter((each) =>
            typeof each.type === "string" ? each.type === type : each.type.test(type),
        );
        paths = [...new Set(matching.flatMap((each) => each.paths))].sort();
        pathsOf.set(type, paths);
    }
    return paths;
}

/** Whether the input at the path is listed, by itself or with what it is part of. */
export function isSecurityInput(type: string, path: string): boolean {
    return securityInputsOf(type).some((each) => path === each || path.startsWith(`${each}.`));
}
