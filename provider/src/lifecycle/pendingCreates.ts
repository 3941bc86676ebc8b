import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { JobSpec } from "../modelarts/job";
import type { JobLocation } from "../modelarts/location";

/** A create that was begun, and that the state of the stack may not know of. */
export interface PendingCreate {
    readonly urn: string;
    readonly spec: JobSpec;
    readonly place: JobLocation;
    readonly endpoint: string;
    /** When it was begun (milliseconds since 1970, by this machine's clock). */
    readonly since: number;
    /** Known once the service has answered. */
    readonly id?: string | undefined;
    /** The engine has been told of the job, and most likely the state knows it. */
    readonly told?: boolean | undefined;
}

/** One that an earlier run began. */
export interface InterruptedCreate extends PendingCreate {
    /** When that run was last known to live. */
    readonly until: number;
}

/** How often a process that makes jobs shows that it lives. */
const heartbeatMs = 1000;
/** An engine that is told twice to end may end before it has written down what it was told this short a time ago. */
const engineWriteGraceMs = 5000;

/**
 * Creates under way, on this machine's disk: a run that is killed leaves no other trace of the job that it was making.
 * An entry is one file, by the program's folder and the resource's URN. What cannot be written is not: the journal
 * helps after an accident, and is no reason for a failure.
 */
export class PendingCreates {
    /** Begun in this process, and not answered by the service yet. */
    private readonly openUrns = new Set<string>();
    /** Answered to the engine in this process, and when. */
    private readonly reportTimes = new Map<string, number>();
    private heartbeat: NodeJS.Timeout | undefined;

    constructor(
        private readonly folder: string = defaultFolder(process.env),
        private readonly programFolder: string = process.cwd(),
    ) {}

    markPending(record: PendingCreate): void {
        this.write(record);
        this.openUrns.add(record.urn);
        this.heartbeat ??= setInterval(() => {
            this.keepAlive();
        }, heartbeatMs).unref();
    }

    markCreated(urn: string, id: string): void {
        this.openUrns.delete(urn);
        const record = this.get(urn);
        if (record !== undefined) this.write({ ...record, id });
    }

    /** The engine has been told of the job, and is about to write it down. */
    markReported(urn: string | undefined): void {
        if (urn !== undefined) this.reportTimes.set(urn, Date.now());
    }

    /** What an earlier run began for this resource. */
    get(urn: string | undefined): InterruptedCreate | undefined {
        if (urn === undefined) return undefined;
        const file = this.filePath(urn);
        try {
            const record = JSON.parse(readFileSync(file, "utf8")) as PendingCreate;
            // A file that holds something else, as one of another version may, is no trace of anything.
            const { name, trainUrl }: Partial<JobSpec> = record.spec;
            const isComplete = typeof name === "string" && typeof trainUrl === "string";
            if (record.urn !== urn || !isComplete || typeof record.since !== "number") return undefined;
            return { ...record, until: statSync(file).mtimeMs };
        } catch {
            return undefined;
        }
    }

    clear(urn: string | undefined): void {
        if (urn === undefined) return;
        this.reportTimes.delete(urn);
        this.openUrns.delete(urn);
        try {
            rmSync(this.filePath(urn), { force: true });
        } catch {
            // Then it stays, and names a job that the state knows.
        }
    }

    /** The state knows this job. */
    confirm(urn: string | undefined, id: string): void {
        if (this.get(urn)?.id === id) this.clear(urn);
    }

    /** The engine ends this process: it has written down what it was told, but maybe for the last of it. */
    close(): void {
        for (const [urn, reportTime] of this.reportTimes) {
            const record = Date.now() - reportTime < engineWriteGraceMs ? this.get(urn) : undefined;
            if (record === undefined) this.clear(urn);
            else this.write({ ...record, told: true });
        }
    }

    private keepAlive(): void {
        const now = new Date();
        for (const urn of this.openUrns) {
            try {
                utimesSync(this.filePath(urn), now, now);
            } catch {
                // See above.
            }
        }
        if (this.openUrns.size > 0) return;
        clearInterval(this.heartbeat);
        this.heartbeat = undefined;
    }

    private write({ urn, spec, place, endpoint, since, id, told }: PendingCreate): void {
        const file = this.filePath(urn);
        const record: PendingCreate = { urn, spec, place, endpoint, since, id, told };
        try {
            mkdirSync(this.folder, { recursive: true, mode: 0o700 });
            writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
            renameSync(`${file}.new`, file);
        } catch {
            // See above.
        }
    }

    private filePath(urn: string): string {
        const name = createHash("sha256")
            .update(JSON.stringify([this.programFolder, urn]))
            .digest("hex");
        return path.join(this.folder, `${name.slice(0, 32)}.json`);
    }
}

/** Beside what Pulumi itself keeps for this user. */
function defaultFolder({ PULUMI_HOME: home }: NodeJS.ProcessEnv): string {
    const pulumiHome = home === undefined || home === "" ? path.join(homedir(), ".pulumi") : home;
    return path.join(pulumiHome, "modelarts", "creating");
}
