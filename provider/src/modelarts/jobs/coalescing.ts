import DataLoader from "dataloader";
import type { Clock } from "../clock";
import { isModelArtsError, ModelArtsError, describeJob, transientErrors, withDetails } from "../errors";
import { requireJobId } from "../ids";
import type { Job, JobOrId, PollOptions, PollingJobsClient } from "../job";
import { Reader, sharedOptions } from "./reader";

/** Reads that begin within this time form one batch. */
const batchWindowMs = 20;

/** The result of one reader. It may arrive later than those of the others, whose batch does not wait for it. */
interface ReadResult {
    readonly job: Promise<Job>;
}

/**
 * Coalesces concurrent `get` calls into one `list` request. A single `get`, or an ID that the list lacks, falls back to
 * the show endpoint, so that `not-found` comes from there, except after an accepted delete. Each read keeps its own
 * deadline, signal and retries.
 */
export class CoalescingJobsClient implements PollingJobsClient {
    private readonly reads: DataLoader<Reader, ReadResult>;
    private snapshot: Snapshot | undefined;
    private listRequest: Promise<unknown> = Promise.resolve();
    private actionCount = 0;
    /** The number of the last action on each job, by its ID. */
    private readonly lastActions = new Map<string, number>();
    /** The number of the accepted delete of each job, by its ID. */
    private readonly deletions = new Map<string, number>();
    /** IDs of jobs that a list has had: the lists show their workspace. */
    private readonly listedIds = new Set<string>();
    /** IDs of jobs that exist and that no list has, such as those of another workspace. */
    private readonly unlistedIds = new Set<string>();
    /** IDs of jobs whose automatic stop a list lacks that has one of another job. */
    private readonly idsWithoutAutoStop = new Set<string>();
    /** IDs of new jobs whose automatic stop no list has been read for: one list serves their next read. */
    private readonly uncheckedIds = new Set<string>();
    /** Number of pages of the last list. */
    private pageCount = 1;
    private canList = true;

    constructor(
        private readonly jobs: PollingJobsClient,
        private readonly clock: Clock,
    ) {
        this.reads = new DataLoader((batch) => this.loadBatch(batch), {
            cache: false,
            batchScheduleFn: (dispatch) => void this.waitForBatch().then(dispatch),
        });
    }

    create: PollingJobsClient["create"] = async (spec, options) => {
        const job = await this.jobs.create(spec, options);
        if (spec.autoStopHours !== undefined) this.uncheckedIds.add(job.id);
        return job;
    };
    findByName: PollingJobsClient["findByName"] = (name, options) => this.jobs.findByName(name, options);
    pages: PollingJobsClient["pages"] = (query, options) => this.jobs.pages(query, options);
    list: PollingJobsClient["list"] = (query, options) => this.jobs.list(query, options);
    update: PollingJobsClient["update"] = (job, change, options) =>
        this.recordAction(job, this.jobs.update(job, change, options));
    stop: PollingJobsClient["stop"] = (job, options) => this.recordAction(job, this.jobs.stop(job, options));
    restart: PollingJobsClient["restart"] = (job, options) =>
        this.recordAction(job, this.jobs.restart(job, options));
    delete: PollingJobsClient["delete"] = async (job, options) => {
        await this.recordAction(job, this.jobs.delete(job, options));
        this.deletions.set(typeof job === "string" ? job : job.id, this.actionCount);
    };

    async get(job: JobOrId, options: PollOptions = {}): Promise<Job> {
        const id = requireJobId(job, "look up");
        const snapshotJob = this.readSnapshot(id, options);
        if (snapshotJob !== undefined) return snapshotJob;
        const reader = new Reader(id, options, this.clock);
        return reader.waitFor(async () => (await this.reads.load(reader)).job);
    }

    /** Returns whether a list that shows the automatic stop of another job shows none of this one. */
    isWithoutAutoStop(id: string): boolean {
        return this.idsWithoutAutoStop.has(id);
    }

    /**
     * Resolves when the next batch may begin. Only one list is in flight; later reads join the next one, so that polling
     * cannot starve writes when the rate limit is low.
     */
    private async waitForBatch(): Promise<void> {
        await this.clock.sleep(batchWindowMs);
        await this.listRequest;
    }

    /** Remembers the end of an action, since an observation from before it says nothing about the time after it. */
    private recordAction(job: JobOrId, action: Promise<void>): Promise<void> {
        const id = typeof job === "string" ? job : job.id;
        return action.finally(() => this.lastActions.set(id, ++this.actionCount));
    }

    private readSnapshot(id: string, { maxAgeMs = 0 }: PollOptions): Job | undefined {
        const { snapshot } = this;
        if (snapshot === undefined || snapshot.at + maxAgeMs < this.clock.monotonicNow()) return undefined;
        return (this.lastActions.get(id) ?? 0) <= snapshot.actionCount ? snapshot.jobs.get(id) : undefined;
    }

