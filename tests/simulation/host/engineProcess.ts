import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

import type {
    Operation,
    Outcome,
    ProviderStart,
    ProviderStop,
    Rest,
    State,
    StateEdit,
} from "./engineMessages";

/** A deployment as `pulumi stack export` has it, without times. */
export type Deployment = Readonly<Record<string, unknown>>;

/** The driver's side of what the engine does with processes of plugins. */
export interface PluginHost {
    /** Resolves with the port at which the provider is served. A rejection is an error of the plugin's start. */
    start(event: ProviderStart): Promise<number>;
    stop(event: ProviderStop): void;
}

interface Response {
    readonly id: number;
    readonly ok: boolean;
    readonly error?: string;
    readonly steps?: unknown;
}

type Message = Partial<Response> & {
    readonly event?: "start" | "stop";
    readonly idle?: true;
};

interface Resolvers<T> {
    readonly resolve: (value: T) => void;
    readonly reject: (error: Error) => void;
}

/** Pulumi's engine in a process of its own. One operation runs at a time. The README of the folder `engine` describes the protocol. */
export class EngineProcess {
    private readonly child: ChildProcessWithoutNullStreams;
    private readonly responses = new Map<number, Resolvers<Response>>();
    private readonly rests: Resolvers<Rest>[] = [];
    private readonly exit: Promise<void>;
    private lastId = 0;
    private log = "";
    private end: Error | undefined;

    constructor(
        file: string,
        private readonly plugins: PluginHost,
    ) {
        // Settings of the engine that are in the environment would change what it does.
        this.child = spawn(file, [], { stdio: "pipe", env: { HOME: "/nonexistent", PATH: "" } });
        this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
            this.log = (this.log + text).slice(-20_000);
        });
        createInterface({ input: this.child.stdout }).on("line", (line) => {
            this.receive(JSON.parse(line) as Message);
        });
        // A message to a process that has ended has no reader; its response is rejected below.
        this.child.stdin.on("error", () => undefined);
        this.exit = new Promise((resolve) => {
            const fail = (reason: string): void => {
                this.end ??= new Error(`The engine's process ${reason}. ${this.log}`);
                for (const { reject } of [...this.responses.values(), ...this.rests]) reject(this.end);
                resolve();
            };
            this.child.once("error", (error) => {
                fail(`could not be started: ${error.message}`);
            });
            this.child.once("close", (code, signal) => {
                fail(`ended (${signal ?? code ?? "?"})`);
            });
        });
    }

    /** What the process has written to stderr, at most the last 20,000 characters. */
    get stderr(): string {
        return this.log;
    }

    /** Runs an operation. One that fails has an outcome too. @throws Error where it cannot be started, or the process ends. */
    async run(operation: Operation): Promise<Outcome> {
        const response = await this.request(operation);
        if (response.steps === undefined) throw new Error(response.error);
        return response as unknown as Outcome;
    }

    /** Resolves once the engine has got `k` responses in this operation, and waits for the driver or for open calls. */
    async rest(k: number): Promise<Rest> {
        for (let tryCount = 1; ; tryCount++) {
            const rest = await this.requestRest(k);
            // The operating system may have paused the engine, so one that is stuck says so for a second.
            if (rest.stuck !== true || rest.open + rest.starts > 0 || tryCount === 10) return rest;
            await sleep(100);
        }
    }

    private requestRest(k: number): Promise<Rest> {
        return new Promise((resolve, reject) => {
            if (this.end !== undefined) {
                reject(this.end);
                return;
            }
            this.rests.push({ resolve, reject });
            this.send({ sync: k });
        });
    }

    /** Does to the operation that runs what Ctrl-C does; `twice` is the second one. */
    cancel(times: "once" | "twice"): void {
        this.send({ cancel: times });
    }

    /** Does to the engine what SIGKILL does: the state is that of the last `rest`, and connections break. */
    kill(): void {
        this.send({ kill: true });
    }

    /** Reads what is written for a stack now, also while an operation runs. */
    async readPersisted(
        stack: string,
    ): Promise<{ deployment: Deployment | null; state: State; writes: number }> {
        return (await this.succeed({ op: "persisted", stack })) as never;
    }

    async export(stack: string): Promise<Deployment | null> {
        const response = await this.succeed({ op: "export", stack });
        return (response as unknown as { deployment: Deployment | null }).deployment;
    }

    /** Puts a deployment in the place of a stack's state, with its pending operations. */
    async load(stack: string, deployment: Deployment): Promise<void> {
        await this.succeed({ op: "load", stack, deployment });
    }

    /** Does what `pulumi stack import` does: pending operations are dropped. @throws Error where the CLI requires `--force`. */
    async import(stack: string, deployment: Deployment, force = false): Promise<void> {
        await this.succeed({ op: "load", stack, deployment, force, clear: true });
    }

    /** Gives another stack the same state, with URNs of that stack. */
    async copy(stack: string, to: string): Promise<void> {
        await this.succeed({ op: "copy", stack, to });
    }

    async remove(stack: string): Promise<void> {
        await this.succeed({ op: "remove", stack });
    }

    /** Does what `pulumi state …` does. @throws Error with what the CLI says where the edit is not possible. */
    async edit(edit: StateEdit): Promise<void> {
        await this.succeed({ op: "state", ...edit });
    }

    /** Ends the process. */
    async close(): Promise<void> {
        this.child.stdin.end();
        await this.exit;
    }

    /** Ends the process at once, as the driver may do at any moment. */
    async destroy(): Promise<void> {
        this.child.kill("SIGKILL");
        await this.exit;
    }

    private send(message: object): void {
        this.child.stdin.write(`${JSON.stringify(message)}\n`);
    }

    private request(message: object): Promise<Response> {
        return new Promise((resolve, reject) => {
            if (this.end !== undefined) {
                reject(this.end);
                return;
            }
            this.lastId += 1;
            this.responses.set(this.lastId, { resolve, reject });
            this.send({ id: this.lastId, ...message });
        });
    }

    private async succeed(message: object): Promise<Response> {
        const response = await this.request(message);
        if (!response.ok) throw new Error(response.error);
        return response;
    }

    private receive(message: Message): void {
        if (message.event === "start") {
            const { instance } = message as unknown as ProviderStart;
            void this.plugins.start(message as unknown as ProviderStart).then(
                (port) => {
                    this.send({ instance, port });
                },
                (error: unknown) => {
                    this.send({ instance, error: (error as Error).message });
                },
            );
        } else if (message.event === "stop") this.plugins.stop(message as unknown as ProviderStop);
        else if (message.idle) this.rests.shift()?.resolve(message as unknown as Rest);
        else if (message.id !== undefined) {
            this.responses.get(message.id)?.resolve(message as Response);
            this.responses.delete(message.id);
        }
    }
}
