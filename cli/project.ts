import * as path from "node:path";

/** The folder that holds Pulumi.yaml, whatever folder the command was started in. */
export const projectFolder = path.resolve(__dirname, "..");

export const projectName = "hyperpod-teams";

export const defaultSandbox = path.join(projectFolder, ".sandbox");
