import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { credentials } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Registration } from "./policyRun";

type Properties = Readonly<Record<string, JavaScriptValue>>;

/** What the engine would show or act upon. */
export interface Diagnostic {
    readonly policy: string;
    readonly level: string;
    readonly message: string;
}

/** A pack in a process of its own, started by the SDK's runner as a language host starts it. */
export class PackProcess {
    private readonly process: ChildProcessByStdio<null, Readable, Readable>;
    private readonly client: AnalyzerClient;

    private constructor(
        process: ChildProcessByStdio<null, Readable, Readable>,
        client: AnalyzerClient,
    ) {
        this.process = process;
        this.client = client;
    }

    static async start(folder: string): Promise<PackProcess> {
        const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
        const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
            cwd: folder,
            stdio: ["ignore", "pipe", "pipe"],
        });
        let errors = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
        const lines = createInterface(child.stdout);
        const port = await Promise.race([
            once(lines, "line").then(([line]) => String(line)),
            once(child, "exit").then(() => {
                throw new Error(`the pack ended before it gave its port: ${errors}`);
            }),
        ]);
        const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
        return new PackProcess(child, client);
    }

    async stop(): Promise<void> {
        this.client.close();
        const exited = once(this.process, "exit");
        this.process.kill();
        await exited;
    }

    async policies(): Promise<readonly messages.PolicyInfo[]> {
        const info = await answer<messages.AnalyzerInfo>((done) =>
            this.client.getAnalyzerInfo(new Empty(), done),
        );
        return info.getPoliciesList();
    }

    async configure(config: Readonly<Record<string, Properties>>): Promise<void> {
        const request = new messages.ConfigureAnalyzerRequest();
        for (const [policy, properties] of Object.entries(config)) {
            const policyConfig = new messages.PolicyConfig();
            policyConfig.setEnforcementlevel(messages.EnforcementLevel.MANDATORY);
            policyConfig.setProperties(Struct.fromJavaScript(properties));
            request.getPolicyconfigMap().set(policy, policyConfig);
        }
        await answer((done) => this.client.configure(request, done));
    }

    async analyze({ type, name, props, provider }: Registration): Promise<readonly Diagnostic[]> {
        const request = new messages.AnalyzeRequest();
        request.setType(type);
        request.setName(name);
        request.setUrn(`urn:pulumi:dev::hyperpod-teams::${type}::${name}`);
        request.setOptions(new messages.AnalyzerResourceOptions());
        request.setProperties(Struct.fromJavaScript(props as Properties));
        if (provider !== undefined) {
            request.setProvider(providerMessage(provider));
        }
        return diagnostics(
            await answer<messages.AnalyzeResponse>((done) => this.client.analyze(request, done)),
        );
    }

    async analyzeStack(registrations: readonly Registration[]): Promise<readonly Diagnostic[]> {
        const request = new messages.AnalyzeStackRequest();
        for (const { type, name, props, provider } of registrations) {
            const resource = new messages.AnalyzerResource();
            resource.setUrn(`urn:pulumi:dev::hyperpod-teams::${type}::${name}`);
            resource.setType(type);
            resource.setName(name);
            resource.setOptions(new messages.AnalyzerResourceOptions());
            resource.setProperties(Struct.fromJavaScript(props as Properties));
            if (provider !== undefined) {
                resource.setProvider(providerMessage(provider));
            }
            request.addResources(resource);
        }
        return diagnostics(
            await answer<messages.AnalyzeResponse>((done) =>
                this.client.analyzeStack(request, done),
            ),
        );
    }
}

function providerMessage({
    type,
    name,
    urn,
    props,
}: NonNullable<Registration["provider"]>): messages.AnalyzerProviderResource {
    const message = new messages.AnalyzerProviderResource();
    message.setType(type);
    message.setName(name);
    message.setUrn(urn);
    message.setProperties(Struct.fromJavaScript(props as Properties));
    return message;
}

function answer<Response>(
    call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        call((error, response) => {
            if (error === null) {
                resolve(response);
            } else {
                reject(error);
            }
        });
    });
}

const levels: Readonly<Record<number, string>> = {
    [messages.EnforcementLevel.ADVISORY]: "advisory",
    [messages.EnforcementLevel.MANDATORY]: "mandatory",
};

function diagnostics(response: messages.AnalyzeResponse): readonly Diagnostic[] {
    return response.getDiagnosticsList().map((diagnostic) => ({
        policy: diagnostic.getPolicyname(),
        level: levels[diagnostic.getEnforcementlevel()] ?? "unspecified",
        message: diagnostic.getMessage(),
    }));
}
