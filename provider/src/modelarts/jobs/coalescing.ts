import DataLoader from "dataloader";
import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, describeJob, transientErrors, withDetails } from "../errors";
import { requireJobId } from "../ids";
import type { CallOptions, Job, JobOrId, PollOptions, PollingJobsClient } from "../job";

/** Reads that begin within this time form one batch. */
const batchWindowMs = 20;

interface PollRequest extends PollOptions {
    readonly id: string;
}

/**
 * Coalesces concurrent `get` calls into one `list` request. A single `get`, or an ID that the list lacks, falls back to
 * the show endpoint, so that `not-found` always comes from there.
 */
export class CoalescingJobsClient implements PollingJobsClient {
    private readonly polls: DataLoader<PollRequest, Job>;
    private snapshot: { readonly at: number; readonly jobs: ReadonlyMap<string, Job> } | undefined;
    private listRequest: Promise<unknown> = Promise.resolve();
    private readonly lastActionAt = new Map<string, number>();
    /** IDs of jobs that exist and that no list has, such as those of another workspace. */
    private readonly unlistedIds = new Set<string>();
    /** Number of pages of the last list. */
    private pageCount = 1;
    private canList = true;

    constructor(
        private readonly jobs: PollingJobsClient,
        private readonly clock: Clock,
    ) {
        this.polls = new DataLoader((batch) => this.loadBatch(batch), {
            cache: false,
            batchScheduleFn: (dispatch) => void this.waitForBatch().then(dispatch),
        });
    }

    create: PollingJobsClient["create"] = (spec, options) => this.jobs.create(spec, options);
    findCreatedBy: PollingJobsClient["findCreatedBy"] = (attempt, options) =>
        this.jobs.findCreatedBy(attempt, options);
    pages: PollingJobsClient["pages"] = (query, options) => this.jobs.pages(query, options);
    list: PollingJobsClient["list"] = (query, options) => this.jobs.list(query, options);
    update: PollingJobsClient["update"] = (job, change, options) =>
        this.recordAction(job, this.jobs.update(job, change, options));
    stop: PollingJobsClient["stop"] = (job, options) => this.recordAction(job, this.jobs.stop(job, options));
    restart: PollingJobsClient["restart"] = (job, options) =>
        this.recordAction(job, this.jobs.restart(job, options));
    delete: PollingJobsClient["delete"] = (job, options) =>
        this.recordAction(job, this.jobs.delete(job, options));

    async get(job: JobOrId, options: PollOptions = {}): Promise<Job> {
        const id = requireJobId(job, "look up");
        return this.readSnapshot(id, options) ?? (await this.polls.load({ ...options, id }));
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
        return action.finally(() => this.lastActionAt.set(id, this.clock.monotonicNow()));
    }

    private readSnapshot(id: string, { maxAgeMs = 0 }: PollOptions): Job | undefined {
        if (this.snapshot === undefined || this.snapshot.at + maxAgeMs < this.clock.monotonicNow())
            return undefined;
        return this.snapshot.at > (this.lastActionAt.get(id) ?? -Infinity)
            ? this.snapshot.jobs.get(id)
            : undefined;
    }

    private async loadBatch(batch: readonly PollRequest[]): Promise<(Job | Error)[]> {
        // A read whose operation was cancelled while the batch was collected is not sent.
        const openPolls = new Set(batch.filter(({ signal }) => signal?.aborted !== true));
        const listPromise = this.tryList([...openPolls]);
        // The next batch waits for the end of this list, whatever its result.
        this.listRequest = listPromise.catch(() => undefined);
        const listResult = await listPromise;
        const list = listResult instanceof Error ? undefined : listResult;
        // Each job is shown once per batch.
        const showPromises = new Map<string, Promise<Job | Error>>();
        return Promise.all(
            batch.map(async (poll) => {
                const { id, signal } = poll;
                if (!openPolls.has(poll)) return signal?.reason as Error;
                const job = list?.jobs.get(id);
                if (job !== undefined) return job;
                if (isModelArtsError(listResult) && poll.noRetry === true && !this.unlistedIds.has(id)) {
                    return withDetails(listResult, {
                        operation: `look up ${describeJob({ id })}`,
                        job: { id },
                    });
                }
                const showPromise = showPromises.get(id) ?? this.show(poll, list?.isComplete === true);
                showPromises.set(id, showPromise);
                return showPromise;
            }),
        );
    }

    private async show({ id, ...options }: PollRequest, isMissing: boolean): Promise<Job | Error> {
        try {
            const job = await this.jobs.get(id, options);
            if (isMissing) this.unlistedIds.add(id);
            return job;
        } catch (error) {
            return error as Error;
        }
    }

    /** A list that has these jobs; the error where the list failed; `undefined` where show requests cost less. */
    private async tryList(batch: readonly PollRequest[]): Promise<ListResult | ModelArtsError | undefined> {
        const missingIds = new Set(batch.map(({ id }) => id).filter((id) => !this.unlistedIds.has(id)));
        if (!this.canList || missingIds.size <= this.pageCount) return undefined;
        const startedAt = this.clock.monotonicNow();
        const jobs = new Map<string, Job>();
        let pageCount = 0;
        let isComplete = true;
        try {
            for await (const page of this.jobs.pages(newestFirst, {
                ...latestDeadline(batch),
                noRetry: true,
            })) {
                pageCount++;
                for (const job of page.jobs) {
                    jobs.set(job.id, job);
                    missingIds.delete(job.id);
                }
                // The rest costs at most as many show requests as the list has had pages.
                isComplete = missingIds.size > pageCount;
                if (!isComplete) break;
            }
        } catch (error) {
            if (!isModelArtsError(error)) throw error;
            // A user who may not list may still show.
            this.canList = isModelArtsError(error, ...transientErrors);
            return this.canList ? error : undefined;
        }
        this.pageCount = Math.max(1, pageCount);
        this.snapshot = { at: startedAt, jobs };
        return { jobs, isComplete };
    }
}

/** Jobs that are polled are mostly new. */
const newestFirst = { sortBy: "id", order: "desc" } as const;

interface ListResult {
    readonly jobs: ReadonlyMap<string, Job>;
    /** The list was read to its end. */
    readonly isComplete: boolean;
}

function latestDeadline(batch: readonly PollRequest[]): CallOptions {
    const deadlines = batch.map(({ deadline = Infinity }) => deadline);
    return { deadline: Math.max(...deadlines) };
}
