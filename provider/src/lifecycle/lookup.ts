import { ModelArtsFailure, nameOf } from "../modelarts/errors";
import type { Job, JobQuery, SortBy } from "../modelarts/job";
import { type Phase, statuses } from "../modelarts/status";
import type { Session } from "./connections";

/** Where to look. */
export interface LookupPlace {
    /** Region. Default: the configuration's, `huaweicloud:region`. */
    region?: string | undefined;
    /** ID of the project. Default: the configuration's, else that of the project with the region's name. */
    projectId?: string | undefined;
}

/** Which job to look up: `id` or `name`, one of the two. */
export interface GetVisualizationJobArgs extends LookupPlace {
    /** ID of the job. */
    id?: string | undefined;
    /** Exact name of the job. */
    name?: string | undefined;
}

/** Which jobs to look up, and in which order. Each one that is left out excludes no job. */
export interface GetVisualizationJobsArgs extends LookupPlace {
    /** What the jobs are doing. `running` is only what runs and is billed; a job on its way up is `starting`. */
    state?: Phase | undefined;
    /** The service's name of one status, such as `RUNNING`. */
    status?: string | undefined;
    /** Part of the name, 0–64 characters. The service decides what matches. */
    nameContains?: string | undefined;
    /** ID of the workspace. Default: the service's, `0`. */
    workspaceId?: string | undefined;
    /** What they are sorted by. Default: `id`. */
    sortBy?: SortBy | undefined;
    /** Ascending or descending. Default: `asc`. */
    order?: "asc" | "desc" | undefined;
}

/** A job as the service has it; what it does not say is left out. */
export interface VisualizationJobResult extends Omit<Job, "id" | "status"> {
    /** ID of the job, a whole number as text. */
    visualizationId: string;
    /** What the job is doing. */
    state: Phase;
    /** The service's name of that status, such as `RUNNING`. */
    status: string;
}

/** One job, by its ID or its exact name. */
export async function lookUpJob(
    session: Session,
    args: GetVisualizationJobArgs,
): Promise<VisualizationJobResult> {
    assertTexts(args, ["id", "name", "region", "projectId"], "look up a visualization job");
    const { jobs } = (await session.site(args)).connection;
    const { id, name } = args;
    if (id !== undefined && name === undefined) return resultOf(await jobs.get(id));
    const attempted = `look up ${nameOf({ id, name })}`;
    if (name === undefined || id !== undefined) {
        const because = "it takes an ID or a name, one of the two";
        throw new ModelArtsFailure({ kind: "settings", attempted, because });
    }
    const found = (await all(jobs.list({ nameContains: name }))).filter((job) => job.name === name);
    const [job, ...others] = found;
    if (job === undefined) {
        throw new ModelArtsFailure({
            kind: "gone",
            attempted,
            because: "there is no job of exactly this name",
            job: { name },
        });
    }
    if (others.length > 0) {
        const ids = found.map((each) => each.id).join(", ");
        const because = `${found.length} jobs have this name: ${ids}`;
        throw new ModelArtsFailure({
            kind: "refused",
            attempted,
            because,
            advice: "Look it up by its ID.",
            job: { name },
        });
    }
    return resultOf(job);
}

/** Every job that matches, over all pages. */
export async function lookUpJobs(
    session: Session,
    args: GetVisualizationJobsArgs,
): Promise<VisualizationJobResult[]> {
    const attempted = "list visualization jobs";
    assertTexts(args, ["state", "status", "region", "projectId"], attempted);
    const { state, status, nameContains, workspaceId, sortBy, order } = args;
    const wanted =
        status === undefined
            ? undefined
            : statuses.find(({ name }) => name === status.replace(/^JOBSTAT_/, ""));
    if (status !== undefined && wanted === undefined) {
        throw new ModelArtsFailure({
            kind: "settings",
            attempted,
            because: `the service has no status "${status}"`,
            advice: `It has ${statuses.map(({ name }) => name).join(", ")}.`,
        });
    }
    const phases = [...new Set(statuses.map(({ phase }) => phase))];
    if (state !== undefined && !phases.includes(state)) {
        const because = `there is no state "${state as string}"`;
        const advice = `There are ${phases.join(", ")}.`;
        throw new ModelArtsFailure({ kind: "settings", attempted, because, advice });
    }
    const query: JobQuery = {
        ...(wanted === undefined ? {} : { status: wanted.code }),
        ...(nameContains === undefined ? {} : { nameContains }),
        ...(workspaceId === undefined ? {} : { workspaceId }),
        ...(sortBy === undefined ? {} : { sortBy }),
        ...(order === undefined ? {} : { order }),
    };
    const { jobs } = (await session.site(args)).connection;
    return (await all(jobs.list(query)))
        .filter((job) => state === undefined || job.status.phase === state)
        .filter((job) => wanted === undefined || job.status.code === wanted.code)
        .map(resultOf);
}

/** A program without types may hand over anything, such as an output that is not known yet. */
function assertTexts(args: unknown, names: readonly string[], attempted: string): void {
    const given = (typeof args === "object" ? args : null) as Readonly<Record<string, unknown>> | null;
    const wrong =
        given === null
            ? "the argument"
            : names.find((name) => given[name] !== undefined && typeof given[name] !== "string");
    if (wrong === undefined) return;
    const because = `${wrong} is not ${given === null ? "an object" : "text"}`;
    const advice = "For values that are known later there is the form of this function that ends in Output.";
    throw new ModelArtsFailure({ kind: "settings", attempted, because, advice });
}

async function all(jobs: AsyncIterable<Job>): Promise<Job[]> {
    const found: Job[] = [];
    for await (const job of jobs) found.push(job);
    return found;
}

function resultOf({ id, status, ...rest }: Job): VisualizationJobResult {
    return { ...rest, visualizationId: id, state: status.phase, status: status.name };
}
