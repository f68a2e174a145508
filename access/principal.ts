import type { Principal, Statement } from "../policypack/iam/document";
import type { Finding } from "./finding";
import { no, undecided, yes } from "./finding";
import { accountOfArn } from "./pattern";

/** Who asks: a role (through a session of it) or an AWS service. */
export type Caller =
    | { readonly kind: "role"; readonly arn: string; readonly uniqueId?: string }
    | { readonly kind: "service"; readonly name: string };

/** By name, or through its account: the latter hands the decision on to the caller's own policy. */
export type Naming = "itself" | "account";

export interface NamedPrincipal {
    readonly finding: Finding;
    readonly naming: Naming;
}

export function callerName(caller: Caller): string {
    return caller.kind === "role" ? caller.arn : caller.name;
}

export function callerAccount(caller: Caller): string | undefined {
    return caller.kind === "role" ? accountOfArn(caller.arn) : undefined;
}

/** Whether a statement of a resource policy speaks of the caller, and how it names him. */
export function namesCaller(statement: Statement, caller: Caller): NamedPrincipal {
    if (statement.notPrincipals !== undefined) {
        return { finding: undecided("NotPrincipal is not understood"), naming: "itself" };
    }
    if (statement.principals === undefined) {
        return { finding: undecided("the statement has no Principal"), naming: "itself" };
    }
    const named = statement.principals.map((principal) => oneNames(principal, caller));
    const strongest =
        named.find(({ finding, naming }) => finding.answer === "yes" && naming === "itself") ??
        named.find(({ finding }) => finding.answer === "yes") ??
        named.find(({ finding }) => finding.answer === "undecided");
    const listed = statement.principals.map(({ value }) => `"${value}"`).join(", ");
    return (
        strongest ?? {
            finding: no(`it names ${listed}, not "${callerName(caller)}"`),
            naming: "itself",
        }
    );
}

function oneNames(principal: Principal, caller: Caller): NamedPrincipal {
    const type = principal.type.toLowerCase();
    const value = principal.value;
    const itself = (finding: Finding): NamedPrincipal => ({ finding, naming: "itself" });
    const other = itself(no(""));
    if (type === "*" || (type === "aws" && value === "*")) {
        return itself(yes(""));
    }
    if (/[*?]|\$\{/.test(value)) {
        return itself(undecided(`principal "${value}" is a pattern`));
    }
    if (type === "service") {
        return caller.kind === "service" && caller.name === value ? itself(yes("")) : other;
    }
    if (type !== "aws" || caller.kind === "service") {
        return other;
    }
    if (value === caller.arn) {
        return itself(yes(""));
    }
    if (value === callerAccount(caller) || isRootOf(value, callerAccount(caller))) {
        return { finding: yes(""), naming: "account" };
    }
    if (/^A(?:ROA|IDA)[A-Z0-9]+$/.test(value)) {
        return caller.uniqueId === undefined
            ? itself(
                  undecided(`principal "${value}" is an id, and the id of the caller is unknown`),
              )
            : itself(value === caller.uniqueId ? yes("") : no(""));
    }
    return itself(namesSessionOf(value, caller.arn));
}

function isRootOf(principal: string, account: string | undefined): boolean {
    return account !== undefined && new RegExp(`^arn:[^:]+:iam::${account}:root$`).test(principal);
}

/** A principal may also be one session of the role, which is more than nobody and less than the role. */
function namesSessionOf(principal: string, roleArn: string): Finding {
    const session = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(principal);
    const role = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn);
    const same = session !== null && session[1] === role?.[1] && session[2] === role?.[2];
    return same ? undecided(`principal "${principal}" is one session of the role`) : no("");
}
