import * as fs from "node:fs";
import * as path from "node:path";
import { parseAllDocuments } from "yaml";
import type { Environment } from "../model/environment/environment";
import { managedPolicies } from "../sandbox/aws/bootstrapStack";
import { renderTemplate } from "../sandbox/cloudFormation/render";
import type { ApiObject } from "../sandbox/kubernetes/apiRequest";
import { parseTemplate, type Template } from "../sandbox/cloudFormation/template";
import { projectFolder } from "./project";

/** What ships in `bootstrap/`: the sandbox gets its roles and rights from it, as real accounts do. */
export interface Bootstrap {
    readonly account: Template;
    readonly cluster: Template;
    /** What the cluster's administrator applies. */
    readonly manifest: readonly ApiObject[];
}

export function readBootstrap(): Bootstrap {
    const read = (name: string) =>
        fs.readFileSync(path.join(projectFolder, "bootstrap", name), "utf8");
    return {
        account: parseTemplate(read("account.yaml")),
        cluster: parseTemplate(read("cluster.yaml")),
        manifest: parseAllDocuments(read("deployer.yaml")).map(
            (document) => document.toJS() as ApiObject,
        ),
    };
}

/** The managed policies that the bootstrap makes in the accounts of an environment, by ARN. */
export function bootstrapPolicies({ accounts }: Environment): ReadonlyMap<string, string> {
    const { account } = readBootstrap();
    return new Map(
        [...accounts.values()].flatMap(({ id: accountId, region }) =>
            managedPolicies(
                accountId,
                renderTemplate(account, {
                    accountId,
                    region,
                    parameters: { HubAccountId: accountId },
                }),
            ),
        ),
    );
}
