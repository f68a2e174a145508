/**
 * What has to follow a text so that both together match a pattern: patterns again, `vision/*` for
 * `arn:aws:s3:::bucket/vision/*` after `arn:aws:s3:::bucket/`.
 */
export function residuals(pattern: string, start: string): readonly string[] {
    let places = withPassedStars(pattern, [0]);
    for (const letter of start) {
        const next: number[] = [];
        for (const place of places) {
            const wanted = pattern[place];
            if (wanted === "*") {
                next.push(place);
            } else if (wanted !== undefined && (wanted === "?" || wanted === letter)) {
                next.push(place + 1);
            }
        }
        if (next.length === 0) {
            return [];
        }
        places = withPassedStars(pattern, next);
    }
    // What comes after a star is reached through it again: the star alone says all.
    return [
        ...new Set(
            places
                .filter((place) => !(pattern[place - 1] === "*" && places.includes(place - 1)))
                .map((place) => pattern.slice(place)),
        ),
    ];
}

/** A star reaches what follows it, and makes earlier places needless. */
function withPassedStars(pattern: string, places: readonly number[]): readonly number[] {
    const reached = new Set(places);
    let last = -1;
    for (const place of reached) {
        if (pattern[place] === "*") {
            last = Math.max(last, place);
            reached.add(place + 1);
        }
    }
    return last < 0 ? [...reached] : [...reached].filter((place) => place >= last);
}

/** A policy variable may become anything. */
export function withoutVariables(pattern: string): string {
    return pattern.includes("${") ? pattern.replace(/\$\{[^}]*\}?/g, "*") : pattern;
}

/** The pattern as ARNs are compared most narrowly: part by part, no wildcard reaches over a colon. */
export function strictResiduals(pattern: string, start: string): readonly string[] {
    if (pattern === "*") {
        return ["*"];
    }
    if (pattern.includes("${")) {
        return [];
    }
    const [wanted, found] = [pattern.split(":"), start.split(":")];
    if (wanted.length < 6 || found.length < 6) {
        return [];
    }
    for (let part = 0; part < 5; part += 1) {
        if (!residuals(wanted[part] ?? "", found[part] ?? "").some((rest) => /^\**$/.test(rest))) {
            return [];
        }
    }
    return residuals(wanted.slice(5).join(":"), found.slice(5).join(":"));
}