    private async loadBatch(batch: readonly Reader[]): Promise<ReadResult[]> {
        // A reader that ended while the batch was collected needs no request.
        const readers = batch.filter(({ signal }) => !signal.aborted);
        const listPromise = this.tryList(readers);
        // The next batch waits for the end of this list, whatever its result.
        this.listRequest = listPromise.catch(() => undefined);
        const listResult = await listPromise;
        const list = listResult instanceof Error ? undefined : listResult;
        // Readers with retries and readers without share one show each.
        const showPromises = new Map<string, Promise<Job>>();
        const share = ({ id, mayRetry }: Reader): Promise<Job> => {
            const key = `${id} ${mayRetry}`;
            const promise =
                showPromises.get(key) ?? this.show(id, mayRetry, readers, list?.isComplete === true);
            showPromises.set(key, promise);
            return promise;
        };
        return batch.map((reader) => {
            const { id, signal, mayRetry } = reader;
            if (signal.aborted) return toResult(Promise.reject(signal.reason as Error));
            const job = list?.jobs.get(id);
            if (job !== undefined) return toResult(Promise.resolve(job));
            if (isModelArtsError(listResult) && !mayRetry && !this.unlistedIds.has(id)) {
                const operation = `look up ${describeJob({ id })}`;
                return toResult(Promise.reject(withDetails(listResult, { operation, job: { id } })));
            }
            if (list !== undefined && this.isDeleted(id, list))
                return toResult(Promise.reject(deletedError(id)));
            return toResult(share(reader));
        });
    }

    /** After an accepted delete, a complete list without a job that earlier lists had needs no show as a confirmation. */
    private isDeleted(id: string, { isComplete, actionCount }: ListResult): boolean {
        const deletion = this.deletions.get(id);
        return isComplete && this.listedIds.has(id) && deletion !== undefined && deletion <= actionCount;
    }

    /** Shows one job for the readers of it that have the same retries. */
    private async show(
        id: string,
        mayRetry: boolean,
        batch: readonly Reader[],
        isMissing: boolean,
    ): Promise<Job> {
        const readers = batch.filter((each) => each.id === id && each.mayRetry === mayRetry);
        const job = await this.jobs.get(id, { ...sharedOptions(readers), noRetry: !mayRetry });
        if (isMissing) this.unlistedIds.add(id);
        return job;
    }

    /**
     * Resolves with a list that has these jobs, with the error where it failed, or with `undefined` where shows cost
     * less.
     */
    private async tryList(readers: readonly Reader[]): Promise<ListResult | ModelArtsError | undefined> {
        const missingIds = new Set(readers.map(({ id }) => id).filter((id) => !this.unlistedIds.has(id)));
        const isCheck = readers.filter(({ id }) => this.uncheckedIds.delete(id)).length > 0;
        if (!this.canList || (missingIds.size <= this.pageCount && !isCheck)) return undefined;
        const at = this.clock.monotonicNow();
        const { actionCount } = this;
        const jobs = new Map<string, Job>();
        let pageCount = 0;
        let isComplete = true;
        try {
            const options = { ...sharedOptions(readers), noRetry: true };
            for await (const page of this.jobs.pages(newestFirst, options)) {
                pageCount++;
                const showsAutoStop = page.jobs.some(({ autoStopHours }) => autoStopHours !== undefined);
                for (const job of page.jobs) {
                    jobs.set(job.id, job);
                    this.listedIds.add(job.id);
                    missingIds.delete(job.id);
                    if (showsAutoStop && job.autoStopHours === undefined) this.idsWithoutAutoStop.add(job.id);
                }
                // The rest costs at most as many show requests as the list has had pages.
                isComplete = missingIds.size > pageCount && page.isUncertain !== true;
                if (!isComplete) break;
            }
        } catch (error) {
            if (!isModelArtsError(error)) throw error;
            // A user who may not list may still show.
            this.canList = isModelArtsError(error, ...transientErrors);
            return this.canList ? error : undefined;
        }
        this.pageCount = Math.max(1, pageCount);
        this.snapshot = { at, actionCount, jobs };
        return { jobs, isComplete, actionCount };
    }
}

/** Jobs that are polled are mostly new. */
const newestFirst = { sortBy: "id", order: "desc" } as const;

interface ListResult {
    readonly jobs: ReadonlyMap<string, Job>;
    /** The list was read to its end. */
    readonly isComplete: boolean;
    /** Number of actions that had ended before the list was requested. */
    readonly actionCount: number;
}

interface Snapshot {
    /** Reading of `Clock.monotonicNow` before the list was requested. */
    readonly at: number;
    /** Number of actions that had ended by then. */
    readonly actionCount: number;
    readonly jobs: ReadonlyMap<string, Job>;
}

function deletedError(id: string): ModelArtsError {
    return new ModelArtsError({
        kind: "not-found",
        operation: `look up ${describeJob({ id })}`,
        reason: "the service has deleted the job, and no list has it any more",
        job: { id },
    });
}

function toResult(job: Promise<Job>): ReadResult {
    // A reader that ended before does not handle the error.
    job.catch(() => undefined);
    return { job };
}
