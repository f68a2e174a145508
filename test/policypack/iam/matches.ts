/** The definition, word by word, on purpose another way than the one under test. */
export function matches(pattern: string, word: string): boolean {
    const [first, rest] = [pattern.slice(0, 1), pattern.slice(1)];
    if (first === "") {
        return word === "";
    }
    if (first === "*") {
        return matches(rest, word) || (word !== "" && matches(pattern, word.slice(1)));
    }
    return word !== "" && (first === "?" || first === word[0]) && matches(rest, word.slice(1));
}
