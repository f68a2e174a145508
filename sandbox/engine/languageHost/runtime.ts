import { createRequire } from "node:module";
import * as path from "node:path";
import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

/** `runtime.options` of Pulumi.yaml or PulumiPolicy.yaml, as far as the stand-in knows them. */
export interface RuntimeOptions {
    readonly typescript: boolean;
    readonly tsconfig: string | undefined;
    readonly nodeargs: string;
}

export function runtimeOptions(info: ProgramInfo | undefined): RuntimeOptions {
    const given = (info?.getOptions()?.toJavaScript() ?? {}) as Readonly<Record<string, unknown>>;
    return {
        typescript: given.typescript !== false,
        tsconfig: typeof given.tsconfig === "string" ? given.tsconfig : undefined,
        nodeargs: typeof given.nodeargs === "string" ? given.nodeargs : "",
    };
}

/** The words of `nodeargs`; a word with blanks stands in quotes, as in a shell. */
export function nodeArguments({ nodeargs }: RuntimeOptions): readonly string[] {
    const words = nodeargs.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
    return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

/** The SDK's own entry points, of the SDK that the program itself uses. */
export function resolveRunner(name: "run" | "run-policy-pack", folder: string): string {
    try {
        return createRequire(path.join(folder, "index.js")).resolve(`@pulumi/pulumi/cmd/${name}`);
    } catch {
        throw new Error(
            `"${folder}" has no "@pulumi/pulumi" installed; run "npm install" in it or above it`,
        );
    }
}
