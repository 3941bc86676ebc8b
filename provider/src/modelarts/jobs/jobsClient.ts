import { rejectOnAbort } from "../abort";
import { assertArgument, changeArgument, queryArgument, specArgument, toCallOptions } from "./arguments";
import type { ApiRequest, HttpClient } from "../http/httpClient";
import type { Clock } from "../clock";
import { describeJob, isModelArtsError } from "../errors";
import { confirmInList, mayMeanNotFound, uncertainListError } from "../notFound";
import { requireJobId } from "../ids";
import type { Limits } from "../limits";
import type { ActionOptions, CallOptions, Job, JobOrId, JobPage, JobQuery, JobSpec, Namesakes } from "../job";
import type { PollingJobsClient, PollOptions } from "../job";
import { ListOrder } from "./listOrder";
import { PageSizes } from "./pageSizes";
import { type PageResponse, readPages } from "./pagination";
import { findUnconfirmedJob, nameConflictError } from "./unconfirmedCreate";
import type { ResponseReader } from "../http/body";
import type { RetryPolicy } from "../http/retry";
import { percentEncode } from "../http/request";
import {
    formatCreateBody,
    formatDescriptionBody,
    formatListQuery,
    readCreateResponse,
    readActionResponse,
    readListResponse,
    readShowResponse,
} from "./wire";

export interface JobsClientOptions {
    readonly httpClient: (limits: Limits) => Promise<HttpClient>;
    readonly projectId: (limits: Limits) => Promise<string>;
    readonly clock: Clock;
    readonly retryPolicy: RetryPolicy;
}

interface JobRequest<T> {
    readonly verb?: string;
    readonly method: ApiRequest<T>["method"];
    readonly subpath?: string;
    readonly body?: string;
    readonly parse: (id: string) => ResponseReader<T>;
}

const readAction = () => readActionResponse;

/** The calls over HTTP, one request each, except where the contract of {@link JobsClient} says otherwise. */
export class ModelArtsJobsClient implements PollingJobsClient {
    private readonly pageSizes = new PageSizes();
    /** IDs of the jobs whose delete the service has accepted. */
    private readonly deletedIds = new Set<string>();
    private readonly listOrder = new ListOrder();

    constructor(private readonly options: JobsClientOptions) {}

    /**
     * If the response is lost, finds the job by name instead of resending, so a create neither duplicates nor orphans
     * a job.
     */
    async create(spec: JobSpec, options: ActionOptions = {}): Promise<Job> {
        assertArgument(specArgument, spec, "create a visualization job");
        const sentAt = this.options.clock.monotonicNow();
        try {
            return { name: spec.name, ...(await this.sendCreate(spec, options)) };
        } catch (error) {
            if (isModelArtsError(error, "duplicate-name"))
                throw await nameConflictError(error, () => this.findByName(spec.name, options));
            if (!isModelArtsError(error) || !error.outcomeUnknown) throw error;
            return await findUnconfirmedJob(spec, error, {
                sentAt,
                findByName: () => this.findByName(spec.name, options),
                clock: this.options.clock,
                delayMs: this.options.retryPolicy.retryDelayMs,
                attempts: 4,
                signal: options.signal ?? options.signalUntilSent,
                deadline: options.deadline,
            });
        }
    }

