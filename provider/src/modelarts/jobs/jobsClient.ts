import { rejectOnAbort } from "../abort";
import { assertArgument, changeArgument, optionsArgument, queryArgument, specArgument } from "./arguments";
import type { ApiRequest, HttpClient } from "../http/httpClient";
import type { Clock } from "../clock";
import { isModelArtsError, ModelArtsError, describeJob, withDetails } from "../errors";
import { requireJobId } from "../ids";
import type { CreateAttempt, CallOptions, Job, JobQuery, JobsClient, JobSpec, PollOptions } from "../job";
import { findUnconfirmed, matchCreated } from "./unconfirmedCreate";
import type { RetryPolicy } from "../http/retry";
import { percentEncode } from "../http/request";
import {
    formatCreateBody,
    formatDescriptionBody,
    readCreateResponse,
    readActionResponse,
    readListResponse,
    readShowResponse,
    sortNames,
} from "./wire";

/** The most that any edition gives at once; older ones give less whatever is asked, and then that is the page. */
const pageSize = 1000;
/** A list that shrinks while it is read is read again, this often at the most. */
const maxPasses = 3;
/** No account has as many pages, or jobs: what goes on after them has no end. */
const maxPages = 1000;
const maxJobs = 1_000_000;

export interface JobsClientOptions {
    readonly httpClient: () => Promise<HttpClient>;
    readonly projectId: () => Promise<string>;
    readonly clock: Clock;
    readonly retryPolicy: RetryPolicy;
}

/** The calls, and lists by the page. */
export interface PagedJobsClient extends JobsClient {
    /** Every job that matches, each once, as the pages come. One try for each page, where `passing`. */
    pages(query?: JobQuery, options?: PollOptions): AsyncIterable<JobPage>;
    findCreatedBy(attempt: CreateAttempt, options?: CallOptions): Promise<Job | undefined>;
}

interface JobPage {
    readonly jobs: readonly Job[];
    /** The service's time when it gave the page, if it said so (milliseconds since 1970). */
    readonly serverTime: number | undefined;
}

/** The seven calls. */
export class ModelArtsJobsClient implements PagedJobsClient {
    constructor(private readonly options: JobsClientOptions) {}

    /** Where the answer is lost, the job is looked for: never two jobs, and never one that nobody knows. */
    async create(spec: JobSpec, options: CallOptions = {}): Promise<Job> {
        assertArgument(specArgument, spec, "create a visualization job");
        const since = this.options.clock.now();
        try {
            return { name: spec.name, ...(await this.sendCreate(spec, options)) };
        } catch (error) {
            if (isModelArtsError(error, "duplicate-name"))
                throw await this.nameConflictError(spec.name, error, options);
            if (!isModelArtsError(error) || !error.outcomeUnknown) throw error;
            return await findUnconfirmed(spec.name, error, {
                since,
                findByName: () => this.findByName(spec.name, options),
                clock: this.options.clock,
                delayMs: this.options.retryPolicy.retryDelayMs,
                attempts: 4,
            });
        }
    }

    /** Names the job that has the name, where it can be found. */
    private async nameConflictError(
        name: string,
        error: ModelArtsError,
        options: CallOptions,
    ): Promise<ModelArtsError> {
        try {
            const [owner] = (await this.findByName(name, options)).jobs;
            if (owner === undefined) return error;
            const hint =
                `The job ${owner.id} (${owner.status.name}) has that name. Choose another name, or take that job over ` +
                `with visualizationId: "${owner.id}".`;
            return withDetails(error, { hint });
        } catch {
            return error;
        }
    }

    private sendCreate(spec: JobSpec, options: CallOptions): Promise<Job> {
        return this.send({
            operation: `create ${describeJob({ name: spec.name })}`,
            method: "POST",
            path: "",
            body: formatCreateBody(spec),
            parse: readCreateResponse,
            idempotent: false,
            job: { name: spec.name },
            iamAction: "modelarts:tensorboard:create (and obs:bucket:HeadBucket, obs:bucket:ListBucket)",
            ...toCallOptions(options),
        });
    }

    private async findByName(name: string, options: CallOptions) {
        const jobs: Job[] = [];
        let serverTime: number | undefined;
        for await (const page of this.pages({ nameContains: name }, options)) {
            serverTime = page.serverTime;
            jobs.push(...page.jobs.filter((job) => job.name === name));
        }
        return { jobs, serverTime };
    }

    async findCreatedBy(attempt: CreateAttempt, options: CallOptions = {}): Promise<Job | undefined> {
        const { jobs, serverTime } = await this.findByName(attempt.spec.name, options);
        const now = this.options.clock.now();
        return matchCreated(attempt, jobs, (serverTime ?? now) - now);
    }

    async *list(query: JobQuery = {}, options: CallOptions = {}): AsyncIterable<Job> {
        for await (const page of this.pages(query, options)) yield* page.jobs;
    }

