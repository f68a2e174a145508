import { startCluster, type ClusterBinaries } from "../../../sandbox/kubernetes/cluster";
import { sandboxAt } from "../../../sandbox/sandbox";

/** A process of its own that has a cluster: `clusterOwner.ts ROOT BINARIES [keep]`. */
async function own([root = "", binaries = "", keep]: readonly string[]): Promise<void> {
    const cluster = await startCluster(sandboxAt(root), JSON.parse(binaries) as ClusterBinaries, {
        keep: keep === "keep",
    });
    process.stdout.write(`${cluster.endpoint}\n`);
    if (keep !== "keep") {
        process.stdin.resume();
        process.stdin.once("end", () => void cluster.stop());
    }
}

own(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
