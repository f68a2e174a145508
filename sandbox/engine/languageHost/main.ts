import { engineGone } from "../../provider/engineLifetime";
import { listen } from "./server";

/**
 * The stand-in for `pulumi-language-nodejs` on machines without the official one, as the engine
 * starts it: its own address is the last argument, and the first line on stdout is our port.
 */
async function main(): Promise<void> {
    const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
    const gone = engineGone();
    const host = await listen(engineAddress ?? "");
    process.stdout.write(`${host.port}\n`);
    await gone;
    await host.close();
    process.exit(0);
}

void main();
