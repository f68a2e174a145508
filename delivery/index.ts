import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as pulumiservice from "@pulumi/pulumiservice";
import { parse } from "yaml";

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
    return JSON.parse(read(path.join("policypack", file)));
}

/** A stack that is a part of an environment is judged by its facts (docs/backends.md). */
function environmentOf(stack: string): string {
    const file = parse(read(`Pulumi.${stack}.yaml`)) as {
        readonly config?: Readonly<Record<string, unknown>>;
    };
    const whole = file.config?.["hyperpod-teams:partOf"];
    return typeof whole === "string" && whole !== "" ? whole : stack;
}

function read(file: string): string {
    return fs.readFileSync(path.join(projectFolder, file), "utf8");
}
