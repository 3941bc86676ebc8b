import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { describeMachine, type MachineEnvironment } from "../findEngine";

/** Returns a POSIX shell script that responds to `pulumi version`. */
export function pulumiScript(version: string): string {
    return `#!/bin/sh\necho v${version}\n`;
}

/** Returns a Go that "builds" such a script, or fails with this text. */
export function goScript(version: string, failure?: string): string {
    const build = failure
        ? `echo "${failure}" >&2; exit 1`
        : `while [ "$1" != "-o" ]; do shift; done; echo '#!/bin/sh' > "$2"; echo 'echo v${version}' >> "$2"; /bin/chmod +x "$2"`;
    return `#!/bin/sh\n[ "$1" = version ] && { echo go version go1.99; exit 0; }\n${build}\n`;
}

/** Installs, like the script of get.pulumi.com, a pulumi that prints its version. */
const installScript = `
while [ $# -gt 0 ]; do case "$1" in --install-root) root=$2; shift ;; --version) version=$2; shift ;; esac; shift; done
/bin/mkdir -p "$root/bin"
printf '#!/bin/sh\\necho v%s\\n' "$version" > "$root/bin/pulumi"
/bin/chmod +x "$root/bin/pulumi"
`;

/** Has its own PATH and home in a temporary folder. A test says what get.pulumi.com does. */
export class FakeMachine {
    readonly logLines: string[] = [];

    private constructor(private readonly root: string) {}

    static async start(): Promise<FakeMachine> {
        const machine = new FakeMachine(await mkdtemp(path.join(tmpdir(), "machine-")));
        await mkdir(path.join(machine.root, "bin"));
        await machine.respond(`throw new Error("no network")`);
        return machine;
    }

    stop(): Promise<void> {
        return rm(this.root, { recursive: true });
    }

    get environment(): MachineEnvironment {
        const NODE_OPTIONS = `--require=${path.join(this.root, "fetch.cjs")}`;
        return {
            ...describeMachine(),
            env: { PATH: path.join(this.root, "bin"), NODE_OPTIONS },
            home: this.root,
            log: (line) => this.logLines.push(line),
        };
    }

    async addExecutable(name: string, script: string): Promise<string> {
        const file = path.join(this.root, "bin", name);
        await writeFile(file, script);
        await chmod(file, 0o755);
        return file;
    }

    /** Sets the body of the function that handles every request to get.pulumi.com. */
    respond(body: string): Promise<void> {
        return writeFile(path.join(this.root, "fetch.cjs"), `globalThis.fetch = async () => { ${body} };`);
    }

    serveRelease(): Promise<void> {
        return this.respond(`return new Response(${JSON.stringify(installScript)})`);
    }
}
