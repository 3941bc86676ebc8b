import { createHash } from "node:crypto";
import { homedir } from "node:os";
import path from "node:path";
import { type Clock, systemClock } from "../modelarts/clock";
import type { JobSpec } from "../modelarts/job";
import type { JobLocation } from "../modelarts/location";
import { diskFiles, type RecordFiles } from "./recordFiles";

/** A create whose job no state may have yet. */
export interface PendingCreate {
    readonly urn: string;
    readonly spec: JobSpec;
    readonly place: JobLocation;
    readonly endpoint: string;
    /** Start of the create, in milliseconds since 1970 by this machine's clock. */
    readonly since: number;
    /** ID of the job, once the service has returned it. */
    readonly id?: string | undefined;
    /** The engine has received the result, so that most likely a state has the job. */
    readonly told?: boolean | undefined;
}

/** The create of an interrupted run. */
export interface InterruptedCreate extends PendingCreate {
    /** Time of that run's last heartbeat, in milliseconds since 1970. */
    readonly until: number;
}

/** Interval at which a process touches the records of its open creates. */
const heartbeatMs = 1000;
/** After a second interrupt the engine may exit before it has persisted the results of this last period. */
const engineWriteGraceMs = 5000;

/**
 * Pending create records on this machine's disk: the only trace of a job whose run was killed during the create. Each
 * record is one file, named by the program's folder and the resource's URN. An error of the file system is ignored,
 * since a record only helps after a crash.
 */
export class PendingCreates {
    /** URNs of the creates of this process that wait for a response. */
    private readonly openUrns = new Set<string>();
    /** Readings of `Clock.monotonicNow` at which this process returned a result to the engine, by URN. */
    private readonly reportTimes = new Map<string, number>();
    private stopHeartbeat: (() => void) | undefined;

    constructor(
        private readonly folder: string = defaultFolder(process.env),
        private readonly programFolder: string = process.cwd(),
        private readonly clock: Clock = systemClock,
        private readonly files: RecordFiles = diskFiles,
    ) {}

    markPending(record: PendingCreate): void {
        this.write(record);
        this.openUrns.add(record.urn);
        this.stopHeartbeat ??= this.clock.repeat(heartbeatMs, () => {
            this.keepAlive();
        });
    }

    markCreated(urn: string, id: string): void {
        this.openUrns.delete(urn);
        const record = this.get(urn);
        if (record !== undefined) this.write({ ...record, id });
    }

    /** The engine receives the result, and is about to persist it. */
    markReported(urn: string | undefined): void {
        if (urn !== undefined) this.reportTimes.set(urn, this.clock.monotonicNow());
    }

    /** The pending create of this resource. */
    get(urn: string | undefined): InterruptedCreate | undefined {
        if (urn === undefined) return undefined;
        const file = this.filePath(urn);
        try {
            const { text, modifiedAt } = this.files.read(file);
            const record = JSON.parse(text) as PendingCreate;
            // A file of another version may hold something else, and is ignored.
            const { name, trainUrl }: Partial<JobSpec> = record.spec;
            const isComplete = typeof name === "string" && typeof trainUrl === "string";
            if (record.urn !== urn || !isComplete || typeof record.since !== "number") return undefined;
            return { ...record, until: modifiedAt };
        } catch {
            return undefined;
        }
    }

    clear(urn: string | undefined): void {
        if (urn === undefined) return;
        this.reportTimes.delete(urn);
        this.openUrns.delete(urn);
        try {
            this.files.remove(this.filePath(urn));
        } catch {
            // Then the record stays, and names a job that a state has.
        }
    }

    /** A state has this job: its record ends. */
    confirm(urn: string | undefined, id: string): void {
        if (this.get(urn)?.id === id) this.clear(urn);
    }

    /** Ends the records whose results the engine has surely persisted when it shuts this process down. */
    close(): void {
        for (const [urn, reportTime] of this.reportTimes) {
            const record =
                this.clock.monotonicNow() - reportTime < engineWriteGraceMs ? this.get(urn) : undefined;
            if (record === undefined) this.clear(urn);
            else this.write({ ...record, told: true });
        }
    }

    private keepAlive(): void {
        for (const urn of this.openUrns) {
            try {
                this.files.touch(this.filePath(urn), this.clock.timeOfDay());
            } catch {
                // An error of the file system is ignored.
            }
        }
        if (this.openUrns.size > 0) return;
        this.stopHeartbeat?.();
        this.stopHeartbeat = undefined;
    }

    private write({ urn, spec, place, endpoint, since, id, told }: PendingCreate): void {
        const file = this.filePath(urn);
        const record: PendingCreate = { urn, spec, place, endpoint, since, id, told };
        try {
            this.files.write(file, JSON.stringify(record));
        } catch {
            // An error of the file system is ignored.
        }
    }

    private filePath(urn: string): string {
        const name = createHash("sha256")
            .update(JSON.stringify([this.programFolder, urn]))
            .digest("hex");
        return path.join(this.folder, `${name.slice(0, 32)}.json`);
    }
}

/** A folder below the home of Pulumi. */
export function defaultFolder({ PULUMI_HOME: home }: NodeJS.ProcessEnv): string {
    const pulumiHome = home === undefined || home === "" ? path.join(homedir(), ".pulumi") : home;
    return path.join(pulumiHome, "modelarts", "creating");
}
