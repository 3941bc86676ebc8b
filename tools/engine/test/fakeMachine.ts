import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { run } from "../childProcess";
import { describeMachine, type MachineEnvironment } from "../findEngine";
import { archiveName, checksumsName, type Platform } from "../platform";

const platform: Platform = { os: "linux", arch: "x64" };

/** A POSIX shell script that answers to `pulumi version`. */
export function pulumiScript(version: string): string {
    return `#!/bin/sh\necho v${version}\n`;
}

/** A Go that "builds" the same script; fails where the text is given. */
export function goScript(version: string, failure?: string): string {
    const build = failure
        ? `echo "${failure}" >&2; exit 1`
        : `while [ "$1" != "-o" ]; do shift; done; echo '#!/bin/sh' > "$2"; echo 'echo v${version}' >> "$2"; /bin/chmod +x "$2"`;
    return `#!/bin/sh\n[ "$1" = version ] && { echo go version go1.99; exit 0; }\n${build}\n`;
}

async function listen(server: Server): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A PATH, a home and a release server of their own, in a temporary folder. */
export class FakeMachine {
    readonly logLines: string[] = [];
    readonly requests: string[] = [];
    private serverUrl = "";
    private readonly files = new Map<string, Buffer | "silence">();

    private constructor(
        private readonly root: string,
        private readonly server: Server,
        private baseUrl: string,
    ) {}

    static async start(): Promise<FakeMachine> {
        const root = await mkdtemp(path.join(tmpdir(), "machine-"));
        await mkdir(path.join(root, "bin"));
        const server = createServer((request, response) => {
            machine.requests.push(request.url ?? "");
            const file = machine.files.get(request.url ?? "");
            if (file === "silence") return;
            response.statusCode = file ? 200 : 404;
            response.end(file);
        });
        const closedServer = createServer();
        const machine = new FakeMachine(root, server, await listen(closedServer));
        await new Promise((resolve) => closedServer.close(resolve));
        machine.serverUrl = await listen(server);
        return machine;
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
        await rm(this.root, { recursive: true });
    }

    get environment(): MachineEnvironment {
        return {
            ...describeMachine(),
            env: { PATH: path.join(this.root, "bin") },
            home: this.root,
            platform,
            source: { baseUrl: this.baseUrl, connectMs: 500, stallMs: 500 },
            log: (line) => this.logLines.push(line),
        };
    }

    /** Puts an executable on PATH. */
    async addExecutable(name: string, script: string): Promise<string> {
        const file = path.join(this.root, "bin", name);
        await writeFile(file, script);
        await chmod(file, 0o755);
        return file;
    }

    /** The release server is there, and answers 404 to everything that is not served. */
    connectServer(): void {
        this.baseUrl = this.serverUrl;
    }

    serve(name: string, content: Buffer | "silence"): void {
        this.connectServer();
        this.files.set(`/${name}`, content);
    }

    /** Serves a release whose pulumi is a script, with its checksum or another one. */
    async serveRelease(version: string, script: string, checksum?: string): Promise<void> {
        const folder = path.join(this.root, "release");
        await mkdir(path.join(folder, "pulumi"), { recursive: true });
        await writeFile(path.join(folder, "pulumi", "pulumi"), script, { mode: 0o755 });
        const name = archiveName(version, platform);
        await run("tar", ["-czf", name, "pulumi"], { cwd: folder, timeoutMs: 20_000 });
        const archive = await readFile(path.join(folder, name));
        const sum = checksum ?? createHash("sha256").update(archive).digest("hex");
        this.serve(name, archive);
        this.serve(checksumsName(version), Buffer.from(`${sum}  ${name}\n`));
    }
}
