/** What the page shows is in its address, so that it can be sent to somebody, and gone back from. */
export interface Place {
    readonly team?: string;
    readonly node?: string;
}

export function hrefOf({ team, node }: Place): string {
    if (team !== undefined) {
        return `#team/${encodeURIComponent(team)}`;
    }
    return node === undefined ? "#all" : `#node/${encodeURIComponent(node)}`;
}

export function placeOf(hash: string): Place {
    const [, kind, name = ""] = /^#(team|node)\/(.*)$/.exec(hash) ?? [];
    return kind === undefined ? {} : { [kind]: decoded(name) };
}

/** Anybody may write an address; one that is no code leads to nothing that exists. */
function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
