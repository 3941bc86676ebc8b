import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Session } from "../../provider/src/lifecycle/connections";
import { type Emulator, selfSigned, startEmulator } from "../../emulator/src";
import { readCommandLine } from "../../emulator/src/commandLine";
import { type Result, run } from "../../tools/engine/childProcess";
import { engineFor } from "../../tools/engine/engineFor";
import { policyPack } from "../../tools/engine/policyPack";
import { ok, Project } from "../../tools/engine/project";
import { makeProjectFolder, type ProjectFolder } from "../../tools/engine/projectFolder";
import { classify } from "./commands";
import { genSdk } from "./genSdk";
import { root } from "../../tools/docs/markdown";
import { inPython } from "./pythonTerminal";
import type { Command } from "../../tools/docs/shell";
import { startTunnel, type Tunnel } from "../support/tunnel";

/** What the documents set in place of secrets: the emulator takes just these. */
export const madeUp = {
    accessKey: "EXAMPLE-ACCESS-KEY",
    secretKey: "EXAMPLE-SECRET-KEY",
    temporaryAccessKey: "EXAMPLE-TEMPORARY-ACCESS-KEY",
    temporarySecretKey: "EXAMPLE-TEMPORARY-SECRET-KEY",
    securityToken: "EXAMPLE-SECURITY-TOKEN",
    token: "EXAMPLE-TOKEN",
    domainName: "example-account",
    userName: "example-user",
    password: "EXAMPLE-PASSWORD",
};

const regionNames = ["huaweicloud:region", "modelarts:region", "HW_REGION_NAME", "OS_REGION_NAME"];
const projectNames = ["huaweicloud:projectName", "HW_PROJECT_NAME", "OS_PROJECT_NAME"];

/** A folder like a clone. */
async function cloned(): Promise<ProjectFolder> {
    const manifest = await readFile(path.join(root, "Pulumi.yaml"), "utf8");
    const folder = await makeProjectFolder({ files: { "Pulumi.yaml": manifest } });
    await cp(path.join(root, "examples"), path.join(folder.project, "examples"), {
        recursive: true,
        filter: (file) => !/^(node_modules|\.venv|sdks|Pulumi\..+\.yaml)$/.test(path.basename(file)),
    });
    return folder;
}

/**
 * A reader who does what the documents say, in a folder like a clone or in another one. All hosts of all clouds are
 * one emulator, behind a proxy, so that every address is used as it is written.
 */
export class Walk {
    /** What is written in a document, and what there is of it here. */
    private readonly here: [written: string, real: string][];
    /** What was exported in this terminal, with what was there before. */
    private readonly exported = new Map<string, string | undefined>();
    /** What `npm run emulator` has started. */
    started: Emulator | undefined;
    /** Whether `pulumi up` shows what it would do before it does it. */
    previews = false;
    private stack = "";

    private constructor(
        readonly project: Project,
        readonly service: Emulator,
        readonly tunnel: Tunnel,
        authority: string,
    ) {
        this.here = [
            ["/etc/ssl/example-authority.pem", authority],
            ["http://proxy.example.org:3128", tunnel.url],
        ];
    }

    /** In a clone, unless there is a folder already. */
    static async start(place?: ProjectFolder): Promise<Walk> {
        const tls = selfSigned();
        const service = await startEmulator({ ...madeUp, tls, boot: 0.1, stop: 0.1 });
        const tunnel = await startTunnel(Number(new URL(service.info.url).port));
        const folder = place ?? (await cloned());
        const authority = path.join(folder.top, "authority.pem");
        await writeFile(authority, tls.cert);
        const project = new Project(await engineFor(folder.project), folder, 60_000, {
            PULUMI_SKIP_CONFIRMATIONS: "true",
            HTTPS_PROXY: tunnel.url,
            // The one certificate cannot have every name.
            HW_INSECURE: "true",
            MODELARTS_POLL_INTERVAL: "0.1",
            MODELARTS_WAIT_TIMEOUT: "20",
        });
        return new Walk(project, service, tunnel, authority);
    }

    async close(): Promise<void> {
        await this.project.remove();
        await this.tunnel.close();
        await this.service.close();
        await this.started?.close();
    }

