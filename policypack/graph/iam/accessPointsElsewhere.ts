import type { Draft } from "../draft";
import { accountCaller, anyone } from "./caller";
import type { Clause } from "./clause";
import { fixedValues } from "./context";
import { grantsPast } from "./door";
import type { Door } from "./door";
import { accountOfArn } from "./roles";
import type { World } from "./world";

/**
 * A bucket policy may hand over to access points of another account. Whoever makes one there says who
 * comes in by it, so all of that account counts as coming in; where no account is fixed, anyone does.
 * Those of the bucket's own account are made by whoever may open the bucket itself.
 */
export function edgesFromElsewhere(
    world: World,
    { clauses, own }: { readonly clauses: readonly Clause[]; readonly own: readonly string[] },
    doorOf: (account: string | undefined) => Door,
    to: string,
    draft: Draft,
): void {
    const accounts = new Set(
        clauses.flatMap((clause) => (clause.effect === "Deny" ? [] : accountsOf(clause))),
    );
    for (const account of accounts) {
        if (account !== undefined && own.includes(account)) {
            continue;
        }
        const caller = account === undefined ? anyone() : accountCaller(account, world.known);
        const whose = account === undefined ? "other accounts" : `account "${account}"`;
        const about = clauses.filter(
            (clause) => clause.effect === "Deny" || accountsOf(clause).includes(account),
        );
        for (const grant of grantsPast([{ ...doorOf(account), clauses: about }], caller)) {
            draft.grant(
                {
                    kind: "data",
                    from: world.node(draft, caller),
                    to,
                    via: `arn:*:s3:*:${account ?? "*"}:accesspoint/*`,
                },
                {
                    ...grant,
                    undecided: [
                        ...grant.undecided,
                        `the access points of ${whose} are not registered here`,
                    ],
                },
            );
        }
    }
}

/** Whose access points a statement is about: none if about no access point, `undefined` for anybody's. */
function accountsOf({ tests }: Clause): readonly (string | undefined)[] {
    if (!tests.some(({ condition: { key } }) => /^s3:(dataaccesspoint|accesspoint)/.test(key))) {
        return [];
    }
    const fixed =
        fixedValues(tests, "s3:dataaccesspointaccount") ??
        fixedValues(tests, "s3:dataaccesspointarn")?.map((arn) => accountOfArn(arn) ?? "*");
    return (fixed ?? ["*"]).map((account) => (/^\d{12}$/.test(account) ? account : undefined));
}
