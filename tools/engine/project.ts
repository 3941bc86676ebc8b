import { rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { run, type Result } from "./childProcess";
import { addEmptyStack } from "./emptyStack";
import type { Engine } from "./engine";
import { findEngine } from "./findEngine";
import { projectEnvironment } from "./projectEnvironment";
import { json, makeProjectFolder, type FolderOptions, type ProjectFolder } from "./projectFolder";
import { readStackFile, type StackExport } from "./stackExport";

export interface ProjectOptions extends FolderOptions {
    /** Maps keys to plain settings. A key without a namespace gets that of the project. Values may be objects. */
    readonly config?: Readonly<Record<string, unknown>>;
    readonly secrets?: Readonly<Record<string, string>>;
    /** Returns the key that a setting has in this project. @defaultValue the same key */
    readonly configKey?: (key: string) => string;
    /** Adds variables to those of `projectEnvironment`. */
    readonly env?: Readonly<Record<string, string>>;
    /** PATH begins with these folders. */
    readonly path?: readonly string[];
    /** Limits each run of the CLI, in milliseconds. @defaultValue 120000 */
    readonly timeoutMs?: number;
}

export interface SetOptions {
    readonly secret?: boolean;
    /** The key is a path into an object, such as `huaweicloud:endpoints.modelarts`. */
    readonly path?: boolean;
}

const stack = "dev";
const quiet = ["--non-interactive", "--color", "never"];
const apply = ["--yes", "--skip-preview"];

/** Runs a Pulumi project with one stack. The README says why this is not the Automation API. */
export class PulumiProject {
    /** Every run gets this environment. A test may change it between two runs. */
    readonly env: NodeJS.ProcessEnv;
    /** Receives the output of the engine while it is written. */
    onOutput?: (chunk: string) => void;
    /** Runs each command of the CLI, whose first word is the command, for a check before and after it. */
    aroundCommand?: (command: string | undefined, run: () => Promise<Result>) => Promise<Result>;
    /** This folder has Pulumi.yaml. */
    folder: string;
    /** The folder `state` has this backend. */
    private readonly ownBackend: string | undefined;
    /** Contains everything that the engine has written so far, except for runs with `--show-secrets`. */
    engineOutput = "";

    constructor(
        readonly engine: Engine,
        private readonly paths: ProjectFolder,
        private readonly timeoutMs: number,
        env: Readonly<Record<string, string>>,
        private readonly configKey: (key: string) => string = (key) => key,
    ) {
        const base = projectEnvironment(process.env, engine, paths);
        this.ownBackend = base["PULUMI_BACKEND_URL"];
        this.env = { ...base, ...env };
        this.folder = paths.project;
    }

    get name(): string {
        return this.paths.name;
    }

    /** Returns the folder of the backend. */
    get state(): string {
        return this.paths.state;
    }

    /** Runs any command of the CLI. Every exit code is a result. */
    pulumi(args: readonly string[], timeoutMs = this.timeoutMs): Promise<Result> {
        const onOutput = (chunk: string): void => {
            if (!args.includes("--show-secrets")) this.engineOutput += chunk;
            this.onOutput?.(chunk);
        };
        const runCommand = (): Promise<Result> =>
            run(this.engine.pulumi, [...quiet, ...args], {
                cwd: this.folder,
                env: this.env,
                timeoutMs,
                onOutput,
            });
        return this.aroundCommand?.(args[0], runCommand) ?? runCommand();
    }

    up(...flags: string[]): Promise<Result> {
        return this.pulumi(["up", ...apply, ...flags]);
    }

    preview(...flags: string[]): Promise<Result> {
        return this.pulumi(["preview", ...flags]);
    }

    refresh(...flags: string[]): Promise<Result> {
        return this.pulumi(["refresh", ...apply, ...flags]);
    }

    destroy(...flags: string[]): Promise<Result> {
        return this.pulumi(["destroy", ...apply, ...flags]);
    }

    /** @throws Error where the CLI rejects the setting. */
    async setConfig(key: string, value: string, options: SetOptions = {}): Promise<void> {
        const flags = [options.secret ? "--secret" : "--plaintext", ...(options.path ? ["--path"] : [])];
        ok(await this.pulumi(["config", "set", ...flags, "--", this.configKey(key), value]));
    }

    async removeConfig(key: string): Promise<void> {
        ok(await this.pulumi(["config", "rm", "--", this.configKey(key)]));
    }

    /** Returns the state. Secrets are encrypted unless the flags have `--show-secrets`. */
    async export(...flags: string[]): Promise<StackExport> {
        const state = flags.length === 0 ? await this.readState() : undefined;
        if (state !== undefined) return state;
        const result = ok(await this.pulumi(["stack", "export", ...flags]));
        return JSON.parse(result.stdout) as StackExport;
    }

    /** Returns the outputs of the stack, with secrets in plain text. */
    async outputs(): Promise<Record<string, unknown>> {
        const { resources = [] } = (await this.readState())?.deployment ?? {};
        const { outputs } = resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? {};
        if (outputs !== undefined && !JSON.stringify(outputs).includes('"ciphertext"')) return outputs;
        const result = ok(await this.pulumi(["stack", "output", "--json", "--show-secrets"]));
        return JSON.parse(result.stdout) as Record<string, unknown>;
    }

    /** Reads the file of the usual backend, since a run of the CLI takes a noticeable time. */
    private async readState(): Promise<StackExport | undefined> {
        if (this.env["PULUMI_BACKEND_URL"] !== this.ownBackend) return undefined;
        return readStackFile(this.paths.state, this.paths.name, stack);
    }

    /** Replaces the program, or another file of the project. */
    async write(text: string, file = "index.ts"): Promise<void> {
        await writeFile(path.join(this.folder, file), text);
    }

    /** Deletes the folders. Deletes no job of the service. */
    async remove(): Promise<void> {
        await rm(this.paths.top, { recursive: true, force: true, maxRetries: 3 });
    }
}

/** Returns the result of a run if it succeeded, else throws an error with what the CLI wrote. */
export function ok(result: Result): Result {
    if (result.code === 0) return result;
    throw new Error(`pulumi ended with ${result.code}:\n${result.stdout}${result.stderr}`);
}

/** Creates the folder, the configuration and the stack. Call `remove()` on the result. */
export async function createProject(options: ProjectOptions): Promise<PulumiProject> {
    const engine = await findEngine();
    const paths = await makeProjectFolder(options);
    const {
        timeoutMs = 120_000,
        env = {},
        configKey = (key: string): string => key,
        path: executableFolders = [],
    } = options;
    const project = new PulumiProject(engine, paths, timeoutMs, env, configKey);
    project.env.PATH = [...executableFolders, project.env.PATH].join(path.delimiter);
    try {
        const byKey = <T>(settings: Readonly<Record<string, T>> = {}): Record<string, T> =>
            Object.fromEntries(
                Object.entries(settings).map(([key, value]) => [
                    configKey(key.includes(":") ? key : `${paths.name}:${key}`),
                    value,
                ]),
            );
        const [settings, secrets] = [byKey(options.config), byKey(options.secrets)];
        const contents = { stack, engineVersion: engine.version, secrets };
        const make = async (): Promise<void> => {
            ok(await project.pulumi(["stack", "init", stack]));
            const flags = Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
            if (flags.length > 0) ok(await project.pulumi(["config", "set-all", ...flags]));
        };
        if (env["PULUMI_BACKEND_URL"] === undefined && env["PULUMI_CONFIG_PASSPHRASE"] === undefined)
            await addEmptyStack(paths, contents, settings, make);
        else {
            await project.write(json({ config: settings }), `Pulumi.${stack}.yaml`);
            await make();
        }
        return project;
    } catch (error) {
        await project.remove();
        throw error;
    }
}
