import * as https from "node:https";

/** How to reach one API server in somebody's name. */
export interface ApiAccess {
    readonly endpoint: string;
    readonly tls: Pick<https.RequestOptions, "ca" | "cert" | "key">;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

export interface ApiRequest {
    readonly method: "GET" | "POST" | "PATCH" | "DELETE";
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly contentType?: string;
    readonly timeoutMs?: number;
}

export type ApiObject = Readonly<Record<string, unknown>>;

/** The API server said no; the message is its own. */
export class ApiRefusal extends Error {
    override readonly name = "ApiRefusal";
    readonly code: number;
    readonly reason: string;

    constructor(code: number, reason: string, message: string) {
        super(message);
        this.code = code;
        this.reason = reason;
    }
}

/** Nobody answered. */
export class ApiUnreachable extends Error {
    override readonly name = "ApiUnreachable";
}

/**
 * One request to an API server. The client library has no parameter for field validation and takes
 * half a second to load, so it is left to those who need its kubeconfig.
 */
export function askApi(access: ApiAccess, request: ApiRequest): Promise<ApiObject> {
    const url = new URL(request.path, requireLoopback(access.endpoint));
    for (const [name, value] of Object.entries(request.query ?? {})) {
        url.searchParams.set(name, value);
    }
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    return new Promise((resolve, reject) => {
        const outgoing = https.request(
            url,
            {
                ...access.tls,
                // A pooled connection may be one to a server that was restarted since.
                agent: false,
                method: request.method,
                timeout: request.timeoutMs ?? 30_000,
                headers: {
                    ...access.headers,
                    accept: "application/json",
                    ...(body === undefined
                        ? {}
                        : {
                              "content-type": request.contentType ?? "application/json",
                              "content-length": Buffer.byteLength(body),
                          }),
                },
            },
            (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", reject);
                response.on("end", () => {
                    try {
                        const text = Buffer.concat(chunks).toString("utf8");
                        resolve(readAnswer(response.statusCode ?? 0, text));
                    } catch (error) {
                        reject(error instanceof Error ? error : new Error(String(error)));
                    }
                });
            },
        );
        outgoing.on("timeout", () => {
            outgoing.destroy(new Error("no answer in time"));
        });
        outgoing.on("error", (error) => {
            reject(
                new ApiUnreachable(
                    `the Kubernetes API server at "${access.endpoint}" cannot be reached: ${error.message}`,
                ),
            );
        });
        outgoing.end(body);
    });
}

/** The sandbox talks to servers of this machine, whatever a configuration says. */
export function requireLoopback(endpoint: string): URL {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (url?.protocol !== "https:" || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) {
        throw new Error(
            `a sandbox talks to a Kubernetes API server on this machine only, but the server is "${endpoint}"; expected "https://127.0.0.1:<port>"`,
        );
    }
    return url;
}

function readAnswer(status: number, text: string): ApiObject {
    const answer = parsed(text);
    if (status >= 200 && status < 300) {
        return answer ?? {};
    }
    const { message, reason } = answer ?? {};
    throw new ApiRefusal(
        status,
        typeof reason === "string" ? reason : "",
        typeof message === "string" ? message : `status ${status}: ${text.slice(0, 500)}`,
    );
}

/** Health checks answer in plain text. */
function parsed(text: string): ApiObject | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null ? (value as ApiObject) : undefined;
    } catch {
        return undefined;
    }
}
