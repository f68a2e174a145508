/**
 * Plain data with every value told once: a thousand teams repeat the same actions, conditions and
 * long names, and a page of them must still open at once. What was equal comes out as one object.
 */
export interface Packed {
    /** In their order, each as how many letters it shares with the one before it, and the rest. */
    readonly strings: readonly (number | string)[];
    /** The names of an object's members; a list has none. */
    readonly shapes: readonly (readonly string[] | null)[];
    /**
     * A list is a shape and the places of its values: the first string's is -1, the others are
     * counted here from 0, and stand before what they are part of. The last is the whole.
     */
    readonly values: readonly (readonly number[] | boolean | number | null)[];
}

export function pack(whole: object): Packed {
    const strings = [...new Set(stringsIn(whole))].sort();
    const stringPlaces = new Map(strings.map((text, index) => [text, -1 - index]));
    const shapes = once<readonly string[] | null>();
    const values = once<Packed["values"][number]>();
    const place = (value: unknown): number => {
        if (typeof value === "string") {
            return stringPlaces.get(value) ?? 0;
        }
        if (Array.isArray(value)) {
            return values.put([shapes.put(null), ...value.map(place)]);
        }
        if (typeof value === "object" && value !== null) {
            const members = membersOf(value);
            const shape = shapes.put(members.map(([name]) => name));
            return values.put([shape, ...members.map(([, member]) => place(member))]);
        }
        return values.put(value as boolean | number | null);
    };
    place(whole);
    return { strings: strings.flatMap(afterPrefix), shapes: shapes.all, values: values.all };
}

export function unpack({ strings, shapes, values }: Packed): unknown {
    const texts: string[] = [];
    for (let index = 0; index < strings.length; index += 2) {
        const shared = texts.at(-1)?.slice(0, strings[index] as number) ?? "";
        texts.push(shared + String(strings[index + 1]));
    }
    const made: unknown[] = [];
    const at = (place: number) => (place < 0 ? texts[-1 - place] : made[place]);
    for (const value of values) {
        made.push(typeof value === "object" && value !== null ? composed(value) : value);
    }
    return made.at(-1);

    function composed([shape = 0, ...places]: readonly number[]): unknown {
        const names = shapes[shape] ?? null;
        return names === null
            ? places.map(at)
            : Object.fromEntries(names.map((name, index) => [name, at(places[index] ?? 0)]));
    }
}

/** What was put before keeps its place. */
function once<T>(): { readonly all: readonly T[]; put(value: T): number } {
    const all: T[] = [];
    const places = new Map<string, number>();
    return {
        all,
        put(value) {
            const key = JSON.stringify(value);
            const known = places.get(key);
            if (known !== undefined) {
                return known;
            }
            places.set(key, all.length);
            return all.push(value) - 1;
        },
    };
}

function stringsIn(value: unknown): readonly string[] {
    const found: string[] = [];
    const look = (each: unknown) => {
        if (typeof each === "string") {
            found.push(each);
        } else if (typeof each === "object" && each !== null) {
            Object.values(each).forEach(look);
        }
    };
    look(value);
    return found;
}

function membersOf(value: object): readonly (readonly [string, unknown])[] {
    return Object.entries(value).filter(([, member]) => member !== undefined);
}

function afterPrefix(
    text: string,
    index: number,
    sorted: readonly string[],
): readonly [number, string] {
    const former = sorted[index - 1] ?? "";
    let shared = 0;
    while (shared < former.length && former[shared] === text[shared]) {
        shared += 1;
    }
    return [shared, text.slice(shared)];
}
