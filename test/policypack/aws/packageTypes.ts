import * as fs from "node:fs";
import * as path from "node:path";

/** One input of a resource type of the installed @pulumi/aws, or of an object inside it. */
export interface PackageInput {
    /** The type token; for an object inside an input, its name in the package. */
    readonly of: string;
    readonly name: string;
    /** The TypeScript type, as the package declares it. */
    readonly type: string;
}

const folder = path.dirname(require.resolve("@pulumi/aws/package.json"));
// A map is declared over several lines; its first one is enough.
const inputLine = /^ +(\w+)\??: pulumi\.Input<(.*?)(?:>;)?$/gm;

/** The inputs of every resource type, read from the package's own declarations. */
export function resourceInputs(): readonly PackageInput[] {
    const files = fs
        .readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".d.ts") && file.includes(path.sep));
    return files.flatMap((file) => {
        const text = fs.readFileSync(path.join(folder, file), "utf8");
        const name = /class (\w+) extends pulumi\.CustomResource/.exec(text)?.[1];
        const args =
            name === undefined
                ? undefined
                : new RegExp(`^export interface ${name}Args \\{(.*?)^\\}`, "ms").exec(text)?.[1];
        if (name === undefined || args === undefined) {
            return [];
        }
        // The declarations hold no token, and a file's name differs from it in letter case at times.
        const code = fs.readFileSync(path.join(folder, file.replace(/\.d\.ts$/, ".js")), "utf8");
        const of = /__pulumiType = '([^']+)'/.exec(code)?.[1] ?? file;
        return inputsIn(args).map((input) => ({ of, ...input }));
    });
}

/** The inputs of every object inside a resource's input, by namespace and interface. */
export function nestedInputs(): readonly PackageInput[] {
    const text = fs.readFileSync(path.join(folder, "types", "input.d.ts"), "utf8");
    return text.split(/^export declare namespace /m).flatMap((part) => {
        const namespace = /^\w+/.exec(part)?.[0] ?? "";
        const interfaces = part.matchAll(/^ {4}interface (\w+) \{(.*?)^ {4}\}/gms);
        return [...interfaces].flatMap(([, name = "", body = ""]) =>
            // A function's arguments are named after it: they ask and make nothing.
            /^Get[A-Z].*Args$/.test(name)
                ? []
                : inputsIn(body).map((input) => ({ of: `${namespace}.${name}`, ...input })),
        );
    });
}

function inputsIn(text: string): readonly Omit<PackageInput, "of">[] {
    return [...text.matchAll(inputLine)].map(([, name = "", type = ""]) => ({ name, type }));
}
