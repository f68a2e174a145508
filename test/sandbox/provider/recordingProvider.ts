import { serve, type ResourceProvider } from "../../../sandbox/provider/server";

/** A provider that notes what it was asked and answers from what the test gave it. */
export class RecordingProvider implements ResourceProvider {
    readonly name = "recording";
    readonly version = "1.2.3";
    readonly asked: { readonly method: string; readonly request: unknown }[] = [];
    private readonly answers: Readonly<Record<string, unknown>>;

    constructor(answers: Readonly<Record<string, unknown>> = {}) {
        this.answers = answers;
    }

    readonly checkConfig: ResourceProvider["checkConfig"] = this.recorder("checkConfig");
    readonly diffConfig: ResourceProvider["diffConfig"] = this.recorder("diffConfig");
    readonly configure: ResourceProvider["configure"] = this.recorder("configure");
    readonly check: ResourceProvider["check"] = this.recorder("check");
    readonly diff: ResourceProvider["diff"] = this.recorder("diff");
    readonly create: ResourceProvider["create"] = this.recorder("create");
    readonly read: ResourceProvider["read"] = this.recorder("read");
    readonly update: ResourceProvider["update"] = this.recorder("update");
    readonly delete: ResourceProvider["delete"] = this.recorder("delete");
    readonly invoke: ResourceProvider["invoke"] = this.recorder("invoke");

    private recorder(method: string): () => Promise<never> {
        return (...requests: unknown[]) => {
            this.asked.push({ method, request: requests.length === 1 ? requests[0] : requests });
            const answer = this.answers[method];
            return answer instanceof Error
                ? Promise.reject(answer)
                : Promise.resolve(answer as never);
        };
    }
}

if (require.main === module) {
    void serve(new RecordingProvider());
}
