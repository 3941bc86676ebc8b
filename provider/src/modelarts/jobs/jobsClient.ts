import { orAborted } from "../abort";
import { assertArgument, changeArgument, optionsArgument, queryArgument, specArgument } from "./arguments";
import type { Call, Exchange } from "../http/httpClient";
import type { Clock } from "../clock";
import { isFailure, ModelArtsFailure, nameOf, reworded } from "../errors";
import { checkedId } from "../ids";
import type { Attempt, CallOptions, Job, JobQuery, Jobs, JobSpec, LookOptions } from "../job";
import { findLost, surelyMade } from "./unconfirmedCreate";
import type { RetryPolicy } from "../http/retry";
import { encode } from "../http/request";
import { createBody, descriptionBody, readCreated, readDone, readPage, readShown, sortNames } from "./wire";

/** The most that any edition gives at once; older ones give less whatever is asked, and then that is the page. */
const pageSize = 1000;
/** A list that shrinks while it is read is read again, this often at the most. */
const passLimit = 3;
/** No account has as many pages, or jobs: what goes on after them has no end. */
const pageLimit = 1000;
const jobLimit = 1_000_000;

export interface JobsParts {
    readonly exchange: () => Promise<Exchange>;
    readonly projectId: () => Promise<string>;
    readonly clock: Clock;
    readonly retry: RetryPolicy;
}

/** The calls, and lists by the page. */
export interface PagedJobs extends Jobs {
    /** Every job that matches, each once, as the pages come. One try for each page, where `passing`. */
    pages(query?: JobQuery, options?: LookOptions): AsyncIterable<Page>;
    madeBy(attempt: Attempt, options?: CallOptions): Promise<Job | undefined>;
}

interface Page {
    readonly jobs: readonly Job[];
    /** The service's time when it gave the page, if it said so (milliseconds since 1970). */
    readonly serverTime: number | undefined;
}

/** The seven calls. */
export class ModelArtsJobs implements PagedJobs {
    constructor(private readonly parts: JobsParts) {}

    /** Where the answer is lost, the job is looked for: never two jobs, and never one that nobody knows. */
    async create(spec: JobSpec, options: CallOptions = {}): Promise<Job> {
        assertArgument(specArgument, spec, "create a visualization job");
        const since = this.parts.clock.now();
        try {
            return { name: spec.name, ...(await this.made(spec, options)) };
        } catch (error) {
            if (isFailure(error, "duplicate-name")) throw await this.withOwner(spec.name, error, options);
            if (!isFailure(error) || !error.maybeDone) throw error;
            return await findLost(spec.name, error, {
                since,
                named: () => this.named(spec.name, options),
                clock: this.parts.clock,
                delayMs: this.parts.retry.retryDelayMs,
                looks: 4,
            });
        }
    }

    /** Names the job that has the name, where it can be found. */
    private async withOwner(
        name: string,
        refusal: ModelArtsFailure,
        options: CallOptions,
    ): Promise<ModelArtsFailure> {
        try {
            const [owner] = (await this.named(name, options)).jobs;
            if (owner === undefined) return refusal;
            const advice =
                `The job ${owner.id} (${owner.status.name}) has that name. Choose another name, or take that job over ` +
                `with visualizationId: "${owner.id}".`;
            return reworded(refusal, { advice });
        } catch {
            return refusal;
        }
    }

    private made(spec: JobSpec, options: CallOptions): Promise<Job> {
        return this.call({
            attempted: `create ${nameOf({ name: spec.name })}`,
            method: "POST",
            path: "",
            body: createBody(spec),
            read: readCreated,
            repeatable: false,
            job: { name: spec.name },
            action: "modelarts:tensorboard:create (and obs:bucket:HeadBucket, obs:bucket:ListBucket)",
            ...bounds(options),
        });
    }

    private async named(name: string, options: CallOptions) {
        const jobs: Job[] = [];
        let serverTime: number | undefined;
        for await (const page of this.pages({ nameContains: name }, options)) {
            serverTime = page.serverTime;
            jobs.push(...page.jobs.filter((job) => job.name === name));
        }
        return { jobs, serverTime };
    }

    async madeBy(attempt: Attempt, options: CallOptions = {}): Promise<Job | undefined> {
        const { jobs, serverTime } = await this.named(attempt.spec.name, options);
        const now = this.parts.clock.now();
        return surelyMade(attempt, jobs, (serverTime ?? now) - now);
    }

