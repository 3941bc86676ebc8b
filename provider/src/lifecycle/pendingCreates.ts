/*
 * Pending create records on this machine's disk: the only trace of a job whose run ended during its create.
 * A record is for a create that no state has. It begins before the request, and ends as soon as any call shows that a
 * state has its job, under whatever URN. Each create has a record of its own, which no other create overwrites.
 */
import path from "node:path";
import type { Clock } from "../modelarts/clock";
import { describeJob } from "../modelarts/errors";
import { isSameLocation } from "../modelarts/location";
import type { LocatedJob } from "./ownership";
import { convertFormerRecord, parseRecord, type PendingCreate, recordFileName } from "./pendingRecord";
import type { RecordFiles } from "./recordFiles";
import type { StackIdentity } from "./stackIdentity";

/** Interval at which a process touches the records of its open creates, and ends those that the engine has persisted. */
const heartbeatMs = 1000;
/** After a second interrupt the engine may exit before it has persisted the results of this last period. */
const engineWriteGraceMs = 5000;

/** A record with what only its file tells. */
export interface StoredCreate extends PendingCreate {
    readonly file: string;
    /** Time of the last heartbeat, in milliseconds since 1970 by this machine's clock. */
    readonly until: number;
}

export interface PendingCreatesOptions {
    /** The folder of the records. */
    readonly folder: string;
    readonly stack: StackIdentity;
    readonly clock: Clock;
    readonly files: RecordFiles;
}

/** An error of the file system is ignored, since a record only helps after an interruption. */
export class PendingCreates {
    private records: Map<string, StoredCreate> | undefined;
    /** Files of the creates of this process that wait for a response. */
    private readonly openFiles = new Set<string>();
    /** Readings of `Clock.monotonicNow` at which this process returned a result that the engine persists, by file. */
    private readonly reportTimes = new Map<string, number>();
    /** Files of records whose jobs the output of this run names. */
    private readonly namedFiles = new Set<string>();
    private stopHeartbeat: (() => void) | undefined;

    constructor(private readonly options: PendingCreatesOptions) {}

    /** A create request is about to be sent. */
    begin(
        urn: string,
        create: Pick<
            PendingCreate,
            "name" | "fingerprint" | "spec" | "place" | "endpoint" | "deletionPolicy"
        >,
    ): StoredCreate {
        const { clock, folder, stack } = this.options;
        const { key, isCertain } = stack.identify(urn);
        const since = clock.timeOfDay();
        const record = { version: 2, urn, stack: key, isStackCertain: isCertain, since, ...create } as const;
        const stored = { ...record, file: path.join(folder, recordFileName(record)), until: since };
        this.write(stored);
        this.openFiles.add(stored.file);
        this.startHeartbeat();
        return stored;
    }

    /** The request has ended, whatever its outcome. */
    finish(record: StoredCreate, id?: string): void {
        this.openFiles.delete(record.file);
        if (id !== undefined) this.recordId(record, id);
    }

    /** The job of a record was found. */
    recordId(record: StoredCreate, id: string): void {
        this.write({ ...record, id });
    }

    /** A state has this job, or gets it: no record without an ID is for it. */
    exclude(job: LocatedJob, name: unknown): void {
        const mayBeFor = (record: PendingCreate): boolean =>
            record.name === name &&
            record.id === undefined &&
            record.others?.includes(job.id) !== true &&
            isSameLocation(record.place, job);
        for (const { file } of this.all().filter(mayBeFor)) {
            // Another process may have written the file since.
            const [stored] = this.read(file);
            if (stored !== undefined && mayBeFor(stored))
                this.write({ ...stored, others: [...(stored.others ?? []), job.id] });
        }
    }

    /** The engine receives the job of this resource, and is about to persist it. */
    markReported(urn: string, id: string): void {
        for (const record of this.all())
            if (record.urn === urn && record.id === id) {
                this.reportTimes.set(record.file, this.options.clock.monotonicNow());
                this.startHeartbeat();
            }
    }

    /** The engine deletes an earlier job of this resource only after it has persisted the new one. */
    confirmReported(urn: string): void {
        for (const record of this.all())
            if (record.urn === urn && this.reportTimes.has(record.file)) this.end(record);
    }

    /** The records of this resource in this stack, oldest first. */
    find(urn: string): StoredCreate[] {
        return this.all()
            .filter(
                (record) =>
                    record.urn === urn && this.isOfThisStack(record) && !this.namedFiles.has(record.file),
            )
            .sort((one, other) => one.since - other.since);
    }

