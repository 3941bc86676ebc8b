import DataLoader from "dataloader";
import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, describeJob, transientErrors, withDetails } from "../errors";
import type { CallOptions, Job, PollOptions, PollingJobsClient } from "../job";
import type { PagedJobsClient } from "./jobsClient";

/** Who looks within this time looks together. */
const batchWindowMs = 20;

interface PollRequest extends PollOptions {
    readonly id: string;
}

/**
 * Many lookers, few requests: those who look at the same time are served by one list. One alone is served by show; so
 * is whom the list does not have, before anything is concluded from that.
 */
export class CoalescingJobsClient implements PollingJobsClient {
    private readonly polls: DataLoader<PollRequest, Job>;
    private snapshot: { readonly at: number; readonly jobs: ReadonlyMap<string, Job> } | undefined;
    private listRequest: Promise<unknown> = Promise.resolve();
    private readonly lastActionAt = new Map<string, number>();
    /** Jobs that exist and are in no list, such as those of another workspace. */
    private readonly unlistedIds = new Set<string>();
    /** What a whole list costs, as far as is known. */
    private pageCount = 1;
    private canList = true;

    constructor(
        private readonly jobs: PagedJobsClient,
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
    list: PollingJobsClient["list"] = (query, options) => this.jobs.list(query, options);
    update: PollingJobsClient["update"] = (id, change, options) =>
        this.recordAction(id, this.jobs.update(id, change, options));
    stop: PollingJobsClient["stop"] = (id, options) => this.recordAction(id, this.jobs.stop(id, options));
    restart: PollingJobsClient["restart"] = (id, options) =>
        this.recordAction(id, this.jobs.restart(id, options));
    delete: PollingJobsClient["delete"] = (id, options) =>
        this.recordAction(id, this.jobs.delete(id, options));

    async get(id: string, options: PollOptions = {}): Promise<Job> {
        return this.readSnapshot(id, options) ?? (await this.polls.load({ ...options, id }));
    }

    /** Who comes while a list is under way waits for the next one: where turns are rare, lists must not take them all. */
    private async waitForBatch(): Promise<void> {
        await this.clock.sleep(batchWindowMs);
        await this.listRequest;
    }

    /** What was seen before an act says nothing about the time after it. */
    private recordAction(id: string, action: Promise<void>): Promise<void> {
        return action.finally(() => this.lastActionAt.set(id, this.clock.now()));
    }

    private readSnapshot(id: string, { maxAgeMs = 0 }: PollOptions): Job | undefined {
        if (this.snapshot === undefined || this.snapshot.at + maxAgeMs < this.clock.now()) return undefined;
        return this.snapshot.at > (this.lastActionAt.get(id) ?? -Infinity)
            ? this.snapshot.jobs.get(id)
            : undefined;
    }

    private async loadBatch(batch: readonly PollRequest[]): Promise<(Job | Error)[]> {
        const listPromise = this.tryList(batch);
        // Only one at a time; those who wait for its end need not know how it ended.
        this.listRequest = listPromise.catch(() => undefined);
        const listResult = await listPromise;
        const list = listResult instanceof Error ? undefined : listResult;
        // Each job once, whoever looks at it.
        const showPromises = new Map<string, Promise<Job | Error>>();
        return Promise.all(
            batch.map(async (poll) => {
                const { id } = poll;
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

    /** A list with these jobs; the failure, where it could not be had; nothing, where it is not worth it. */
    private async tryList(batch: readonly PollRequest[]): Promise<ListResult | ModelArtsError | undefined> {
        const missingIds = new Set(batch.map(({ id }) => id).filter((id) => !this.unlistedIds.has(id)));
        if (!this.canList || missingIds.size <= this.pageCount) return undefined;
        const startedAt = this.clock.now();
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
                // What is left is as cheap to ask for one by one.
                isComplete = missingIds.size > pageCount;
                if (!isComplete) break;
            }
        } catch (error) {
            if (!isModelArtsError(error)) throw error;
            // Who may not list may show.
            this.canList = isModelArtsError(error, ...transientErrors);
            return this.canList ? error : undefined;
        }
        this.pageCount = Math.max(1, pageCount);
        this.snapshot = { at: startedAt, jobs };
        return { jobs, isComplete };
    }
}

/** Those that somebody waits for are mostly new. */
const newestFirst = { sortBy: "id", order: "desc" } as const;

interface ListResult {
    readonly jobs: ReadonlyMap<string, Job>;
    /** Nothing was left out. */
    readonly isComplete: boolean;
}

function latestDeadline(batch: readonly PollRequest[]): CallOptions {
    const deadlines = batch.map(({ deadline = Infinity }) => deadline);
    return { deadline: Math.max(...deadlines) };
}
