/**
 * A name as a reader may trust it: what turns the line around or cannot be seen shows as its code
 * point, so that no name looks like another.
 */
export function visible(text: string): string {
    return text.replace(
        /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu,
        (sign) => `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
    );
}

/** Of an ARN what it names, and of letters that nobody knows that there are some. */
export function briefly(name: string): string {
    return name.replace(/^arn:([^:]*:){4}/, "").replace(/\?{4,}/g, "?…");
}

/** The middle of a long name gives way: names of one team differ at their ends. */
export function shortened(text: string, length: number): string {
    const letters = Array.from(text);
    if (letters.length <= length) {
        return text;
    }
    const head = Math.ceil((length - 1) / 2);
    const tail = length - 1 - head;
    return `${letters.slice(0, head).join("")}…${letters.slice(-tail).join("")}`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
    return `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;
}

/** `a, b and c`; of many the first few, and how many more. */
export function listed(items: readonly string[], most = 6): string {
    const shown = items.length > most ? items.slice(0, most - 1) : items;
    const rest = items.length - shown.length;
    const all = rest > 0 ? [...shown, `${rest.toLocaleString("en")} more`] : shown;
    return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
}
