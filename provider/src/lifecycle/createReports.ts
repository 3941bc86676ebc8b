import type { Clock } from "../modelarts/clock";

/** An engine that is killed may not have received the results of this last period. */
const engineWriteGraceMs = 5000;
/** The engine cancels at the usual end too, just before it ends this process. A second Ctrl-C comes later. */
const usualEndMs = 250;

/** The creates whose results this process has returned to the engine, by the files of their records. */
export class CreateReports {
    /** Readings of `Clock.monotonicNow` at which the results were returned. */
    private readonly times = new Map<string, number>();
    /** The engine has received these results. With many jobs it persists the last one minutes later. */
    private readonly receivedFiles = new Set<string>();
    private cancelledAt: number | undefined;

    constructor(
        private readonly clock: Clock,
        private readonly isEngineAlive: () => Promise<boolean>,
    ) {}

    add(file: string): void {
        this.times.set(file, this.clock.monotonicNow());
    }

    remove(file: string): void {
        this.times.delete(file);
        this.receivedFiles.delete(file);
    }

    has(file: string): boolean {
        return this.times.has(file) || this.receivedFiles.has(file);
    }

    /** Returns whether it is not known yet that the engine has received the result. */
    isRecent(file: string): boolean {
        return this.times.has(file);
    }

    hasRecent(): boolean {
        return this.times.size > 0;
    }

    cancel(): void {
        this.cancelledAt ??= this.clock.monotonicNow();
    }

    /** Returns the files whose results the engine persists: none after a second Ctrl-C. */
    findPersisted(): ReadonlySet<string> {
        const { cancelledAt = Infinity } = this;
        return this.clock.monotonicNow() - cancelledAt > usualEndMs ? new Set() : this.receivedFiles;
    }

    /** Resolves with the files whose results the engine has received since. An engine that was killed has received none. */
    async takeReceived(): Promise<string[]> {
        const now = this.clock.monotonicNow();
        const dueReports = [...this.times].filter(([, time]) => now - time >= engineWriteGraceMs);
        if (dueReports.length === 0) return [];
        const isReceived = await this.isEngineAlive();
        const files = dueReports.map(([file]) => file);
        for (const file of files) {
            this.times.delete(file);
            if (isReceived) this.receivedFiles.add(file);
        }
        return isReceived ? files : [];
    }
}
