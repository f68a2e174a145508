import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as readline from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { processTable } from "../../../sandbox/process/processTable";

export const project = path.resolve(__dirname, "../../..");
export const fixtures = path.join(__dirname, "fixtures");

/** A copy of a fixture with the project's packages, where an engine may write. */
export function copyFixture(name: "program" | "pack"): string {
    const made = fs.mkdtempSync(path.join(os.tmpdir(), `language-host-${name}-`));
    const folder = fs.realpathSync(made);
    fs.cpSync(path.join(fixtures, name), folder, { recursive: true });
    fs.symlinkSync(path.join(project, "node_modules"), path.join(folder, "node_modules"));
    return folder;
}

export interface HostUnderTest {
    readonly process: ChildProcess;
    readonly client: LanguageRuntimeClient;
    close(): Promise<void>;
}

/** Starts the host as the engine does: a pipe as stdin, the port as the first line. */
export async function startHost(engineAddress: string): Promise<HostUnderTest> {
    const host = spawn(
        process.execPath,
        [
            "-r",
            path.join(project, "node_modules/ts-node/register/transpile-only"),
            path.join(project, "sandbox/engine/languageHost/main.ts"),
            engineAddress,
        ],
        {
            stdio: ["pipe", "pipe", "inherit"],
            env: process.env,
        },
    );
    const ended = new Promise((resolve) => host.once("exit", resolve));
    const lines = readline.createInterface({ input: host.stdout });
    const port = await new Promise<string>((resolve) => lines.once("line", resolve));
    const client = new LanguageRuntimeClient(
        `127.0.0.1:${port}`,
        grpc.credentials.createInsecure(),
    );
    return {
        process: host,
        client,
        close: async () => {
            client.close();
            host.stdin.end();
            await ended;
        },
    };
}

export function isAlive(pid: number): boolean {
    return processTable().some((entry) => entry.pid === pid && !entry.zombie);
}

export async function eventually(holds: () => boolean, withinMs = 10_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!holds()) {
        if (Date.now() > deadline) {
            throw new Error(`still not so after ${withinMs} ms: ${holds.toString()}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