    /** The records of all resources of this stack whose jobs no state has, as far as is known. */
    findUnaccounted(): StoredCreate[] {
        return this.all().filter(
            (record) => (record.told !== true || record.unseen === true) && this.isOfThisStack(record),
        );
    }

    private isOfThisStack({ urn, stack }: PendingCreate): boolean {
        const identity = this.options.stack;
        return stack === identity.identify(urn).key || stack === identity.formerKey(urn);
    }

    /** The output of this run names the job. A run that is killed has perhaps not shown it: then the record stays. */
    endAtClose(record: StoredCreate): void {
        this.namedFiles.add(record.file);
    }

    /** Nothing is left to do for this record. */
    end(record: StoredCreate): void {
        this.records?.delete(record.file);
        this.reportTimes.delete(record.file);
        this.openFiles.delete(record.file);
        try {
            this.options.files.remove(record.file);
        } catch {
            // The record stays then, although a state has its job.
        }
    }

    /** A state has this job, of this name as far as is known: its record ends, and no other one is for it. */
    confirm(job: LocatedJob, name: unknown): void {
        for (const record of this.all())
            if (record.id === job.id && isSameLocation(record.place, job)) this.end(record);
        this.exclude(job, name);
    }

    /** The engine shuts this process down, after it has persisted all but the last results. */
    close(): void {
        this.endPersisted();
        for (const record of this.all()) {
            if (this.namedFiles.has(record.file)) this.end(record);
            else if (this.reportTimes.has(record.file)) this.write({ ...record, told: true });
            // A whole run has not shown that a state has this job.
            else if (record.told === true && record.unseen !== true) this.write({ ...record, unseen: true });
        }
    }

    private endPersisted(): void {
        const now = this.options.clock.monotonicNow();
        for (const record of this.all())
            if (now - (this.reportTimes.get(record.file) ?? now) >= engineWriteGraceMs) this.end(record);
    }

    private all(): StoredCreate[] {
        this.records ??= this.load();
        return [...this.records.values()];
    }

    private load(): Map<string, StoredCreate> {
        const { files, folder } = this.options;
        const records = new Map<string, StoredCreate>();
        let paths: readonly string[] = [];
        try {
            paths = files.list(folder);
        } catch {
            // There is no folder, and so no record.
        }
        for (const stored of paths.flatMap((file) => this.read(file))) records.set(stored.file, stored);
        return records;
    }

    /** The record of a file; none where it cannot be read. */
    private read(file: string): StoredCreate[] {
        try {
            const { text, modifiedAt } = this.options.files.read(file);
            const record = parseRecord(text);
            if (record !== undefined) return [{ ...record, file, until: modifiedAt }];
            const converted = this.convert(file, text, modifiedAt);
            return converted === undefined ? [] : [converted];
        } catch {
            return [];
        }
    }

    /** Replaces a file of the first version, which holds the whole specification of the job. */
    private convert(file: string, text: string, modifiedAt: number): StoredCreate | undefined {
        const { files, folder } = this.options;
        const record = convertFormerRecord(path.basename(file, ".json"), text);
        if (record === undefined) return undefined;
        const newFile = path.join(folder, recordFileName(record));
        files.write(newFile, JSON.stringify(record));
        files.touch(newFile, modifiedAt);
        files.remove(file);
        return { ...record, file: newFile, until: modifiedAt };
    }

    private startHeartbeat(): void {
        this.stopHeartbeat ??= this.options.clock.repeat(heartbeatMs, () => {
            this.keepAlive();
        });
    }

    private keepAlive(): void {
        this.endPersisted();
        const now = this.options.clock.timeOfDay();
        for (const file of this.openFiles) {
            try {
                this.options.files.touch(file, now);
            } catch {
                // An error of the file system is ignored.
            }
        }
        if (this.openFiles.size + this.reportTimes.size > 0) return;
        this.stopHeartbeat?.();
        this.stopHeartbeat = undefined;
    }

    private write({ file, until, ...record }: StoredCreate): void {
        (this.records ??= this.load()).set(file, { file, until, ...record });
        try {
            this.options.files.write(file, JSON.stringify(record));
        } catch {
            // An error of the file system is ignored.
        }
    }
}

/** The job of a record, for a message. */
export function describeCreate({ name, id, place, since }: PendingCreate): string {
    const time = new Date(since).toISOString();
    return `${describeJob({ name, id })} in project ${place.projectId}, region ${place.region}, at ${time}`;
}
