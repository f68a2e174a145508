import * as fs from "node:fs";
import * as path from "node:path";
import { dayOf } from "../model/day";
import type { Environment } from "../model/environment/environment";
import { printable, quoted } from "../model/printable";
import { rosterJsonSchemaText } from "../model/roster/rosterJsonSchema";
import {
    starterEnvironment,
    starterNames,
    starterRoster,
    valuesToReplace,
} from "../model/rosterEdit/starterRoster";
import type { StarterNames } from "../model/rosterEdit/starterRoster";
import { listOf, renderCheck } from "./checkReport";
import { CommandError } from "./commandError";
import { checkRoster } from "./rosterCheck";
import { environmentsIn, rosterFiles, stacksIn } from "./rosterFiles";
import { isColored, say } from "./terminal";

export interface InitOptions {
    /** The environment to begin with. */
    readonly stack: string;
    readonly force?: boolean | undefined;
}

/** Writes what is missing of a first roster into the current folder, and tells what to do with it. */
export function init({ stack, force = false }: InitOptions): void {
    const folder = process.cwd();
    if (!/^[A-Za-z0-9_-][\w.-]{0,99}$/.test(stack)) {
        throw new CommandError(
            `--stack: got ${quoted(stack)}; expected a name of letters, digits, "_", "-" and "."`,
            2,
        );
    }
    const isThere = (name: string) => fs.existsSync(path.join(folder, name));
    const environmentFile = `Pulumi.${stack}.yaml`;
    const stacks = stacksIn(folder);
    const roster = force || !isThere("teams.yaml");
    // A second environment would need the names of the first: copying that file is the way.
    const environment = stacks.length === 0 || (force && isThere(environmentFile));
    const schema = !isThere("teams.schema.json");
    if (!roster && !environment && !schema) {
        throw new CommandError(
            `${listOf(["teams.yaml", ...stacks.map((each) => `Pulumi.${each}.yaml`)])} are here already: nothing was written; --force begins anew and keeps the old files as "….bak"`,
        );
    }

    const written: string[] = [];
    const write = (name: string, text: string) => {
        const location = path.join(folder, name);
        if (force && isThere(name)) {
            keepOld(location, text);
        }
        fs.writeFileSync(location, text, { flag: force ? "w" : "wx" });
        written.push(name);
    };
    if (environment) {
        write(environmentFile, starterEnvironment(stack));
    }
    if (roster) {
        write("teams.yaml", starterRoster(environment ? starterNames : namesIn(folder)));
    }
    if (schema) {
        write("teams.schema.json", rosterJsonSchemaText());
    }
    say(`wrote ${listOf(written)}`);
    sayNext(folder, written);
}

/** Examples are no accounts: every value to replace is named with its place. */
function sayNext(folder: string, written: readonly string[]): void {
    const colored = isColored(process.stdout);
    const check = checkRoster(rosterFiles({ folder, file: "teams.yaml" }), dayOf(new Date()));
    say(renderCheck(check, "text", colored));
    const values = written
        .filter((name) => name.endsWith(".yaml"))
        .flatMap((name) =>
            valuesToReplace(fs.readFileSync(path.join(folder, name), "utf8")).map(
                ({ line, value }) => `  ${name}:${line}  ${printable(value)}`,
            ),
        );
    if (values.length > 0) {
        say("\nThe values are examples, good for a try in the sandbox. Replace with your own:");
        say(values.join("\n"));
    }
    say('\nThen "hyperpod-teams check" says whether they fit together.');
}

/** What was there before is worth more than a starter. */
function keepOld(location: string, text: string): void {
    if (fs.readFileSync(location, "utf8") !== text) {
        fs.copyFileSync(location, `${location}.bak`);
    }
}

/** Names that every environment has, so that the first team is in all of them. */
function namesIn(folder: string): StarterNames {
    const environments = environmentsIn(folder).flatMap(({ environment }) =>
        environment.ok ? [environment.value] : [],
    );
    const [first] = environments;
    if (first === undefined) {
        return starterNames;
    }
    const shared = (names: (environment: Environment) => readonly string[]) =>
        names(first).filter((name) => environments.every((each) => names(each).includes(name)));
    const clusters = shared(({ clusters }) => [...clusters.keys()]);
    const [cluster = starterNames.cluster] = clusters;
    const accounts = shared((each) => [...each.accounts.keys()]);
    const [bucket] = shared(({ buckets }) => [...buckets.keys()]);
    const [instanceType = starterNames.instanceType] = shared((each) => [
        ...(each.clusters.get(cluster)?.capacity?.keys() ?? []),
    ]);
    return {
        cluster,
        account:
            accounts.find((name) => name === starterNames.account) ??
            accounts.find((name) => name !== first.clusters.get(cluster)?.account.alias) ??
            accounts[0] ??
            starterNames.account,
        instanceType,
        bucket,
    };
}
