import { ModelArtsError, describeJob } from "../modelarts/errors";
import type { CallOptions, Job, JobQuery, SortBy } from "../modelarts/job";
import { type JobState, statusFromName } from "../modelarts/status";
import type { ConnectionPool } from "./connections";
import { assertArguments, jobArguments, jobsArguments, toArgumentTypes } from "./lookupArguments";

/** The region and the project of a lookup. */
export interface LookupLocation {
    /**
     * Region.
     * @defaultValue the configured region, `huaweicloud:region`
     */
    region?: string | undefined;
    /**
     * ID of the project.
     * @defaultValue the configured project, else the project with the name of the region
     */
    projectId?: string | undefined;
}

/** Which job to look up: `visualizationId` or `name`, one of the two. */
export interface GetVisualizationJobArgs extends LookupLocation {
    /** ID of the job. */
    visualizationId?: string | undefined;
    /**
     * ID of the job.
     * @deprecated Use `visualizationId`, the name that the result has too.
     */
    id?: string | undefined;
    /** Exact name of the job. */
    name?: string | undefined;
}

/** Which jobs to look up, and in which order. An argument that is left out excludes no job. */
export interface GetVisualizationJobsArgs extends LookupLocation {
    /** State of the jobs. Only a `running` job is billed; a job that is about to run is `starting`. */
    state?: JobState | undefined;
    /** The service's name of one status, such as `RUNNING`. */
    status?: string | undefined;
    /** Part of the name, 0–64 characters. The service decides what matches. */
    nameContains?: string | undefined;
    /**
     * ID of the workspace.
     * @defaultValue the service's own default, `0`
     */
    workspaceId?: string | undefined;
    /**
     * What the jobs are sorted by.
     * @defaultValue `id`
     */
    sortBy?: SortBy | undefined;
    /**
     * Ascending or descending.
     * @defaultValue `asc`
     */
    order?: "asc" | "desc" | undefined;
}

/** A job as the service reports it. What the service does not report is left out. */
export interface GetVisualizationJobResult extends Omit<Job, "id" | "status"> {
    /** ID of the job, a whole number as text. */
    visualizationId: string;
    /** State of the job. */
    state: JobState;
    /** The service's name of its status, such as `RUNNING`. */
    status: string;
}

/** The result of a lookup of many jobs. */
export interface GetVisualizationJobsResult {
    /** The jobs that match. */
    jobs: GetVisualizationJobResult[];
}

/** Looks up one job, by its ID or its exact name. */
export async function lookUpJob(
    connections: ConnectionPool,
    untypedArgs: GetVisualizationJobArgs,
    callOptions: CallOptions = {},
): Promise<GetVisualizationJobResult> {
    const args = toArgumentTypes(untypedArgs);
    assertArguments(jobArguments, args, "look up a visualization job");
    const options = { ...connections.lookupLimits(args), ...callOptions };
    const { jobs } = (await connections.getConnection(args, options)).client;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- programs of a pre-release pass `id`
    const { visualizationId, id = visualizationId, name } = args;
    const isOneId = visualizationId === undefined || visualizationId === id;
    if (id !== undefined && name === undefined && isOneId) return toResult(await jobs.get(id, options));
    const operation = `look up ${describeJob({ id, name })}`;
    if (name === undefined || id !== undefined) {
        const reason = "it takes an ID or a name, one of the two";
        throw new ModelArtsError({ kind: "settings", operation, reason });
    }
    const matches = (await collect(jobs.list({ nameContains: name }, options))).filter(
        (job) => job.name === name,
    );
    const [job, ...others] = matches;
    if (job === undefined) {
        throw new ModelArtsError({
            kind: "not-found",
            operation,
            reason: "there is no job of exactly this name",
            job: { name },
        });
    }
    if (others.length > 0) {
        const ids = matches.map((each) => each.id).join(", ");
        const reason = `${matches.length} jobs have this name: ${ids}`;
        throw new ModelArtsError({
            kind: "rejected",
            operation,
            reason,
            hint: "Look it up by its ID.",
            job: { name },
        });
    }
    return toResult(job);
}

/** Looks up every job that matches, over all pages. */
export async function lookUpJobs(
    connections: ConnectionPool,
    untypedArgs: GetVisualizationJobsArgs,
    callOptions: CallOptions = {},
): Promise<GetVisualizationJobsResult> {
    const args = toArgumentTypes(untypedArgs);
    assertArguments(jobsArguments, args, "list visualization jobs");
    const options = { ...connections.lookupLimits(args), ...callOptions };
    const { state, status, nameContains, workspaceId, sortBy, order } = args;
    const statusFilter = status === undefined ? undefined : statusFromName(status);
    const query: JobQuery = {
        ...(statusFilter === undefined ? {} : { status: statusFilter.name }),
        ...(nameContains === undefined ? {} : { nameContains }),
        ...(workspaceId === undefined ? {} : { workspaceId }),
        ...(sortBy === undefined ? {} : { sortBy }),
        ...(order === undefined ? {} : { order }),
    };
    const { jobs } = (await connections.getConnection(args, options)).client;
    const matches = (await collect(jobs.list(query, options)))
        .filter((job) => state === undefined || job.status.state === state)
        .filter((job) => statusFilter === undefined || job.status.code === statusFilter.code);
    return { jobs: matches.map(toResult) };
}

async function collect(jobs: AsyncIterable<Job>): Promise<Job[]> {
    const result: Job[] = [];
    for await (const job of jobs) result.push(job);
    return result;
}

function toResult({ id, status, ...rest }: Job): GetVisualizationJobResult {
    return { ...rest, visualizationId: id, state: status.state, status: status.name };
}
