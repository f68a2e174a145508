import * as net from "node:net";

/**
 * Below the range from which systems take the ports of outgoing connections (32768 on Linux, 49152
 * on macOS), so that the port stays ours to have again tomorrow.
 */
const lowestPort = 20000;
const highestPort = 32000;

export function isFree(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const probe = net.createServer();
        probe.once("error", () => {
            resolve(false);
        });
        probe.listen(port, "127.0.0.1", () => {
            probe.close(() => {
                resolve(true);
            });
        });
    });
}

/** Free or not: the start of the servers moves to another one where this is taken. */
export function anyPort(): number {
    return lowestPort + Math.floor(Math.random() * (highestPort - lowestPort));
}

export async function chooseFreePort(): Promise<number> {
    for (let attempt = 0; attempt < 200; attempt++) {
        const port = anyPort();
        if (await isFree(port)) {
            return port;
        }
    }
    throw new Error(`no free port on 127.0.0.1 between ${lowestPort} and ${highestPort}`);
}
