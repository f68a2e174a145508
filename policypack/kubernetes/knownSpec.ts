import { shown } from "../finding";
import { isObject } from "../inputs";
import type { Inputs } from "../inputs";
import { fill } from "../naming";
import type { KubernetesObject } from "./object";

/** Where an object is not what the configuration says of it. */
export interface Difference {
    readonly found: string;
    readonly wanted: string;
}

/**
 * The first place where an object's spec is not the one that the configuration writes out. All of it
 * counts: in a policy of Kubernetes, a member more is as good a way around it as one less.
 *
 * In the configuration, `{team}` stands for the team's name, and `{serviceAccounts}` for names of
 * service accounts as CEL lists them; the namespace, which is the team's own, says what those are.
 */
export function differenceOf(
    object: KubernetesObject,
    spec: Readonly<Record<string, unknown>>,
    team: string | undefined,
): Difference | undefined {
    const input = object.at("spec");
    return differenceAt("spec", input.state === "known" ? input.value : undefined, spec, team);
}

function differenceAt(
    path: string,
    found: unknown,
    wanted: unknown,
    team: string | undefined,
): Difference | undefined {
    if (Array.isArray(found) && Array.isArray(wanted)) {
        const [members, known]: readonly (readonly unknown[])[] = [found, wanted];
        return firstOf(Math.max(members?.length ?? 0, known?.length ?? 0), (index) =>
            differenceAt(`${path}[${index}]`, members?.[index], known?.[index], team),
        );
    }
    if (isObject(found) && isObject(wanted)) {
        const keys = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
        return firstOf(keys.length, (index) => {
            const key = keys[index] ?? "";
            return differenceAt(`${path}.${key}`, own(found, key), own(wanted, key), team);
        });
    }
    const isSame =
        typeof found === "string" && typeof wanted === "string"
            ? expressionOf(fill(wanted, team)).test(found)
            : found === wanted;
    return isSame
        ? undefined
        : { found: `${path} ${shown(found)}`, wanted: shown(filled(wanted, team)) };
}

/** Every object has a "constructor" by inheritance. */
function own(holder: Inputs, key: string): unknown {
    return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function firstOf(
    length: number,
    differenceOfMember: (index: number) => Difference | undefined,
): Difference | undefined {
    for (let index = 0; index < length; index += 1) {
        const difference = differenceOfMember(index);
        if (difference !== undefined) {
            return difference;
        }
    }
    return undefined;
}

function filled(wanted: unknown, team: string | undefined): unknown {
    return typeof wanted === "string" ? fill(wanted, team) : wanted;
}

const serviceAccount = "'[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?'";

function expressionOf(text: string): RegExp {
    const source = text
        .split("{serviceAccounts}")
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
        .join(`${serviceAccount}(?:, ${serviceAccount})*`);
    return new RegExp(`^${source}$`);
}
