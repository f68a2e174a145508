import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { KnownPrincipals } from "../../../policypack/iam/knownPrincipals";

/** What a file of cases is about: a document of which resource, judged by which configuration. */
export interface Setting {
    readonly team?: string;
    readonly known: KnownPrincipals;
    /** The good statement of which a case breaks exactly one thing. */
    readonly statement: Readonly<Record<string, unknown>>;
    /** What the differential test lets strangers try. */
    readonly actions: readonly string[];
    readonly resource: string;
    readonly account: string;
    readonly context: Readonly<Record<string, string>>;
    readonly organization: string;
    readonly organizations: Readonly<Record<string, string>>;
    /** Access points by ARN through which the strangers may come. */
    readonly doors: readonly string[];
    readonly outsiders: readonly string[];
}

/** A document, its verdict, and why that is right. */
export interface Case {
    /** The argument for the verdict, from what AWS does, not from what the code says. */
    readonly because: string;
    /** The elements that replace the good statement's; `null` takes one away. */
    readonly with?: Readonly<Record<string, unknown>>;
    /** The whole document, where its shape is what the case is about. */
    readonly document?: unknown;
    /** Facts that replace the setting's. */
    readonly known?: Partial<KnownPrincipals>;
    /** Further access points through which the strangers may come. */
    readonly doors?: readonly string[];
    readonly strangers?: readonly string[];
    readonly unreadable?: string;
    /** Why the simulator, rightly or not, sees it another way. */
    readonly simulator?: string;
}

export interface CaseFile {
    readonly file: string;
    readonly setting: Setting;
    readonly cases: readonly Case[];
}

const folder = join(__dirname, "../../cases");

/** The files of cases about principals and conditions. */
export function strangerCases(): readonly CaseFile[] {
    return readdirSync(join(folder, "iam"))
        .filter((file) => !file.startsWith("reach"))
        .map((file) => {
            const { setting, cases } = read(`iam/${file}`) as {
                setting: string;
                cases: readonly Case[];
            };
            return { file, setting: settingOf(setting), cases };
        });
}

export function settingOf(name: string): Setting {
    return read(`iamSettings/${name}.yaml`) as Setting;
}

export function read(file: string): unknown {
    return parse(readFileSync(join(folder, file), "utf8"));
}

export function documentOf(setting: Setting, { document, with: elements }: Case): unknown {
    if (document !== undefined) {
        return document;
    }
    const statement = Object.fromEntries(
        Object.entries({ ...setting.statement, ...elements }).filter(([, value]) => value !== null),
    );
    return { Version: "2012-10-17", Statement: [statement] };
}

export function knownOf(setting: Setting, { known }: Case): KnownPrincipals {
    return { ...setting.known, ...known };
}
