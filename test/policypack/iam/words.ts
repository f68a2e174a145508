/** All words of an alphabet, from the empty one up to a length. */
export function wordsUpTo(length: number, alphabet: readonly string[]): readonly string[] {
    const words = [""];
    for (let first = 0, round = 0; round < length; round += 1) {
        const last = words.length;
        for (; first < last; first += 1) {
            for (const letter of alphabet) {
                words.push(`${words[first] ?? ""}${letter}`);
            }
        }
    }
    return words;
}
