/* The pending create records on this machine's disk. Other provider processes read, write and remove the same files. */
import path from "node:path";
import { isSameLocation, type JobLocation } from "../modelarts/location";
import type { LocatedJob } from "./ownership";
import { convertFormerRecord, parseRecord, type PendingCreate, recordFileName } from "./pendingRecord";
import type { RecordFiles } from "./recordFiles";

/** A record with what only its file tells. */
export interface StoredCreate extends PendingCreate {
    readonly file: string;
    /** Time of the last heartbeat, in milliseconds since 1970 by this machine's clock. */
    readonly until: number;
}

/** Returns whether the record names this job as the one that its create has made. */
export function isRecordOf({ id, place: location }: PendingCreate, job: LocatedJob): boolean {
    return id === job.id && isSameLocation(location, job);
}

/** A create whose last heartbeat is older is not under way. */
const maxHeartbeatAgeMs = 5000;

/** An error of the file system is ignored, since a record only helps after an interruption. */
export class RecordStore {
    private readonly records = new Map<string, StoredCreate>();

    constructor(
        private readonly folder: string,
        private readonly files: RecordFiles,
        private readonly onWriteError: (error: unknown) => void = () => undefined,
    ) {}

    /** Returns the records of all files that are there now, each as this process has last read or written it. */
    all(): StoredCreate[] {
        const paths = this.list();
        if (paths !== undefined) {
            for (const file of this.records.keys()) if (!paths.has(file)) this.records.delete(file);
            for (const file of paths) if (!this.records.has(file)) this.read(file);
        }
        return this.loaded();
    }

    /** Returns the records that this process has read or written, without reading the folder. */
    loaded(): StoredCreate[] {
        return [...this.records.values()];
    }

    /** Returns the IDs of the jobs of this name that the loaded records have now, of any stack. */
    findIds(name: string, location: JobLocation): string[] {
        return this.loaded()
            .filter((record) => record.name === name && isSameLocation(record.place, location))
            .flatMap((record) => record.id ?? this.read(record.file)?.id ?? []);
    }

    /** Returns the record as its file has it now, or `undefined` where there is none. */
    read(file: string): StoredCreate | undefined {
        try {
            const { text, modifiedAt } = this.files.read(file);
            const record = parseRecord(text);
            const storedRecord =
                record === undefined
                    ? this.convert(file, text, modifiedAt)
                    : { ...record, file, until: modifiedAt };
            if (storedRecord !== undefined) this.records.set(storedRecord.file, storedRecord);
            return storedRecord;
        } catch {
            return undefined;
        }
    }

    /** Returns whether a create of this name is under way: it has no ID, and had a heartbeat a moment ago. */
    hasRival({ file, name, place: location }: StoredCreate, now: number): boolean {
        const isRival = (other: StoredCreate | undefined): boolean =>
            other !== undefined && other.id === undefined && now - other.until < maxHeartbeatAgeMs;
        return this.all()
            .filter((other) => other.file !== file && other.name === name)
            .some((other) => isSameLocation(other.place, location) && isRival(this.read(other.file)));
    }

    /** Returns the path of the file of a new record. */
    fileOf(record: PendingCreate): string {
        return path.join(this.folder, recordFileName(record));
    }

    /** Only a heartbeat moves `until`, the end of the time in which the job may have been created. */
    write(storedRecord: StoredCreate): void {
        const { file, until, ...record } = storedRecord;
        this.records.set(file, storedRecord);
        try {
            this.files.write(file, JSON.stringify(record));
            this.files.touch(file, until);
        } catch (error) {
            // The record is in this process alone then.
            this.onWriteError(error);
        }
    }

    /** Changes the records that are meant, as their files have them now: another process may have written into them. */
    rewrite(
        records: readonly StoredCreate[],
        isMeant: (record: StoredCreate) => boolean,
        change: (record: StoredCreate) => StoredCreate,
    ): void {
        for (const { file } of records.filter(isMeant)) {
            const record = this.read(file);
            if (record !== undefined && isMeant(record)) this.write(change(record));
        }
    }

    touch(file: string, modifiedAt: number): void {
        try {
            this.files.touch(file, modifiedAt);
        } catch {
            // The file is not there, or cannot be changed.
        }
    }

    remove(file: string): void {
        this.records.delete(file);
        try {
            this.files.remove(file);
        } catch {
            // The record stays then, although a state has its job.
        }
    }

    /** Returns `undefined` where there is no folder. A file that is half written has another ending. */
    private list(): ReadonlySet<string> | undefined {
        try {
            return new Set(this.files.list(this.folder).filter((file) => file.endsWith(".json")));
        } catch {
            return undefined;
        }
    }

    /** Replaces a file of the first version, which holds the whole specification of the job. */
    private convert(file: string, text: string, modifiedAt: number): StoredCreate | undefined {
        const record = convertFormerRecord(path.basename(file, ".json"), text);
        if (record === undefined) return undefined;
        const newFile = this.fileOf(record);
        this.files.write(newFile, JSON.stringify(record));
        this.files.touch(newFile, modifiedAt);
        this.files.remove(file);
        return { ...record, file: newFile, until: modifiedAt };
    }
}
