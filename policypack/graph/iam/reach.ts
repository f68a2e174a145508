import { areDisjoint, anyOf } from "../sets";
import type { Caller } from "./caller";

/**
 * Which roles to ask about a thing, without asking all of them: those whose policies name it, and those
 * whose policies have a wildcard where its name would be.
 */
export interface RolesByReach {
    /** Of one account, or of all where none is given. */
    of(name: string, service: Service, account: string | undefined): readonly Caller[];
    /** What policies name in a service, with the roles that do. */
    named(service: Service): ReadonlyMap<string, readonly Caller[]>;
}

const services = ["s3", "sts", "kms"] as const;
export type Service = (typeof services)[number];

export function rolesByReach(roles: readonly Caller[]): RolesByReach {
    const byName = new Map(services.map((service) => [service, new Map<string, Caller[]>()]));
    const wide = new Map(services.map((service) => [service, new Map<string, Caller[]>()]));
    for (const caller of roles) {
        for (const service of services) {
            const names = namesIn(caller, service);
            for (const name of names === "any" ? ["*"] : names) {
                const index = name === "*" ? wide : byName;
                const key = name === "*" ? (caller.account ?? "*") : name;
                add(index.get(service) ?? new Map<string, Caller[]>(), key, caller);
            }
        }
    }
    const inAccount = (account: string | undefined, service: Service): readonly Caller[] => {
        const places = wide.get(service) ?? new Map<string, Caller[]>();
        return account === undefined
            ? [...places.values()].flat()
            : [...(places.get(account) ?? []), ...(places.get("*") ?? [])];
    };
    return {
        of: (name, service, account) => {
            const named = (byName.get(service)?.get(name) ?? []).filter(
                (caller) =>
                    account === undefined ||
                    caller.account === undefined ||
                    caller.account === account,
            );
            return [...new Set([...named, ...inAccount(account, service)])];
        },
        named: (service) => byName.get(service) ?? new Map<string, Caller[]>(),
    };
}

function add(index: Map<string, Caller[]>, key: string, caller: Caller): void {
    const list = index.get(key);
    if (list === undefined) {
        index.set(key, [caller]);
    } else if (list.at(-1) !== caller) {
        list.push(caller);
    }
}

function namesIn({ role }: Caller, service: Service): ReadonlySet<string> | "any" {
    const names = new Set<string>();
    for (const { effect, actions, resources } of role?.identity ?? []) {
        if (
            effect === "Deny" ||
            areDisjoint(actions, anyOf(`${service}:*`), { ignoreCase: true })
        ) {
            continue;
        }
        for (const resource of resources ?? ["*"]) {
            const name = nameOfThing(resource, service);
            if (name === undefined) {
                return "any";
            }
            if (name !== "") {
                names.add(name);
            }
        }
    }
    return names;
}

/**
 * The one thing that a pattern of ARNs is about: a bucket, an access point, a role or a key. Nothing
 * where it may be several; empty where it is about something of another service.
 */
export function nameOfThing(pattern: string, service: Service): string | undefined {
    const before = pattern.search(/[*?]|\$\{/);
    const start = before < 0 ? pattern : pattern.slice(0, before);
    const whole = before < 0;
    const found = things[service]
        .map((thing) => thing.exec(start)?.[1])
        .find((name) => name !== undefined);
    const isEnded = whole || (found !== undefined && start.length > found.length);
    if (found !== undefined && isEnded && (service === "s3" || whole)) {
        return found;
    }
    return isOfAnother(start, service) ? "" : undefined;
}

const things: Readonly<Record<Service, readonly RegExp[]>> = {
    s3: [
        /^(arn:[^:]+:s3:[^:]*:[^:]*:accesspoint\/[^/]+)(?:\/|$)/,
        /^(arn:[^:]+:s3:::[^/:]+)(?:\/|$)/,
    ],
    sts: [/^(arn:[^:]+:iam::\d+:role\/.+)$/],
    kms: [/^(arn:[^:]+:kms:[^:]+:\d+:key\/.+)$/],
};

/** Whether a pattern is certainly about things of another service. */
function isOfAnother(start: string, service: Service): boolean {
    const [, , found, ...rest] = start.split(":");
    const wanted = service === "sts" ? ["iam", "sts"] : [service];
    return rest.length > 0 && found !== undefined && !wanted.includes(found);
}
