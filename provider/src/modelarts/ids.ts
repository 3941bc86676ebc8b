import { ModelArtsFailure } from "./errors";

/** IDs of jobs and projects: one segment of a path, one word of a log, and a header that can be sent. */
export const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** The ID of a job, where it is one. With an empty one, or with `..`, a path would be that of something else. */
export function checkedId(id: unknown, verb: string): string {
    if (typeof id === "string" && idPattern.test(id)) return id;
    throw new ModelArtsFailure({
        kind: "settings",
        attempted: `${verb} a visualization job`,
        because: typeof id === "string" ? `"${id}" is not the ID of a job` : "the ID of the job is not text",
        advice: 'Give an ID as it came from the service, such as "8992".',
    });
}
