import * as v from "valibot";
import type { Options } from "../options/options";
import { compare, parseQuery } from "../query";
import { ServiceError } from "../serviceError";
import type { Job } from "./job";
import { readParameters, textUpTo } from "./parameters";

const sortValues = {
    job_id: (job: Job) => job.id,
    job_name: (job: Job) => job.name,
    job_desc: (job: Job) => job.description,
    create_time: (job: Job) => job.createdAt,
    status: (job: Job) => job.status,
};

const status = v.pipe(v.string(), v.digits("must be a number"), v.transform(Number));
const positiveRule = "must be a number from 1";
const positive = v.pipe(v.string(), v.digits(positiveRule), v.transform(Number), v.minValue(1, positiveRule));

const clampedTo = (max: number) =>
    v.pipe(
        positive,
        v.transform((count) => Math.min(count, max)),
    );
const upTo = (max: number) => v.pipe(positive, v.maxValue(max, `should be in [1,${max}]`));

export type ListQuery = ReturnType<typeof readListQuery>;

export function readListQuery(query: string, options: Options) {
    const { plus, defaultOrder, perPageMax, perPageAbove, searchMax, sortKeys } = options;
    const entries = {
        status: v.optional(status),
        per_page: v.optional(perPageAbove === "clamped" ? clampedTo(perPageMax) : upTo(perPageMax), "10"),
        page: v.optional(positive, "1"),
        sortBy: v.optional(v.picklist(sortKeys, `must be one of ${sortKeys.join(", ")}`), "job_id"),
        order: v.optional(v.picklist(["asc", "desc"], "must be asc or desc"), defaultOrder),
        search_content: v.optional(textUpTo(searchMax, `must be 0 to ${searchMax} characters`), ""),
        workspace_id: v.optional(v.string(), "0"),
    };
    const values: Record<string, string> = {};
    for (const [name, value] of parseQuery(query, plus)) {
        if (options.unknownParameters === "ignored" && !(name in entries)) continue;
        if (Object.hasOwn(values, name))
            throw new ServiceError("ModelArts.0104", `Invalid parameter: ${name} is there twice.`);
        values[name] = value;
    }
    return readParameters(entries, values);
}

/** Selects and sorts the jobs of all pages. */
export function selectJobs(jobs: readonly Job[], query: ListQuery): Job[] {
    const key = sortValues[query.sortBy];
    const sign = query.order === "asc" ? 1 : -1;
    const searchText = query.search_content.toLowerCase();
    return jobs
        .filter((job) => job.workspaceId === query.workspace_id)
        .filter((job) => [job.status, undefined].includes(query.status))
        .filter((job) => job.name.toLowerCase().includes(searchText))
        .sort((a, b) => sign * (compare(key(a), key(b)) || compare(a.id, b.id)));
}