    async *pages(query: JobQuery = {}, options: PollOptions = {}): AsyncIterable<JobPage> {
        assertArgument(queryArgument, query, "list visualization jobs");
        const listIds = new Set<string>();
        for (let pass = 0; pass < maxPasses; pass++) {
            let totals: readonly (number | undefined)[] = [];
            const passIds = new Set<string>();
            for (let number = 1, size = pageSize; ; number++) {
                const page = await this.fetchPage(query, number, size, options);
                totals = [totals[0] ?? page.total, page.total];
                // A service that knows smaller pages only has answered with its own size: go on in that.
                if (number === 1 && page.entryCount > 0) size = Math.min(size, page.entryCount);
                const newJobs = page.jobs.filter(({ id }) => addIfNew(id, listIds));
                yield { jobs: newJobs, serverTime: page.serverTime };
                const isComplete = number === 1 && page.entryCount === page.total;
                // Nothing new in this pass: the service gives the same page again.
                const isRepeat = page.jobs.filter(({ id }) => addIfNew(id, passIds)).length === 0;
                if (page.entryCount < size || isComplete || isRepeat) break;
                if (number >= maxPages || listIds.size > maxJobs) throw endlessListError();
            }
            // Where jobs vanished meanwhile, others moved up into pages that were read already.
            const [first = 0, last = 0] = totals;
            if (last >= first) return;
        }
    }

    private fetchPage(query: JobQuery, number: number, size: number, options: PollOptions) {
        return this.send({
            operation: "list visualization jobs",
            method: "GET",
            path: "",
            query: {
                per_page: String(size),
                page: String(number),
                sortBy: sortNames[query.sortBy ?? "id"],
                order: query.order ?? "asc",
                ...(query.status === undefined ? {} : { status: String(query.status) }),
                ...(query.nameContains === undefined ? {} : { search_content: query.nameContains }),
                ...(query.workspaceId === undefined ? {} : { workspace_id: query.workspaceId }),
            },
            parse: (json, headers) => {
                const time = Date.parse(headers["date"] ?? "");
                const result = readListResponse(json);
                return result === undefined
                    ? undefined
                    : { ...result, serverTime: Number.isNaN(time) ? undefined : time };
            },
            idempotent: true,
            iamAction: "modelarts:tensorboard:list",
            ...toCallOptions(options),
        });
    }

    get(id: string, options: CallOptions = {}): Promise<Job> {
        return this.sendForJob(id, "look up", "GET", "", readShowResponse(id), "get", options);
    }

    async update(
        id: string,
        change: { readonly description: string },
        options: CallOptions = {},
    ): Promise<void> {
        assertArgument(changeArgument, change, "set the description of a visualization job");
        const body = formatDescriptionBody(change.description);
        await this.sendForJob(
            id,
            "set the description of",
            "PUT",
            "",
            readActionResponse,
            "update",
            options,
            body,
        );
    }

    async stop(id: string, options: CallOptions = {}): Promise<void> {
        await this.sendForJob(id, "stop", "POST", "/stop", readActionResponse, "stop", options);
    }

    async restart(id: string, options: CallOptions = {}): Promise<void> {
        await this.sendForJob(id, "restart", "POST", "/restart", readActionResponse, "restart", options);
    }

    async delete(id: string, options: CallOptions = {}): Promise<void> {
        await this.sendForJob(id, "delete", "DELETE", "", readActionResponse, "delete", options);
    }

    private async sendForJob<T>(
        idArgument: string,
        verb: string,
        method: ApiRequest<T>["method"],
        subpath: string,
        parse: ApiRequest<T>["parse"],
        action: string,
        options: CallOptions,
        body?: string,
    ): Promise<T> {
        const id = requireJobId(idArgument, verb);
        return this.send({
            operation: `${verb} ${describeJob({ id })}`,
            method,
            path: `/${percentEncode(id)}${subpath}`,
            parse,
            idempotent: method === "GET" || method === "PUT",
            job: { id },
            iamAction: `modelarts:tensorboard:${action}`,
            ...toCallOptions(options),
            ...(body === undefined ? {} : { body }),
        });
    }

    private send<T>(request: ApiRequest<T>): Promise<T> {
        const sendRequest = async (): Promise<T> => {
            const project = percentEncode(await this.options.projectId());
            const httpClient = await this.options.httpClient();
            return httpClient.send({ ...request, path: `/v1/${project}/visualization-jobs${request.path}` });
        };
        return rejectOnAbort(sendRequest(), request.signal);
    }
}

/** The first time only. */
function addIfNew(id: string, ids: Set<string>): boolean {
    if (ids.has(id)) return false;
    ids.add(id);
    return true;
}

/** Nothing else that a caller hands over gets into a call. */
function toCallOptions(options: PollOptions): Pick<ApiRequest<unknown>, "signal" | "deadline" | "noRetry"> {
    assertArgument(optionsArgument, options, "call ModelArts");
    const { signal, deadline, noRetry } = options;
    return { signal, deadline, noRetry };
}

function endlessListError(): ModelArtsError {
    return new ModelArtsError({
        kind: "unexpected-response",
        operation: "list visualization jobs",
        reason: "the list has no end",
        hint: "Check the endpoint, and whether a proxy stands before it.",
    });
}
