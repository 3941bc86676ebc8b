import type { Job } from "../modelarts/job";
import type { Goal } from "../reconcile/decide";

/** Says on the row of a resource, known by its URN, what its job is doing. */
export type Progress = (urn: string | undefined, text: string) => void;

/** One text for each change of status, not for each look. */
export function createStatusLine(): (job: Job, goal: Goal) => string | undefined {
    let lastCode: number | undefined;
    return ({ id, status }, goal) => {
        if (status.code === lastCode) return undefined;
        lastCode = status.code;
        return `${status.name} (job ${id}, to be ${goal})`;
    };
}
