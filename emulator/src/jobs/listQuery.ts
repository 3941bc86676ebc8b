import type { Options } from "../options/options";
import { parseQuery } from "../query";
import { ServiceError } from "../serviceError";
import type { Job } from "./job";

type Order = "asc" | "desc";

export interface ListQuery {
    readonly statuses: readonly number[] | null;
    readonly perPage: number;
    readonly page: number;
    readonly sortBy: SortKey;
    readonly order: Order;
    readonly search: string;
    readonly workspaceId: string;
}

const sortKeys = {
    job_id: (job: Job) => job.id,
    job_name: (job: Job) => job.name,
    job_desc: (job: Job) => job.description,
    create_time: (job: Job) => job.createdAt,
    status: (job: Job) => job.status,
};
type SortKey = keyof typeof sortKeys;

const parameterNames = ["status", "per_page", "page", "sortBy", "order", "search_content", "workspace_id"];

/** Reads the parameters of list. Throws ModelArts.0104 with the parameter in the message. */
export function parseListQuery(query: string, options: Options): ListQuery {
    const values = new Map<string, string>();
    for (const [name, value] of parseQuery(query, options.plus)) {
        if (!parameterNames.includes(name)) throw invalidParameter(name, "is not a parameter of this call");
        if (values.has(name)) throw invalidParameter(name, "is there twice");
        values.set(name, value);
    }
    return {
        statuses: parseStatuses(values.get("status"), options.joinedStatuses),
        perPage: Math.min(parsePositive("per_page", values.get("per_page") ?? "10"), options.perPageMax),
        page: parsePositive("page", values.get("page") ?? "1"),
        sortBy: parseSortKey(values.get("sortBy") ?? "job_id"),
        order: parseOrder(values.get("order") ?? options.defaultOrder),
        search: parseSearch(values.get("search_content") ?? ""),
        workspaceId: values.get("workspace_id") ?? "0",
    };
}

/** Selects and sorts the jobs of all pages. */
export function selectJobs(jobs: readonly Job[], query: ListQuery): Job[] {
    const key = sortKeys[query.sortBy];
    const sign = query.order === "asc" ? 1 : -1;
    const searchText = query.search.toLowerCase();
    return jobs
        .filter((job) => job.workspaceId === query.workspaceId)
        .filter((job) => query.statuses?.includes(job.status) ?? true)
        .filter((job) => job.name.toLowerCase().includes(searchText))
        .sort((a, b) => sign * (compare(key(a), key(b)) || compare(a.id, b.id)));
}

function compare(a: string | number | bigint, b: string | number | bigint): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function parseStatuses(value: string | undefined, isJoined: boolean): number[] | null {
    if (value === undefined) return null;
    const parts = isJoined ? value.split("|") : [value];
    return parts.map((status) => {
        if (!/^\d+$/.test(status)) throw invalidParameter("status", "must be a number");
        return Number(status);
    });
}

function parsePositive(name: string, value: string): number {
    if (!/^\d+$/.test(value) || Number(value) < 1) throw invalidParameter(name, "must be a number from 1");
    return Number(value);
}

function parseSortKey(value: string): SortKey {
    if (!Object.hasOwn(sortKeys, value))
        throw invalidParameter("sortBy", `must be one of ${Object.keys(sortKeys).join(", ")}`);
    return value as SortKey;
}

function parseOrder(value: string): Order {
    if (value !== "asc" && value !== "desc") throw invalidParameter("order", "must be asc or desc");
    return value;
}

function parseSearch(value: string): string {
    if (Array.from(value).length > 64) throw invalidParameter("search_content", "must be 0 to 64 characters");
    return value;
}

function invalidParameter(name: string, rule: string): ServiceError {
    return new ServiceError("ModelArts.0104", `Invalid parameter: ${name} ${rule}.`);
}
