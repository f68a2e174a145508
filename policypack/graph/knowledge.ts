/** What comes from the environment and never from a document: a document must not confirm itself. */
export interface Knowledge {
    /** The accounts that are ours, by organization; whoever else is in it is not known. */
    readonly organizations?: ReadonlyMap<string, readonly string[]>;
    /** Documents of managed policies that stand outside of the stack, by ARN. */
    readonly managedPolicies?: ReadonlyMap<string, string>;
    /** Accounts that are ours. */
    readonly accounts?: readonly string[];
}
