/*
 * Makes the facts of all provider processes of one run of the engine known to each of them. Every explicit provider of
 * the plugin is a process of its own, and so is Pulumi's host of dynamic providers. What they have in common is the
 * address of the engine. Each process appends to a file of its own, `{host}-{engine}-{process ID}.jsonl`.
 */
import path from "node:path";
import type { DeclaredDeletion } from "../properties/deletion";
import { hashJson } from "./hash";
import type { RecordFiles } from "./recordFiles";

/**
 * `checks`: the program has the resource. `begins`: the engine calls for a create. `declares`: the program names the job, to adopt it. `keeps`: the state has the
 * job, and the program goes on with it. `acquires`: a create or an import returned it. `releases`: the resource is
 * replaced, or does not get the job after all. `stops`: a delete is about to stop or delete it. `deletes`: that delete
 * sends the request that deletes it. `transfers`: a delete leaves the job, or only stops it, since its next owner is about
 * to adopt it. `ends`: that delete has ended.
 */
export interface Fact {
    readonly kind:
        | "checks"
        | "begins"
        | "declares"
        | "keeps"
        | "acquires"
        | "releases"
        | "stops"
        | "deletes"
        | "transfers"
        | "ends";
    readonly urn: string;
    readonly id: string;
    readonly region?: string | undefined;
    /** `undefined` only where it is not known before the project has been looked up. */
    readonly projectId?: string | undefined;
    /** `checks`: what the program declares of the deletion. */
    readonly deletion?: DeclaredDeletion;
    /** `acquires`: the name of the job, if the service tells it. */
    readonly name?: string | undefined;
    /** `declares`: the state had this job before the run. */
    readonly hadBefore?: boolean;
    /** `stops` and `transfers`: the job was running or starting. */
    readonly wasRunning?: boolean;
}

export interface RunLogOptions {
    /** A folder below the home of Pulumi. */
    readonly folder: string;
    readonly hostname: string;
    /** It is `undefined` where the process serves no engine: then there are no processes beside it. */
    readonly engineAddress: string | undefined;
    readonly processId: number;
    /** Time at which this process started, in milliseconds since 1970 by this machine's clock. */
    readonly startedAt: number;
    readonly isProcessAlive: (processId: number) => boolean;
    readonly files: RecordFiles;
}

/** An error of the file system is ignored: then each process knows its own facts. */
export class RunLog {
    private readonly host: string;
    /** The names of all files of this run begin so. */
    private readonly run: string;
    private readonly ownFile: string;
    /** The size of each file and the number of its facts, when they were last read. */
    private readonly lastReadings = new Map<string, { readonly size: number; readonly factCount: number }>();
    private hasPublished = false;
    /** The last fact was perhaps written in part. */
    private hasFailed = false;

    constructor(private readonly options: RunLogOptions) {
        this.host = `${shortHash(options.hostname)}-`;
        this.run = `${this.host}${shortHash(options.engineAddress ?? "")}-`;
        this.ownFile = path.join(options.folder, `${this.run}${options.processId}.jsonl`);
    }

    publish(fact: Fact): void {
        const { engineAddress, files } = this.options;
        if (engineAddress === undefined) return;
        try {
            if (!this.hasPublished) this.removeOldFiles();
            // What a full disk has left of a fact stays a line of its own.
            const start = this.hasFailed ? "\n" : "";
            this.hasFailed = true;
            files.append(this.ownFile, `${start}${JSON.stringify(fact)}\n`);
            this.hasFailed = false;
        } catch {
            // The home may be read-only.
        }
        this.hasPublished = true;
    }

    /** Returns the facts that other processes have published since the last call. */
    readNew(): Fact[] {
        const { engineAddress, folder, files } = this.options;
        if (engineAddress === undefined) return [];
        let paths: readonly string[] = [];
        try {
            paths = files.list(folder).filter((file) => path.basename(file).startsWith(this.run));
        } catch {
            // No process of this home has published anything.
        }
        return paths.flatMap((file) => this.readFile(file));
    }

    /** The engine shuts this process down gracefully. */
    close(): void {
        if (!this.hasPublished) return;
        try {
            this.options.files.remove(this.ownFile);
        } catch {
            // A later run removes the file.
        }
    }

    private readFile(file: string): Fact[] {
        if (file === this.ownFile) return [];
        const { files, startedAt } = this.options;
        try {
            const last = this.lastReadings.get(file);
            // Files only grow. Facts are asked for many times, and a thousand resources write long files.
            const size = files.size(file);
            if (size === last?.size) return [];
            const { text, modifiedAt } = files.read(file);
            // An engine that was killed may have had the same address. The facts of a process of this run count after its end.
            if (!this.isOpen(file) && modifiedAt < startedAt) return [];
            // The last line may be half written.
            const lines = text.split("\n").slice(0, -1);
            const knownCount = last === undefined || size < last.size ? 0 : last.factCount;
            this.lastReadings.set(file, { size, factCount: lines.length });
            return lines.slice(knownCount).flatMap(parseFact);
        } catch {
            // A process that closes removes its file, and the facts of the others still count.
            return [];
        }
    }

    /** Removes the files of processes of this machine that were killed, and of an earlier process with this ID. */
    private removeOldFiles(): void {
        const { files, folder } = this.options;
        const remove = (file: string): void => {
            try {
                files.remove(file);
            } catch {
                // A program may have it open, which Windows does not permit.
            }
        };
        remove(this.ownFile);
        let paths: readonly string[] = [];
        try {
            paths = files.list(folder);
        } catch {
            // There is no folder yet.
        }
        for (const file of paths) {
            const name = path.basename(file);
            // The other processes of this run may still have to read what one has published that has ended.
            const isOfOtherRun = name.startsWith(this.host) && !name.startsWith(this.run);
            if (isOfOtherRun && !this.isOpen(file)) remove(file);
        }
    }

    /** Returns whether the process of a file still runs. */
    private isOpen(file: string): boolean {
        const [, processId] = /-(\d+)\.jsonl$/.exec(file) ?? [];
        return processId !== undefined && this.options.isProcessAlive(Number(processId));
    }
}

/** A line that is no fact was cut off by a full disk. */
function parseFact(line: string): Fact[] {
    try {
        return [JSON.parse(line) as Fact];
    } catch {
        return [];
    }
}

function shortHash(text: string): string {
    return hashJson(text).slice(0, 16);
}
