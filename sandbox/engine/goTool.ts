import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { isExecutable } from "../process/findOnPath";
import { cached } from "./cache";
import { goBuild } from "./goBuild";
import { requireGo } from "./goToolchain";
import type { ProgressStep } from "./progress";

/** Binaries that are built together from one of the modules in tools/. */
export interface GoTool {
    /** The folder in tools/; its go.mod and go.sum say exactly what is built. */
    readonly name: "pulumi" | "kube" | "etcd" | "actionlint";
    readonly binaries: readonly { readonly name: string; readonly package: string }[];
    /** The module in go.mod whose version is the tool's. */
    readonly versionedBy: string;
    /** The linker's variable that makes the binary state that version; none if it knows itself. */
    readonly versionVariable?: string;
}

export const pulumiTool: GoTool = {
    name: "pulumi",
    binaries: [{ name: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" }],
    versionedBy: "github.com/pulumi/pulumi/pkg/v3",
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
};

export const kubernetesTool: GoTool = {
    name: "kube",
    binaries: [
        { name: "kube-apiserver", package: "k8s.io/kubernetes/cmd/kube-apiserver" },
        {
            name: "kube-controller-manager",
            package: "k8s.io/kubernetes/cmd/kube-controller-manager",
        },
    ],
    versionedBy: "k8s.io/kubernetes",
    versionVariable: "k8s.io/component-base/version.gitVersion",
};

export const etcdTool: GoTool = {
    name: "etcd",
    binaries: [{ name: "etcd", package: "go.etcd.io/etcd/server/v3" }],
    versionedBy: "go.etcd.io/etcd/server/v3",
};

const toolsFolder = path.resolve(__dirname, "../../tools");

/** Whether the tool was built before: then neither Go nor a network is needed. */
export function isBuilt(tool: GoTool, folder: string): boolean {
    return tool.binaries.every(({ name }) => isExecutable(path.join(folder, name)));
}

/** "v3.248.0", as the module file of the tool pins it. */
export function pinnedVersion(tool: GoTool): string {
    const pinned = moduleFile(tool)
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .map((words) => (words[0] === "require" ? words.slice(1) : words))
        .find(([module, version]) => module === tool.versionedBy && version?.startsWith("v"));
    if (pinned?.[1] === undefined) {
        throw new Error(`tools/${tool.name}/go.mod requires no version of "${tool.versionedBy}"`);
    }
    return pinned[1];
}

/** The name holds everything that decides what comes out, so a new pin is a new entry. */
export function entryName(tool: GoTool): string {
    const sums = fs.readFileSync(path.join(toolsFolder, tool.name, "go.sum"));
    const hash = createHash("sha256").update(moduleFile(tool)).update(sums).digest("hex");
    return [tool.name, pinnedVersion(tool), hash.slice(0, 12), process.platform, process.arch].join(
        "-",
    );
}

/** Builds the tool unless the cache has it; answers with the folder of its binaries. */
export function buildGoTool(
    tool: GoTool,
    step: ProgressStep,
    env: NodeJS.ProcessEnv,
): Promise<string> {
    return cached(env, {
        name: entryName(tool),
        isComplete: (folder) => isBuilt(tool, folder),
        onWait: () => {
            step.update("waiting for another run that builds");
        },
        make: async (folder) => {
            const go = await requireGo(tool.name, minimumGo(tool), env);
            const [first, ...others] = tool.binaries;
            await goBuild(go, {
                module: path.join(toolsFolder, tool.name),
                packages: tool.binaries.map((binary) => binary.package),
                // One binary may be named; several are named by their packages, in a folder.
                output: others.length === 0 ? path.join(folder, first?.name ?? "") : `${folder}/`,
                linkerFlags: linkerFlags(tool),
                step,
            });
        },
    });
}

function linkerFlags(tool: GoTool): string {
    const stated = tool.versionVariable;
    return stated === undefined ? "-s -w" : `-s -w -X ${stated}=${pinnedVersion(tool)}`;
}

function minimumGo(tool: GoTool): string {
    return /^go (\S+)$/m.exec(moduleFile(tool))?.[1] ?? "1.25";
}

function moduleFile(tool: GoTool): string {
    return fs.readFileSync(path.join(toolsFolder, tool.name, "go.mod"), "utf8");
}
