import type { Options } from "../options/options";
import { parameters } from "../query";
import { Refusal } from "../refusal";
import type { Job } from "./job";

type Order = "asc" | "desc";

export interface Listing {
    readonly statuses: readonly number[] | null;
    readonly perPage: number;
    readonly page: number;
    readonly sortBy: SortKey;
    readonly order: Order;
    readonly search: string;
    readonly workspaceId: string;
}

const keys = {
    job_id: (job: Job) => job.id,
    job_name: (job: Job) => job.name,
    job_desc: (job: Job) => job.description,
    create_time: (job: Job) => job.createdAt,
    status: (job: Job) => job.status,
};
type SortKey = keyof typeof keys;

const known = ["status", "per_page", "page", "sortBy", "order", "search_content", "workspace_id"];

/** Reads the parameters of list. Throws ModelArts.0104 with the parameter in the message. */
export function listing(query: string, options: Options): Listing {
    const given = new Map<string, string>();
    for (const [name, value] of parameters(query, options.plus)) {
        if (!known.includes(name)) throw wrong(name, "is not a parameter of this call");
        if (given.has(name)) throw wrong(name, "is there twice");
        given.set(name, value);
    }
    return {
        statuses: statuses(given.get("status"), options.joinedStatuses),
        perPage: Math.min(positive("per_page", given.get("per_page") ?? "10"), options.perPageMax),
        page: positive("page", given.get("page") ?? "1"),
        sortBy: sortKey(given.get("sortBy") ?? "job_id"),
        order: order(given.get("order") ?? options.defaultOrder),
        search: search(given.get("search_content") ?? ""),
        workspaceId: given.get("workspace_id") ?? "0",
    };
}

/** The jobs that are meant, sorted, on all pages. */
export function select(jobs: readonly Job[], listing: Listing): Job[] {
    const key = keys[listing.sortBy];
    const sign = listing.order === "asc" ? 1 : -1;
    const wanted = listing.search.toLowerCase();
    return jobs
        .filter((job) => job.workspaceId === listing.workspaceId)
        .filter((job) => listing.statuses?.includes(job.status) ?? true)
        .filter((job) => job.name.toLowerCase().includes(wanted))
        .sort((a, b) => sign * (compare(key(a), key(b)) || compare(a.id, b.id)));
}

function compare(a: string | number | bigint, b: string | number | bigint): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function statuses(value: string | undefined, joined: boolean): number[] | null {
    if (value === undefined) return null;
    const all = joined ? value.split("|") : [value];
    return all.map((one) => {
        if (!/^\d+$/.test(one)) throw wrong("status", "must be a number");
        return Number(one);
    });
}

function positive(name: string, value: string): number {
    if (!/^\d+$/.test(value) || Number(value) < 1) throw wrong(name, "must be a number from 1");
    return Number(value);
}

function sortKey(value: string): SortKey {
    if (!Object.hasOwn(keys, value)) throw wrong("sortBy", `must be one of ${Object.keys(keys).join(", ")}`);
    return value as SortKey;
}

function order(value: string): Order {
    if (value !== "asc" && value !== "desc") throw wrong("order", "must be asc or desc");
    return value;
}

function search(value: string): string {
    if (Array.from(value).length > 64) throw wrong("search_content", "must be 0 to 64 characters");
    return value;
}

function wrong(name: string, rule: string): Refusal {
    return new Refusal("ModelArts.0104", `Invalid parameter: ${name} ${rule}.`);
}