    async *list(query: JobQuery = {}, options: CallOptions = {}): AsyncIterable<Job> {
        for await (const page of this.pages(query, options)) yield* page.jobs;
    }

    async *pages(query: JobQuery = {}, options: LookOptions = {}): AsyncIterable<Page> {
        assertArgument(queryArgument, query, "list visualization jobs");
        const seen = new Set<string>();
        for (let pass = 0; pass < passLimit; pass++) {
            let totals: readonly (number | undefined)[] = [];
            const passed = new Set<string>();
            for (let number = 1, size = pageSize; ; number++) {
                const page = await this.page(query, number, size, options);
                totals = [totals[0] ?? page.total, page.total];
                // A service that knows smaller pages only has answered with its own size: go on in that.
                if (number === 1 && page.entries > 0) size = Math.min(size, page.entries);
                const fresh = page.jobs.filter(({ id }) => isNew(id, seen));
                yield { jobs: fresh, serverTime: page.serverTime };
                const whole = number === 1 && page.entries === page.total;
                // Nothing new in this pass: the service gives the same page again.
                const repeated = page.jobs.filter(({ id }) => isNew(id, passed)).length === 0;
                if (page.entries < size || whole || repeated) break;
                if (number >= pageLimit || seen.size > jobLimit) throw endless();
            }
            // Where jobs vanished meanwhile, others moved up into pages that were read already.
            const [first = 0, last = 0] = totals;
            if (last >= first) return;
        }
    }

    private page(query: JobQuery, number: number, size: number, options: LookOptions) {
        return this.call({
            attempted: "list visualization jobs",
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
            read: (json, headers) => {
                const time = Date.parse(headers["date"] ?? "");
                const read = readPage(json);
                return read === undefined
                    ? undefined
                    : { ...read, serverTime: Number.isNaN(time) ? undefined : time };
            },
            repeatable: true,
            action: "modelarts:tensorboard:list",
            ...bounds(options),
        });
    }

    get(id: string, options: CallOptions = {}): Promise<Job> {
        return this.onJob(id, "look up", "GET", "", readShown(id), "get", options);
    }

    async update(
        id: string,
        change: { readonly description: string },
        options: CallOptions = {},
    ): Promise<void> {
        assertArgument(changeArgument, change, "set the description of a visualization job");
        const body = descriptionBody(change.description);
        await this.onJob(id, "set the description of", "PUT", "", readDone, "update", options, body);
    }

    async stop(id: string, options: CallOptions = {}): Promise<void> {
        await this.onJob(id, "stop", "POST", "/stop", readDone, "stop", options);
    }

    async restart(id: string, options: CallOptions = {}): Promise<void> {
        await this.onJob(id, "restart", "POST", "/restart", readDone, "restart", options);
    }

    async delete(id: string, options: CallOptions = {}): Promise<void> {
        await this.onJob(id, "delete", "DELETE", "", readDone, "delete", options);
    }

    private async onJob<T>(
        given: string,
        verb: string,
        method: Call<T>["method"],
        below: string,
        read: Call<T>["read"],
        action: string,
        options: CallOptions,
        body?: string,
    ): Promise<T> {
        const id = checkedId(given, verb);
        return this.call({
            attempted: `${verb} ${nameOf({ id })}`,
            method,
            path: `/${encode(id)}${below}`,
            read,
            repeatable: method === "GET" || method === "PUT",
            job: { id },
            action: `modelarts:tensorboard:${action}`,
            ...bounds(options),
            ...(body === undefined ? {} : { body }),
        });
    }

    private call<T>(call: Call<T>): Promise<T> {
        const send = async (): Promise<T> => {
            const project = encode(await this.parts.projectId());
            const exchange = await this.parts.exchange();
            return exchange.call({ ...call, path: `/v1/${project}/visualization-jobs${call.path}` });
        };
        return orAborted(send(), call.signal);
    }
}

/** The first time only. */
function isNew(id: string, known: Set<string>): boolean {
    if (known.has(id)) return false;
    known.add(id);
    return true;
}

/** Nothing else that a caller hands over gets into a call. */
function bounds(options: LookOptions): Pick<Call<unknown>, "signal" | "deadline" | "passing"> {
    assertArgument(optionsArgument, options, "call ModelArts");
    const { signal, deadline, passing } = options;
    return { signal, deadline, passing };
}

function endless(): ModelArtsFailure {
    return new ModelArtsFailure({
        kind: "not-the-service",
        attempted: "list visualization jobs",
        because: "the list has no end",
        advice: "Check the endpoint, and whether a proxy stands before it.",
    });
}
