import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as pulumiservice from "@pulumi/pulumiservice";

/** The project whose stacks this is about; this program is a project of its own. */
const project = "hyperpod-teams";
const projectFolder = path.join(__dirname, "..");

const config = new pulumi.Config();
const organization = config.require("organization");
const stacks = config.getObject<string[]>("stacks") ?? ["dev", "prod"];
const pack = readJson("package.json") as { readonly name: string; readonly version: string };

for (const stack of stacks) {
    // Looks and tells. Making it right is a rollout, and a rollout is judged and approved.
    new pulumiservice.DriftSchedule(`${stack}-drift`, {
        organization,
        project,
        stack,
        scheduleCron: config.get("driftCron") ?? "0 5 * * *",
        autoRemediate: false,
    });

    // Pulumi Cloud hands the pack, as it was published from the protected branch, to every preview
    // and update of the stack, whatever the checkout says.
    new pulumiservice.PolicyGroup(`${stack}-policies`, {
        name: `${project}-${stack}`,
        organizationName: organization,
        entityType: "stacks",
        // The default, "audit", tells and lets pass.
        mode: "preventative",
        stacks: [{ name: stack, routingProject: project }],
        policyPacks: [
            {
                name: pack.name,
                versionTag: pack.version,
                config: readJson(`config.${environmentOf(stack)}.json`) as Record<string, unknown>,
            },
        ],
    });
}

function readJson(file: string): unknown {
    return JSON.parse(fs.readFileSync(path.join(projectFolder, "policypack", file), "utf8"));
}

/** As the pipelines' scripts say it: a part of an environment is judged by the facts of the whole. */
function environmentOf(stack: string): string {
    const script = path.join(projectFolder, ".ci", "environment");
    return execFileSync(script, [stack], { cwd: projectFolder, encoding: "utf8" }).trim();
}
