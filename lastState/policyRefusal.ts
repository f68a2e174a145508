import { strangeStatements } from "../model/documents/standingStatements";

/** A policy that AWS keeps whole: what stands, what would be written, what the stack wrote last. */
export interface PolicyToReplace {
    /** In the reader's words: `bucket "acme-curated-dev"`. */
    readonly owner: string;
    /** The entry that declares it: the key of the configuration, and the name below it. */
    readonly place: { readonly section: string; readonly alias: string };
    readonly standing: string;
    readonly written: string;
    readonly last: string | undefined;
    readonly isReserved: (sid: string) => boolean;
}

/**
 * Writing a policy replaces it. So what neither the stack wrote nor its configuration declares is
 * refused: somebody else needs it. One sentence a policy, or none.
 */
export function refusalToReplace(policy: PolicyToReplace, stack: string): readonly string[] {
    const { owner, place, standing, written, last, isReserved } = policy;
    const strangers = strangeStatements(standing, written, last);
    const ours = strangers.map(({ Sid }) => Sid ?? "").filter(isReserved);
    if (ours.length > 0) {
        return [
            `the policy of ${owner} has ${quotedSids(ours)} of another rollout than this stack's: two stacks that write one policy take it from each other; give it to one of them, or, if this stack lost its state, import the policy as "${place.alias}-policy" first`,
        ];
    }
    return strangers.length === 0
        ? []
        : [
              [
                  `the policy of ${owner} has statements that the rollout would remove, and that neither this stack wrote nor its configuration declares; take them out of the policy, or keep them: paste them into Pulumi.${stack}.yaml, below "${place.alias}" in "hyperpod-teams:${place.section}"`,
                  "      foreignStatements:",
                  ...strangers.map(
                      ({ Sid, ...statement }, index) =>
                          `        - ${JSON.stringify({ Sid: Sid ?? `Foreign${index + 1}`, ...statement })}`,
                  ),
              ].join("\n"),
          ];
}

export function quotedSids(sids: readonly string[]): string {
    return sids.map((sid) => `"${sid}"`).join(", ");
}
