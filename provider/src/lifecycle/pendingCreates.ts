/*
 * Where a run ends during the create of a job, only the pending create record on this machine's disk names that job.
 * A record is for a create that no state has. It begins before the request, and ends as soon as any call shows that a
 * state has its job, under whatever URN. Each create has a record of its own, which no other create overwrites.
 */
import type { Clock } from "../modelarts/clock";
import { isSameLocation, type JobLocation } from "../modelarts/location";
import { CreateReports } from "./createReports";
import type { LocatedJob } from "./ownership";
import type { PendingCreate } from "./pendingRecord";
import type { RecordFiles } from "./recordFiles";
import { isRecordOf, RecordStore, type StoredCreate } from "./recordStore";
import { type StackIdentity, toStackUrn } from "./stackIdentity";

/** Interval at which a process touches the records of its open creates, and marks those that the engine has received. */
const heartbeatMs = 1000;

export interface PendingCreatesOptions {
    /** The folder of the records. */
    readonly folder: string;
    readonly stack: StackIdentity;
    readonly clock: Clock;
    readonly files: RecordFiles;
    /** Whether the engine that this process serves still runs. */
    readonly isEngineAlive: () => Promise<boolean>;
    /** Takes the error of a record that could not be written. */
    readonly onWriteError?: (error: unknown) => void;
}

export class PendingCreates {
    private readonly store: RecordStore;
    /** IDs of the jobs that a state has, as calls of this process have shown, by location and name. */
    private readonly stateJobs = new Map<string, Set<string>>();
    /** Files of the creates of this process that wait for a response. */
    private readonly openFiles = new Set<string>();
    private readonly reports: CreateReports;
    /** Files of records whose jobs the output of this run names. */
    private readonly namedFiles = new Set<string>();
    /** The stack that this process serves; several where the state of a dynamic resource has the URN of before a rename. */
    private readonly stacks = new Set<string>();
    /** Files of records whose jobs an earlier run has returned to its engine. */
    private reportedFiles: ReadonlySet<string> | undefined;
    private stopHeartbeat: (() => void) | undefined;

    constructor(private readonly options: PendingCreatesOptions) {
        this.store = new RecordStore(options.folder, options.files, options.onWriteError);
        this.reports = new CreateReports(options.clock, options.isEngineAlive);
    }

    /** The engine calls for this resource. */
    serve(urn: string | undefined): void {
        if (urn === undefined) return;
        this.stacks.add(toStackUrn(urn));
        const records = this.reportedFiles === undefined ? this.store.all() : [];
        this.reportedFiles ??= new Set(records.filter(isReported).map(({ file }) => file));
    }

    /** A create request is about to be sent. */
    begin(
        urn: string,
        create: Pick<
            PendingCreate,
            "name" | "fingerprint" | "spec" | "place" | "endpoint" | "deletionPolicy" | "others"
        >,
    ): StoredCreate {
        const { key, isCertain } = this.options.stack.identity;
        const since = this.options.clock.timeOfDay();
        const { name, place: location, others = [] } = create;
        const stateIds = this.idsInStates(location, name);
        const otherIds = [...stateIds, ...this.store.findIds(name, location), ...others];
        const record = {
            version: 2,
            urn,
            stack: key,
            isStackCertain: isCertain,
            since,
            ...create,
            others: [...new Set(otherIds)],
        } as const;
        const storedRecord = { ...record, file: this.store.fileOf(record), until: since };
        this.store.write(storedRecord);
        this.openFiles.add(storedRecord.file);
        this.startHeartbeat();
        return storedRecord;
    }

    /** The request has ended, whatever its outcome. */
    finish(record: StoredCreate, id?: string): void {
        this.openFiles.delete(record.file);
        if (id !== undefined) this.amend(record, { id });
    }

    /** The job of a record was found, or searched for. */
    amend(record: StoredCreate, change: Pick<PendingCreate, "id" | "searchedMs">): void {
        this.store.write({ ...record, ...change });
    }

    /** Returns the record as it is now: another process may have written into it. */
    reload(record: StoredCreate): StoredCreate {
        return this.store.read(record.file) ?? record;
    }

    /** Returns whether a create is under way that may have made a job with the name of this record's. */
    hasRival(record: StoredCreate): boolean {
        return this.store.hasRival(record, this.options.clock.timeOfDay());
    }

    /** A state has this job, or gets it: no record without an ID is for it. `records` are those to look through. */
    exclude(job: LocatedJob, name: unknown, records = this.store.all()): void {
        this.idsInStates(job, name).add(job.id);
        this.store.rewrite(
            records,
            (record) => mayBeFor(record, job, name),
            (record) => ({ ...record, others: [...(record.others ?? []), job.id] }),
        );
    }

    private idsInStates({ region, projectId }: JobLocation, name: unknown): Set<string> {
        const key = JSON.stringify([region, projectId, name]);
        const ids = this.stateJobs.get(key) ?? new Set();
        this.stateJobs.set(key, ids);
        return ids;
    }

