import type { Call, Exchange } from "./exchange";
import { nameOf } from "./failures";
import type { CallOptions, Job, JobQuery, Jobs, JobSpec } from "./job";
import { encode } from "./signer";
import {
    createBody,
    descriptionBody,
    type Page,
    readCreated,
    readDone,
    readPage,
    readShown,
    sortNames,
} from "./wire";

/** The most that any edition gives at once; older ones give less whatever is asked, and then that is the page. */
const pageSize = 1000;

export interface JobsParts {
    readonly exchange: () => Promise<Exchange>;
    readonly projectId: () => Promise<string>;
}

/** The seven calls. */
export class ModelArtsJobs implements Jobs {
    constructor(private readonly parts: JobsParts) {}

    async create(spec: JobSpec, options: CallOptions = {}): Promise<Job> {
        const made = await this.call({
            attempted: `create ${nameOf({ name: spec.name })}`,
            method: "POST",
            path: "",
            body: createBody(spec),
            read: readCreated,
            repeatable: false,
            job: { name: spec.name },
            action: "modelarts:tensorboard:create (and obs:bucket:HeadBucket, obs:bucket:ListBucket)",
            signal: options.signal,
        });
        return { name: spec.name, ...made };
    }

    async *list(query: JobQuery = {}, options: CallOptions = {}): AsyncIterable<Job> {
        const seen = new Set<string>();
        for (let number = 1, size = pageSize; ; number++) {
            const page = await this.page(query, number, size, options);
            // A service that knows smaller pages only has answered with its own size: go on in that.
            if (number === 1 && page.entries > 0) size = Math.min(size, page.entries);
            const fresh = page.jobs.filter((job) => !seen.has(job.id));
            for (const job of fresh) seen.add(job.id);
            yield* fresh;
            if (page.entries < size || (page.entries === page.total && number === 1)) return;
        }
    }

    private page(query: JobQuery, number: number, size: number, options: CallOptions): Promise<Page> {
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
            read: readPage,
            repeatable: true,
            action: "modelarts:tensorboard:list",
            signal: options.signal,
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

    private onJob<T>(
        id: string,
        verb: string,
        method: Call<T>["method"],
        below: string,
        read: Call<T>["read"],
        action: string,
        options: CallOptions,
        body?: string,
    ): Promise<T> {
        return this.call({
            attempted: `${verb} ${nameOf({ id })}`,
            method,
            path: `/${encode(id)}${below}`,
            read,
            repeatable: method === "GET" || method === "PUT",
            job: { id },
            action: `modelarts:tensorboard:${action}`,
            signal: options.signal,
            ...(body === undefined ? {} : { body }),
        });
    }

    private async call<T>(call: Call<T>): Promise<T> {
        const project = encode(await this.parts.projectId());
        const exchange = await this.parts.exchange();
        return exchange.call({ ...call, path: `/v1/${project}/visualization-jobs${call.path}` });
    }
}