    private sendCreate(spec: JobSpec, options: ActionOptions): Promise<Job> {
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

    async findByName(name: string, options: ActionOptions = {}): Promise<Namesakes> {
        const jobs: Job[] = [];
        let serverTime: number | undefined;
        for await (const page of this.pages({ nameContains: name }, options)) {
            if (page.isUncertain === true) throw uncertainListError();
            serverTime = page.serverTime;
            jobs.push(...page.jobs.filter((job) => job.name === name));
        }
        const now = this.options.clock.timeOfDay();
        return { jobs, skewMs: (serverTime ?? now) - now };
    }

    async *list(query: JobQuery = {}, options: CallOptions = {}): AsyncIterable<Job> {
        for await (const page of this.pages(query, options)) {
            yield* page.jobs;
            if (page.isUncertain === true) throw uncertainListError();
        }
    }

    async *pages(query: JobQuery = {}, options: PollOptions = {}): AsyncIterable<JobPage> {
        assertArgument(queryArgument, query, "list visualization jobs");
        // A job changes its status and its description, and then its place in a list that is sorted by them.
        const isOrderFixed = query.sortBy !== "status" && query.sortBy !== "description";
        const fetchPage = (number: number, size: number) =>
            this.listOrder.apply(query, (orderedQuery) =>
                this.requestPage(orderedQuery, number, size, options),
            );
        yield* readPages(fetchPage, { isOrderFixed, pageSizes: this.pageSizes });
    }

    private requestPage(
        query: JobQuery,
        number: number,
        size: number,
        options: PollOptions,
    ): Promise<PageResponse> {
        return this.send({
            operation: "list visualization jobs",
            method: "GET",
            path: "",
            query: formatListQuery(query, number, size),
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

    async get(job: JobOrId, options: PollOptions = {}): Promise<Job> {
        try {
            return await this.sendForJob(job, "get", options, {
                verb: "look up",
                method: "GET",
                parse: readShowResponse,
            });
        } catch (error) {
            const id = requireJobId(job, "look up");
            if (!mayMeanNotFound(error, this.deletedIds.has(id))) throw error;
            return confirmInList(this, error, id, options);
        }
    }

    async update(
        job: JobOrId,
        change: { readonly description: string },
        options: ActionOptions = {},
    ): Promise<void> {
        const verb = "set the description of";
        assertArgument(changeArgument, change, `${verb} a visualization job`);
        const body = formatDescriptionBody(change.description);
        await this.sendForJob(job, "update", options, { verb, method: "PUT", body, parse: readAction });
    }

    async stop(job: JobOrId, options: ActionOptions = {}): Promise<void> {
        await this.sendForJob(job, "stop", options, { method: "POST", subpath: "/stop", parse: readAction });
    }

    async restart(job: JobOrId, options: ActionOptions = {}): Promise<void> {
        await this.sendForJob(job, "restart", options, {
            method: "POST",
            subpath: "/restart",
            parse: readAction,
        });
    }

    async delete(job: JobOrId, options: ActionOptions = {}): Promise<void> {
        await this.sendForJob(job, "delete", options, { method: "DELETE", parse: readAction });
        this.deletedIds.add(requireJobId(job, "delete"));
    }

    /** Returns whether the service has accepted a delete of this job by this client. */
    hasDeleted(id: string): boolean {
        return this.deletedIds.has(id);
    }

    /**
     * Sends a request about one job. `action` is the last word of its IAM action, and `verb` in messages, if not set.
     */
    private async sendForJob<T>(
        job: JobOrId,
        action: string,
        options: PollOptions & ActionOptions,
        { verb = action, method, subpath = "", body, parse }: JobRequest<T>,
    ): Promise<T> {
        const id = requireJobId(job, verb);
        const call = this.send({
            operation: `${verb} ${describeJob({ id })}`,
            method,
            path: `/${percentEncode(id)}${subpath}`,
            parse: parse(id),
            idempotent: method === "GET" || method === "PUT",
            job: { id },
            iamAction: `modelarts:tensorboard:${action}`,
            ...toCallOptions(options),
            ...(body === undefined ? {} : { body }),
        });
        if (action === "get") return call;
        return call.catch(async (error: unknown) => {
            if (!mayMeanNotFound(error, false)) throw error;
            // Where the job is there after all, its call was rejected for another reason.
            await confirmInList(this, error, id, options);
            throw error;
        });
    }

    private send<T>(request: ApiRequest<T>): Promise<T> {
        const sendRequest = async (): Promise<T> => {
            const { deadline, signal = request.signalUntilSent, onRetry } = request;
            const limits = { deadline, signal, onRetry };
            const project = percentEncode(await this.options.projectId(limits));
            const httpClient = await this.options.httpClient(limits);
            return httpClient.send({ ...request, path: `/v1/${project}/visualization-jobs${request.path}` });
        };
        return rejectOnAbort(sendRequest(), request.signal);
    }
}
