import * as v from "valibot";
import { describeValue } from "./describeValue";
import { ModelArtsError } from "./errors";

/** IDs of jobs and projects: each fits in one segment of a path, one word of a log line, and a header. */
export const idPattern = /^[A-Za-z0-9_-]{1,64}$/;
/** The characters of an ID. */
export const idBeginningPattern = /^[A-Za-z0-9_-]*$/;

const jobIdSchema = v.pipe(v.string(), v.regex(idPattern));

/**
 * Returns the ID of a job that is given by its ID or as a job. Any other value fails, since with an empty ID or with
 * `..` the path would be that of something else.
 */
export function requireJobId(job: unknown, verb: string): string {
    const id: unknown = typeof job === "object" && job !== null && "id" in job ? job.id : job;
    if (v.is(jobIdSchema, id)) return id;
    throw new ModelArtsError({
        kind: "settings",
        operation: `${verb} a visualization job`,
        reason: `the ID of the job is ${describeValue(id, (text) => idBeginningPattern.test(text))}`,
        hint: 'Give an ID as it came from the service, such as "8992".',
    });
}
