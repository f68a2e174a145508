import { AwsProvider } from "../../../sandbox/aws/provider";
import { sandboxAt } from "../../../sandbox/sandbox";
import { Account, clusterAccount, NamespaceList } from "./simulatedWorld";
import { accountRootTrust, role, tokens } from "./teamResources";

/** A process of its own that makes many roles at once: `roleWriter ROOT NAME COUNT`. */
async function writeRoles(root: string, name: string, count: number): Promise<void> {
    const provider = new AwsProvider(sandboxAt(root), new NamespaceList());
    await provider.configure({
        region: "us-west-2",
        allowedAccountIds: JSON.stringify([clusterAccount]),
        assumeRoles: JSON.stringify([
            { roleArn: `arn:aws:iam::${clusterAccount}:role/hyperpod-teams-deploy` },
        ]),
    });
    const account = new Account(provider);
    await Promise.all(
        Array.from({ length: count }, (_, index) =>
            account.create(tokens.role, role(`${name}-${index}`, accountRootTrust)),
        ),
    );
}

const [root = "", name = "", count = "0"] = process.argv.slice(2);
void writeRoles(root, name, Number(count));
