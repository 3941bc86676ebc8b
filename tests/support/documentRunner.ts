import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, createSelfSignedCertificate, startEmulator } from "../../emulator/src";
import { readCommandLine } from "../../emulator/src/commandLine";
import { type Result, run } from "../../tools/engine/childProcess";
import { findEngineFor } from "../../tools/engine/engineFor";
import { preparePolicyPack } from "../../tools/engine/policyPack";
import { ok, PulumiProject } from "../../tools/engine/project";
import { copyExample, makeProjectFolder, type ProjectFolder } from "../../tools/engine/projectFolder";
import { classify } from "./documentCommands";
import { genSdk, writeSdkSource } from "./genSdk";
import { root } from "../../tools/repository";
import { endRemainingProcesses, runningJobs, remainingStacks } from "./leftovers";
import { runInPython } from "./pythonTerminal";
import type { Command } from "../../tools/docs/shell";
import { startHttpsProxy, type HttpsProxy } from "./httpsProxy";

/** Documents contain these values instead of secrets. The emulator accepts only them. */
export const placeholderCredentials = {
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

/** Makes a folder like a clone. */
async function createClone(): Promise<ProjectFolder> {
    const manifest = await readFile(path.join(root, "Pulumi.yaml"), "utf8");
    const folder = await makeProjectFolder({ files: { "Pulumi.yaml": manifest } });
    await copyExample("", path.join(folder.project, "examples"));
    return folder;
}

/**
 * Does what the documents say, in a folder like a clone or in another one. The home is empty, so a document has to name
 * the backend and the passphrase itself. One emulator behind a proxy is every host of all clouds, so that every address
 * is used as it is written.
 */
export class DocumentRunner {
    /** Contains texts of documents, and what replaces them here. */
    private readonly replacements: [documentText: string, actualText: string][];
    /** Contains the variables that were exported in this terminal, with their values before. */
    private readonly exportedVariables = new Map<string, string | undefined>();
    /** Is the emulator that `npm run emulator` has started. */
    startedEmulator: Emulator | undefined;
    /** The last stack that was made has this name. */
    stack = "";
    /** The document creates these stacks for a program of the reader, and leaves them empty. */
    keptStacks: readonly string[] = [];
    /** Says whether `pulumi up` prints what it would do before it does it. */
    showsPreview = false;

    private constructor(
        readonly project: PulumiProject,
        readonly service: Emulator,
        readonly tunnel: HttpsProxy,
        private readonly top: string,
        authority: string,
    ) {
        this.replacements = [
            ["/etc/ssl/example-authority.pem", authority],
            ["http://proxy.example.org:3128", tunnel.url],
            // The CLI reads the home of the user from the system, whatever HOME is.
            ["--local", `file://${project.state}`],
        ];
    }

    /** Makes a reader with an emulator and a proxy. Without a folder the reader is in a new clone. */
    static async start(existingFolder?: ProjectFolder): Promise<DocumentRunner> {
        const tls = createSelfSignedCertificate();
        const service = await startEmulator({ ...placeholderCredentials, tls, boot: 0.1, stop: 0.1 });
        const tunnel = await startHttpsProxy(service.info.url);
        const folder = existingFolder ?? (await createClone());
        const authority = path.join(folder.top, "authority.pem");
        await writeFile(authority, tls.cert);
        const project = new PulumiProject(await findEngineFor(folder.project), folder, 120_000, {
            PULUMI_SKIP_CONFIRMATIONS: "true",
            HTTPS_PROXY: tunnel.url,
            // The one certificate cannot have every name.
            HW_INSECURE: "true",
            MODELARTS_POLL_INTERVAL: "0.1",
            MODELARTS_WAIT_TIMEOUT: "20",
        });
        for (const name of ["PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"])
            Reflect.deleteProperty(project.env, name);
        const runner = new DocumentRunner(project, service, tunnel, folder.top, authority);
        await runner.switchMachine();
        return runner;
    }

    /** Removes everything, after a check that nothing still runs but jobs with these names. */
    async close(...jobNames: readonly string[]): Promise<void> {
        try {
            await this.expectNothingLeft(...jobNames);
        } finally {
            await this.remove();
        }
    }

    /** Checks that no process is left, no stack but those to keep, and that just the jobs with these names run. */
    async expectNothingLeft(...jobNames: readonly string[]): Promise<void> {
        const services = [this.service, this.startedEmulator].filter((service) => service !== undefined);
        expect({
            processes: await endRemainingProcesses(this.top),
            stacks: this.stack === "" ? [] : await remainingStacks(this.project, this.keptStacks),
            runningJobs: runningJobs(...services),
        }).toEqual({ processes: [], stacks: [], runningJobs: [...jobNames].sort() });
    }

    /** Removes everything without a check, so that an error of the test is the one that is reported. */
    async remove(): Promise<void> {
        await this.project.remove();
        await this.tunnel.close();
        await this.service.close();
        await this.startedEmulator?.close();
    }

    /** Runs a command and returns its output. Throws where it does not succeed. */
    async run({ words, text }: Command): Promise<string> {
        const { by, args } = classify(words.map((word) => this.resolveWord(word)));
        switch (by) {
            case "check":
                return "";
            case "emulator":
                await this.startEmulator(args, text);
                return "";
            case "environment":
                this.exportVariable(args);
                return "";
            case "sdks":
                await writeSdkSource(this.project, args);
                return "";
            case "python":
                await runInPython(this.project, args);
                return "";
            case "npx":
                return ok(await this.command("npx", args)).stdout;
            case "pulumi":
                return this.runPulumi(args);
        }
    }

    private exportVariable([name = "", value = ""]: readonly string[]): void {
        const { env } = this.project;
        if (!this.exportedVariables.has(name)) this.exportedVariables.set(name, env[name]);
        env[name] = value;
        this.updateService(name, value);
    }

    private async runPulumi([command = "", ...args]: readonly string[]): Promise<string> {
        const [key = "", value = ""] = args.slice(-2);
        if (command === "package") {
            await genSdk(this.project, args);
            return "";
        }
        if (command === "config") this.updateService(key, value);
        if (command === "stack" && args[0] === "init") this.stack = value;
        const applies = !this.showsPreview && /^(up|refresh|destroy)$/.test(command);
        const finalArgs = await this.resolvePolicyPacks(args);
        const flags = applies ? ["--skip-preview"] : command === "new" ? ["--yes", "--force"] : [];
        const all = [command, ...finalArgs, ...flags];
        return ok(await this.project.pulumi(all)).stdout;
    }

    /** Runs any other program, in the folder of the project. It never rejects for an exit code. */
    command(program: string, args: readonly string[]): Promise<Result> {
        const { folder: cwd, env } = this.project;
        return run(program, args, { cwd, env, timeoutMs: 180_000 });
    }

    /** Replaces a text of the documents by another one. */
    replace(documentText: string, actualText: string): void {
        this.replacements.push([documentText, actualText]);
    }

    /** Opens another terminal, which does not have what was exported in the last one. */
    openNewTerminal(): void {
        for (const [name, before] of this.exportedVariables) this.project.env[name] = before;
        this.exportedVariables.clear();
    }

    /** Moves to another machine, whose home is empty and has no backend, settings and caches. */
    async switchMachine(): Promise<void> {
        this.openNewTerminal();
        const home = await mkdtemp(path.join(this.top, "user-"));
        Object.assign(this.project.env, { HOME: home, PULUMI_HOME: path.join(home, ".pulumi") });
    }

    /** Makes the folders of policy packs in the form that the CLI of this machine accepts. */
    private resolvePolicyPacks(args: readonly string[]): Promise<string[]> {
        const { project } = this;
        const resolvedArgs = args.map(async (arg, index) =>
            args[index - 1] === "--policy-pack"
                ? preparePolicyPack(project, path.join(project.folder, arg))
                : arg,
        );
        return Promise.all(resolvedArgs);
    }

    private resolveWord(word: string): string {
        return this.replacements.reduce(
            (text, [documentText, actualText]) => text.replace(documentText, actualText),
            word,
        );
    }

    /** Gives the service the region and project that a reader names. */
    private updateService(name: string, value: string): void {
        if (regionNames.includes(name)) this.service.setOptions({ region: value, projectName: "" });
        if (projectNames.includes(name)) this.service.setOptions({ projectName: value });
    }

    /** Starts the emulator on a port that is free here. */
    private async startEmulator(args: readonly string[], text: string): Promise<void> {
        const commandLine = readCommandLine(args);
        if (!("options" in commandLine)) throw new Error(`This starts no emulator: ${text}`);
        const { port, ...options } = commandLine.options;
        this.startedEmulator = await startEmulator({ boot: 0.1, stop: 0.1, ...options });
        if (port !== undefined) this.replace(`http://127.0.0.1:${port}`, this.startedEmulator.info.url);
    }
}
