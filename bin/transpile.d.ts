/** JavaScript of a TypeScript file, for Node and for browsers, with its source map in a last comment. */
export function transpiled(file: string): string;
