import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/**
 * A machine of our own: a PATH with nothing but what a test puts there, and an empty cache. Fake
 * tools write their calls down; they name /bin themselves because it is not on this PATH.
 */
export interface Machine {
    readonly env: NodeJS.ProcessEnv;
    readonly bin: string;
    readonly cache: string;
    install(name: string, script: string, folder?: string): string;
    /** The command lines of a tool's calls so far. */
    calls(name: string): readonly string[];
    remove(): void;
}

export function fakeMachine(): Machine {
    const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "fake-machine-")));
    const bin = path.join(root, "bin");
    fs.mkdirSync(bin);
    const callsFile = (name: string): string => path.join(root, `${name}.calls`);
    return {
        env: { PATH: bin, HOME: root, XDG_CACHE_HOME: path.join(root, "cache") },
        bin,
        cache: path.join(root, "cache", "hyperpod-teams"),
        install(name, script, folder = bin) {
            const file = path.join(folder, name);
            const text = `#!/bin/sh\necho "$@" >> '${callsFile(name)}'\n${script}\n`;
            fs.mkdirSync(folder, { recursive: true });
            fs.writeFileSync(file, text, { mode: 0o755 });
            return file;
        },
        calls(name) {
            return fs.existsSync(callsFile(name))
                ? fs.readFileSync(callsFile(name), "utf8").trim().split("\n")
                : [];
        },
        remove() {
            fs.rmSync(root, { recursive: true });
        },
    };
}

/** A `go` that "compiles" shell scripts; `beforehand` runs in the middle of the build. */
export function fakeGo(beforehand = "", version = "go1.26.0"): string {
    return `
        case $1 in
        version) echo "go version ${version} linux/amd64" ;;
        list) echo "go: downloading example.com/one v1.0.0" >&2; echo example.com/one; echo example.com/two ;;
        build)
            while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
            echo example.com/one >&2
            case $out in
            */) files="\${out}kube-apiserver \${out}kube-controller-manager" ;;
            *) files=$out ;;
            esac
            for file in $files; do : > "$file.half"; done
            ${beforehand}
            for file in $files; do
                /bin/rm "$file.half"
                echo '#!/bin/sh' > "$file"
                /bin/chmod 755 "$file"
            done ;;
        esac`;
}
