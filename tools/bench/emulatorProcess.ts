import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

import type { EmulatorInfo, JobSetup, JobView, Options, RecordedRequest } from "../../emulator/src";

const root = path.resolve(__dirname, "..", "..");

/** The emulator in a process of its own, so that its CPU time is counted apart. */
export class EmulatorProcess {
    private constructor(
        private readonly child: ChildProcess,
        readonly info: EmulatorInfo,
    ) {}

    /** Starts an emulator, passes it to `use`, and ends it afterwards. */
    static async with<T>(
        options: Readonly<Partial<Record<keyof Options, number>>>,
        use: (emulator: EmulatorProcess) => Promise<T>,
    ): Promise<T> {
        const flags = Object.entries(options).map(([name, value]) => `--${kebab(name)}=${value}`);
        const args = ["-r", "ts-node/register/transpile-only", "emulator/src/main.ts", ...flags];
        const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
        const exited = once(child, "exit");
        try {
            const failed = exited.then(() => Promise.reject(new Error("The emulator did not start.")));
            failed.catch(() => undefined);
            const line = once(createInterface(child.stdout), "line") as Promise<[string]>;
            const [info] = await Promise.race([line, failed]);
            return await use(new EmulatorProcess(child, JSON.parse(info) as EmulatorInfo));
        } finally {
            child.kill("SIGTERM");
            await exited;
        }
    }

    get pid(): number {
        return this.child.pid ?? 0;
    }
    jobs(): Promise<JobView[]> {
        return this.call("GET", "jobs") as Promise<JobView[]>;
    }
    async addJobs(jobs: readonly JobSetup[]): Promise<void> {
        await this.call("POST", "jobs", jobs);
    }
    requests(): Promise<RecordedRequest[]> {
        return this.call("GET", "requests") as Promise<RecordedRequest[]>;
    }
    async clearRequests(): Promise<void> {
        await this.call("DELETE", "requests");
    }
    async setOptions(options: Partial<Options>): Promise<void> {
        await this.call("PUT", "options", options);
    }

    private async call(method: string, resource: string, body?: unknown): Promise<unknown> {
        const url = `${this.info.iam.replace(/\/v3$/, "")}/_emulator/${resource}`;
        const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
        const response = await fetch(url, init);
        if (!response.ok) throw new Error(`The emulator: ${response.status} ${await response.text()}`);
        return response.status === 204 ? undefined : response.json();
    }
}

function kebab(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
