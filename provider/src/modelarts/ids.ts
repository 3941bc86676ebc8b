import { ModelArtsError } from "./errors";

/** IDs of jobs and projects: one segment of a path, one word of a log, and a header that can be sent. */
export const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** The ID of a job, where it is one. With an empty one, or with `..`, a path would be that of something else. */
export function requireJobId(id: unknown, verb: string): string {
    if (typeof id === "string" && idPattern.test(id)) return id;
    throw new ModelArtsError({
        kind: "settings",
        operation: `${verb} a visualization job`,
        reason: typeof id === "string" ? `"${id}" is not the ID of a job` : "the ID of the job is not text",
        hint: 'Give an ID as it came from the service, such as "8992".',
    });
}
