import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

import type { EmulatorInfo, JobSetup, JobView, Options, RecordedRequest } from "../../emulator/src";

const root = path.resolve(__dirname, "..", "..");

/** The emulator in a process of its own, so that its work is not counted as ours. */
export class Service {
    private constructor(
        private readonly child: ChildProcess,
        readonly info: EmulatorInfo,
    ) {}

    static async start(options: Readonly<Partial<Record<keyof Options, number>>>): Promise<Service> {
        const flags = Object.entries(options).map(([name, value]) => `--${kebab(name)}=${value}`);
        const args = ["-r", "ts-node/register/transpile-only", "emulator/src/main.ts", ...flags];
        const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
        const ended = once(child, "exit").then(() => {
            throw new Error("The emulator ended before it said where it is.");
        });
        const line = once(createInterface(child.stdout), "line") as Promise<[string]>;
        const [info] = await Promise.race([line, ended]);
        ended.catch(() => undefined);
        return new Service(child, JSON.parse(info) as EmulatorInfo);
    }

    get pid(): number {
        return this.child.pid ?? 0;
    }

    jobs(): Promise<JobView[]> {
        return this.order("GET", "jobs") as Promise<JobView[]>;
    }

    async makeJobs(orders: readonly JobSetup[]): Promise<void> {
        await this.order("POST", "jobs", orders);
    }

    requests(): Promise<RecordedRequest[]> {
        return this.order("GET", "requests") as Promise<RecordedRequest[]>;
    }

    async forgetRequests(): Promise<void> {
        await this.order("DELETE", "requests");
    }

    async setOptions(options: Partial<Options>): Promise<void> {
        await this.order("PUT", "options", options);
    }

    /** Resolves when the process has ended. */
    async close(): Promise<void> {
        if (this.child.exitCode !== null || this.child.signalCode !== null) return;
        const ended = once(this.child, "exit");
        this.child.kill("SIGTERM");
        await ended;
    }

    private async order(method: string, what: string, body?: unknown): Promise<unknown> {
        const url = `${this.info.iam.replace(/\/v3$/, "")}/_emulator/${what}`;
        const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
        const answer = await fetch(url, init);
        if (!answer.ok) throw new Error(`The emulator answered ${answer.status}: ${await answer.text()}`);
        return answer.status === 204 ? undefined : answer.json();
    }
}

function kebab(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
