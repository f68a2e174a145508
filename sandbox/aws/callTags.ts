import type { Asked, AwsCall, CallContext } from "./awsCall";
import type { Tags } from "./accountState";
import { sameValue } from "./arguments";
import { allTags } from "./tagging";

/** The tags of a request as IAM sees them. */
export function tagContext({ session, properties }: Asked): CallContext {
    const tags = allTags(session, properties);
    return {
        "aws:TagKeys": Object.keys(tags),
        ...Object.fromEntries(
            Object.entries(tags).map(([name, value]) => [`aws:RequestTag/${name}`, value]),
        ),
    };
}

/** The tags that the resource carries already. */
export function heldTagContext({ properties, before }: Asked): CallContext {
    const held = (before.tagsAll ?? properties.tagsAll ?? {}) as Tags;
    return Object.fromEntries(
        Object.entries(held).map(([name, value]) => [`aws:ResourceTag/${name}`, value]),
    );
}

/** Tagging at creation is an action of its own, which IAM is asked about in the same request. */
export function tagAtCreation(action: string, within: string, on: AwsCall["on"]): AwsCall {
    return { action, within, on, context: tagContext };
}

/** The two calls that bring the tags of something that exists up to date. */
export function retagCalls(tag: string, untag: string, on: AwsCall["on"]): readonly AwsCall[] {
    return [
        { action: untag, on, context: heldTagContext, when: (asked) => removed(asked).length > 0 },
        {
            action: tag,
            on,
            context: (asked) => ({ ...heldTagContext(asked), ...tagContext(asked) }),
            when: hasNewTags,
        },
    ];
}

function removed({ session, properties, before }: Asked): readonly string[] {
    const after = allTags(session, properties);
    return Object.keys((before.tagsAll ?? {}) as Tags).filter((name) => !(name in after));
}

function hasNewTags({ session, properties, before }: Asked): boolean {
    const held = (before.tagsAll ?? {}) as Tags;
    return Object.entries(allTags(session, properties)).some(
        ([name, value]) => held[name] !== value,
    );
}

/**
 * Whether an argument differs from what the state knew; JSON is compared as its value, and a switch
 * that is left out is off.
 */
export function changes(name: string): (asked: Asked) => boolean {
    return ({ properties, before }) => !sameValue(valueOf(properties[name]), valueOf(before[name]));
}

function valueOf(value: unknown): unknown {
    if (typeof value !== "string" || !value.startsWith("{")) {
        return value === false ? "" : (value ?? "");
    }
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
