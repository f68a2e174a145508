/**
 * What judges a pull request, or lets it in: these have owners of their own in .github/CODEOWNERS, and
 * a pull request that changes one says so in its comment. A folder ends in "/".
 */
export const guardedPaths = [
    ".ci/",
    ".github/",
    "Pulumi.yaml",
    "Pulumi.dev.yaml",
    "Pulumi.dev.deploy.yaml",
    "Pulumi.prod.yaml",
    "Pulumi.prod.deploy.yaml",
    "access/",
    "bin/",
    "bootstrap/",
    "cli/",
    "delivery/",
    "lastState/",
    "package.json",
    "package-lock.json",
    "policypack/",
    "rollout/",
    "sandbox/",
    "tools/",
] as const;

export function isGuarded(file: string): boolean {
    return guardedPaths.some((path) =>
        path.endsWith("/") ? file.startsWith(path) : file === path,
    );
}