    /** Gives what the command prints. Throws where it does not succeed. */
    async run({ words, text }: Command): Promise<string> {
        const known = classify(words.map((word) => this.real(word)));
        if (known.by === "emulator") {
            await this.startEmulator(known.args, text);
        } else if (known.by === "environment") {
            if (!this.exported.has(known.name)) this.exported.set(known.name, this.project.env[known.name]);
            this.project.env[known.name] = known.value;
            this.follow(known.name, known.value);
        } else if (known.by === "pulumi") {
            const [command = "", ...args] = known.args;
            const [key = "", value = ""] = args.slice(-2);
            if (command === "config") this.follow(key, value);
            if (command === "package") {
                await genSdk(this.project, args);
                return "";
            }
            if (command === "stack" && args[0] === "init") this.stack = value;
            const applies = !this.previews && /^(up|refresh|destroy)$/.test(command);
            const given = await this.withPacks(args);
            const all = [command, ...given, ...(applies ? ["--skip-preview"] : [])];
            return ok(await this.project.pulumi(all)).stdout;
        } else if (known.by === "python") {
            await inPython(this.project, known.words);
        } else if (known.by === "npx") {
            return ok(await this.command("npx", known.args)).stdout;
        }
        return "";
    }

    /** Any other program, in the folder of the project. Never rejects for an exit code. */
    command(program: string, args: readonly string[]): Promise<Result> {
        const { folder: cwd, env } = this.project;
        return run(program, args, { cwd, env, timeoutMs: 60_000 });
    }

    /** What is written so in a document is something else here. */
    means(written: string, real: string): void {
        this.here.push([written, real]);
    }

    /** Another terminal: what was exported in the last one is not known there. */
    newTerminal(): void {
        for (const [name, before] of this.exported) this.project.env[name] = before;
        this.exported.clear();
    }

    /** Another machine: nobody has logged in there, nothing is set, and nothing is remembered. */
    async anotherMachine(): Promise<void> {
        this.newTerminal();
        this.project.env["PULUMI_HOME"] = await mkdtemp(path.join(this.project.folder, "..", "home-"));
    }

    /** Leaves nothing of the stack's configuration but a region. */
    async forgetConfig(region: string): Promise<void> {
        const file = `Pulumi.${this.stack}.yaml`;
        const before = await readFile(path.join(this.project.folder, file), "utf8").catch(() => "");
        const salt = /^encryptionsalt:.*$/m.exec(before)?.[0] ?? "";
        await this.project.write(`${salt}\nconfig:\n  huaweicloud:region: ${region}\n`, file);
        this.follow("huaweicloud:region", region);
    }

    /** Lists jobs with the settings that a resource of this stack gets. */
    async list(): Promise<void> {
        const shown = ok(await this.project.pulumi(["config", "--json", "--show-secrets"]));
        const config = JSON.parse(shown.stdout) as Record<string, { value?: string }>;
        const session = new Session(this.project.env);
        session.configure((key) => config[key]?.value);
        const { connection } = await session.site();
        for await (const job of connection.jobs.list()) expect(job.id).not.toBe("");
    }

    /** The folders of policy packs as the CLI of this machine takes them. */
    private withPacks(args: readonly string[]): Promise<string[]> {
        const { project } = this;
        const taken = args.map(async (arg, index) =>
            args[index - 1] === "--policy-pack" ? policyPack(project, path.join(project.folder, arg)) : arg,
        );
        return Promise.all(taken);
    }

    private real(word: string): string {
        return this.here.reduce((text, [written, real]) => text.replace(written, real), word);
    }

    /** The service has the region and project that a reader says theirs are in. */
    private follow(name: string, value: string): void {
        if (regionNames.includes(name)) this.service.setOptions({ region: value, projectName: "" });
        if (projectNames.includes(name)) this.service.setOptions({ projectName: value });
    }

    /** On a port that is free here. */
    private async startEmulator(args: readonly string[], text: string): Promise<void> {
        const read = readCommandLine(args);
        if (!("options" in read)) throw new Error(`This starts no emulator: ${text}`);
        const { port, ...options } = read.options;
        this.started = await startEmulator({ boot: 0.1, stop: 0.1, ...options });
        if (port !== undefined) this.means(`http://127.0.0.1:${port}`, this.started.info.url);
    }
}
