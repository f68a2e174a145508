import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Sandbox } from "../sandbox";
import { clusterFiles } from "./clusterFiles";

/** A role that may ask for a token of one cluster. */
export interface Deployer {
    readonly clusterName: string;
    readonly roleArn: string;
}

export interface RegisteredDeployer extends Deployer {
    readonly token: string;
    /** What its access entry makes of it; older sandboxes know deploy roles alone. */
    readonly groups?: readonly string[];
}

/** The group of a deploy role of whom nothing else was said. */
export const deployersGroup = "hyperpod-teams:deployers";

const roleArnPattern = /^arn:([a-z-]+):iam::(\d{12}):role\/(?:[!-~]*\/)?([\w+=,.@-]{1,64})$/;

/**
 * Lets a deploy role get tokens for a cluster; to be called before `startCluster`, because the API
 * server reads its tokens when it starts. A second registration changes nothing.
 */
export async function registerDeployer(
    sandbox: Sandbox,
    deployer: Deployer,
    groups: readonly string[] = [deployersGroup],
): Promise<void> {
    // Refuses what is no role, now and not when the server starts.
    deployerUser(deployer.roleArn);
    const file = deployerFile(sandbox, deployer);
    if (fs.existsSync(file)) {
        return;
    }
    await fs.promises.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const registered: RegisteredDeployer = {
        clusterName: deployer.clusterName,
        roleArn: deployer.roleArn,
        token: crypto.randomBytes(32).toString("base64url"),
        groups,
    };
    const aside = path.join(clusterFiles(sandbox).folder, `deployer.${crypto.randomUUID()}`);
    await fs.promises.writeFile(aside, JSON.stringify(registered), { mode: 0o600, flag: "wx" });
    try {
        // Unlike a rename, a link never replaces what another process registered meanwhile.
        await fs.promises.link(aside, file);
    } catch (error) {
        if (!fs.existsSync(file)) {
            throw error;
        }
    } finally {
        await fs.promises.rm(aside);
    }
}

export function findDeployer(sandbox: Sandbox, deployer: Deployer): RegisteredDeployer | undefined {
    const file = deployerFile(sandbox, deployer);
    return fs.existsSync(file) ? readDeployer(file) : undefined;
}

export function registeredDeployers(sandbox: Sandbox): readonly RegisteredDeployer[] {
    const folder = clusterFiles(sandbox).deployers;
    return fs.existsSync(folder)
        ? fs
              .readdirSync(folder)
              .sort()
              .map((name) => readDeployer(path.join(folder, name)))
        : [];
}

/** The user name that EKS gives a session of this role by default. */
export function deployerUser(roleArn: string): string {
    const [whole, partition, account, name] = roleArnPattern.exec(roleArn) ?? [];
    if (whole === undefined) {
        throw new Error(
            `"${roleArn}" is not the ARN of a role; expected "arn:aws:iam::<account>:role/<name>"`,
        );
    }
    return `arn:${partition ?? ""}:sts::${account ?? ""}:assumed-role/${name ?? ""}/pulumi`;
}

function deployerFile(sandbox: Sandbox, { clusterName, roleArn }: Deployer): string {
    const digest = crypto
        .createHash("sha256")
        .update(JSON.stringify([clusterName, roleArn]))
        .digest("hex");
    return path.join(clusterFiles(sandbox).deployers, `${digest}.json`);
}

function readDeployer(file: string): RegisteredDeployer {
    return JSON.parse(fs.readFileSync(file, "utf8")) as RegisteredDeployer;
}