    /** The engine receives this job, new or adopted, and is about to persist it. */
    recordReport(job: LocatedJob): void {
        // The record of a job that this process has created, resumed or adopted has been read.
        for (const { file } of recordsOf(job, this.store.loaded())) {
            this.reports.add(file);
            this.startHeartbeat();
        }
    }

    /** A run is about to import this job. A preview does the same, so that perhaps no state gets it. */
    recordImport(job: LocatedJob, name: unknown): void {
        this.store.rewrite(
            this.store.all(),
            (record) => isRecordOf(record, job) || mayBeFor(record, job, name),
            (record) => ({ ...record, imported: true }),
        );
    }

    /** The engine deletes an earlier job of this resource only after it has persisted the new one. */
    confirmReports(urn: string): void {
        for (const record of this.store.loaded())
            if (record.urn === urn && this.reports.has(record.file)) this.end(record);
    }

    /** Returns the records of this resource in this stack, oldest first. */
    find(urn: string): StoredCreate[] {
        const isOpen = (record: StoredCreate) => record.urn === urn && !this.namedFiles.has(record.file);
        const records = this.store.all().filter((record) => isOpen(record) && this.isOfThisStack(record));
        return records.sort((one, other) => one.since - other.since);
    }

    /** Returns the records of all resources of this stack whose jobs no state has, as far as is known. */
    findUnaccountedRecords(): StoredCreate[] {
        return this.store.all().filter((record) => !isReported(record) && this.isOfRunStack(record));
    }

    private isOfRunStack(record: PendingCreate): boolean {
        return this.stacks.has(toStackUrn(record.urn)) && this.isOfThisStack(record);
    }

    private isOfThisStack({ urn, stack }: PendingCreate): boolean {
        const own = this.options.stack;
        return stack === own.identity.key || stack === own.formerKey(urn);
    }

    /** The output of this run names the job. A run that is killed has perhaps not shown it: then the record stays. */
    endAtClose(record: StoredCreate): void {
        this.namedFiles.add(record.file);
    }

    /** Nothing is left to do for this record. */
    end({ file }: Pick<StoredCreate, "file">): void {
        this.reports.remove(file);
        this.openFiles.delete(file);
        this.store.remove(file);
    }

    /**
     * A state has this job, of this name as far as is known: its record ends, and no other one is for it. Returns the
     * records that end.
     */
    confirm(job: LocatedJob, name: unknown): readonly StoredCreate[] {
        const records = this.store.all();
        const jobRecords = recordsOf(job, records);
        for (const record of jobRecords) this.end(record);
        this.exclude(job, name, records);
        return jobRecords;
    }

    /** The engine cancels the run or is about to end this process, perhaps by a signal that no process receives. */
    cancel(): void {
        this.markReports();
        this.reports.cancel();
    }

    private markReports(): void {
        for (const record of this.store.loaded())
            if (this.reports.isRecent(record.file)) this.store.write({ ...record, told: true });
    }

    /** The engine shuts this process down, after it has persisted all but the last results. */
    close(): void {
        const persistedFiles = this.reports.findPersisted();
        this.markReports();
        for (const record of this.store.all()) {
            const { file } = record;
            if (this.namedFiles.has(file) || persistedFiles.has(file)) this.end(record);
            // A whole run of the stack has not shown that a state has this job, which an earlier one has returned.
            else if (this.reportedFiles?.has(file) === true && this.isOfRunStack(record))
                this.store.write({ ...record, unseen: true });
        }
    }

    private startHeartbeat(): void {
        this.stopHeartbeat ??= this.options.clock.repeat(heartbeatMs, () => {
            void this.keepAlive();
        });
    }

    private async keepAlive(): Promise<void> {
        for (const file of await this.reports.takeReceived()) {
            const record = this.store.read(file);
            if (record !== undefined) this.store.write({ ...record, told: true });
        }
        const now = this.options.clock.timeOfDay();
        for (const file of this.openFiles) this.store.touch(file, now);
        if (this.openFiles.size > 0 || this.reports.hasRecent()) return;
        this.stopHeartbeat?.();
        this.stopHeartbeat = undefined;
    }
}

const recordsOf = (job: LocatedJob, records: readonly StoredCreate[]): StoredCreate[] =>
    records.filter((record) => isRecordOf(record, job));

/** Returns whether the create of a record that names no job may have made this one. */
const mayBeFor = (record: StoredCreate, job: LocatedJob, name: unknown): boolean =>
    record.name === name &&
    record.id === undefined &&
    record.others?.includes(job.id) !== true &&
    isSameLocation(record.place, job);

/** Returns whether most likely a state has the job of the record: the engine has received it, or was about to import it. */
const isReported = ({ told, imported, unseen }: StoredCreate): boolean =>
    (told === true || imported === true) && unseen !== true;
