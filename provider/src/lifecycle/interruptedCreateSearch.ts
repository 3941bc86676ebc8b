import { ignoreNotFound, ModelArtsError } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { matchAttempt } from "../modelarts/jobs/createdJob";
import { describeJobs } from "../modelarts/jobs/unconfirmedCreate";
import { isSettled } from "../modelarts/notFound";
import { pause } from "../modelarts/poll";
import { getJob } from "../reconcile/getJob";
import type { Operation } from "../reconcile/reconcile";
import type { Connection } from "./connections";
import { describeCreate, manualHint } from "./describeCreate";
import type { Messages } from "./messages";
import type { JobOwnership } from "./ownership";
import type { PendingCreates } from "./pendingCreates";
import type { StoredCreate } from "./recordStore";

/** Milliseconds between two searches for a job that the list may not have yet. */
const searchIntervalMs = 5000;

/** Finds the job of an interrupted create, by its ID or by what a list says of it. */
export class InterruptedCreateSearch {
    constructor(
        private readonly pendingCreates: PendingCreates,
        private readonly ownership: JobOwnership,
        private readonly messages: Messages,
    ) {}

    /**
     * `adoptedId` is the job that the program adopts in its place. Resolves with `undefined` only where the create has
     * surely made no job, or where that job is missing by now.
     *
     * @throws {rejected} where that is not certain.
     */
    async find(
        record: StoredCreate,
        adoptedId: string | undefined,
        connection: Connection,
        operation: Operation,
    ): Promise<Job | undefined> {
        const { jobs, polling } = connection;
        const { clock, intervalMs = searchIntervalMs } = polling;
        // The clock of this machine, which wrote the times of the record, may be wrong: they do not say how old the job is.
        if (record.id !== undefined)
            return ignoreNotFound(getJob({ id: record.id }, jobs, polling, operation));
        const { deadline, signal } = operation;
        let { until } = record;
        let searchedMs = record.searchedMs ?? 0;
        let searchCount = 0;
        let lastSearchAt = clock.monotonicNow();
        for (;;) {
            const job = await this.findByName(record, adoptedId, connection, operation);
            if (job !== undefined && job !== "contested") return job;
            const attempt = this.pendingCreates.reload(record);
            const now = clock.monotonicNow();
            // A create whose process has touched its record since the last search has not ended.
            const isOver = attempt.until === until && job !== "contested";
            searchCount = isOver ? searchCount + 1 : 0;
            searchedMs = isOver ? searchedMs + now - lastSearchAt : 0;
            ({ until } = attempt);
            lastSearchAt = now;
            this.pendingCreates.amend(attempt, { searchedMs });
            if (isSettled(searchCount, searchedMs)) return undefined;
            this.messages.progress(record.urn, "looking for the job of an interrupted create");
            if (!(await pause(clock, intervalMs, deadline, signal)))
                throw uncertainCreateError(
                    record,
                    "it is too early to say that it has made no job",
                    "Run the same again in a minute.",
                );
        }
    }

    /** Resolves with `contested` while another create of this name is under way, whose job it may be. */
    private async findByName(
        record: StoredCreate,
        adoptedId: string | undefined,
        { jobs, location }: Connection,
        { deadline, signal, onRetry }: Operation,
    ): Promise<Job | "contested" | undefined> {
        const namesakes = await jobs.findByName(record.name, { deadline, signal, onRetry });
        const attempt = this.pendingCreates.reload(record);
        const freeJobs = namesakes.jobs.filter(
            ({ id }) =>
                attempt.others?.includes(id) !== true &&
                this.ownership.owners({ id, ...location }).length === 0,
        );
        const match = matchAttempt(attempt, { ...namesakes, jobs: freeJobs });
        // Else the program may say which one it is.
        const job = match.job ?? match.candidates.find(({ id }) => id === adoptedId);
        // A list may have the job of a create that still waits for its response, and then its resource gets it.
        if (job !== undefined && this.pendingCreates.hasRival(attempt)) return "contested";
        if (job !== undefined) this.pendingCreates.amend(attempt, { id: job.id });
        else if (match.candidates.length > 0) {
            const jobs = describeJobs(match.candidates);
            throw uncertainCreateError(
                record,
                `it is not sure which job of that name is the one: ${jobs}`,
                `Check them: ${manualHint(record)}`,
            );
        }
        return job;
    }
}

function uncertainCreateError(record: StoredCreate, reason: string, hint: string): ModelArtsError {
    return new ModelArtsError({
        kind: "rejected",
        operation: `account for ${describeCreate(record)}`,
        reason: `that create was interrupted, and ${reason}`,
        hint,
        job: { name: record.name },
    });
}
