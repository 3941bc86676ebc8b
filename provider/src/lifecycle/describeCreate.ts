import { describeJob } from "../modelarts/errors";
import type { PendingCreate } from "./pendingRecord";
import type { StoredCreate } from "./recordStore";

/** Describes the job of a record, for a message. */
export function describeCreate({ name, id, place: { region, projectId }, since }: PendingCreate): string {
    const time = new Date(since).toISOString();
    return `${describeJob({ name, id })} in project ${projectId}, region ${region}, at ${time}`;
}

/** Returns what a person does where no run can account for a record. */
export function manualHint({ file }: StoredCreate): string {
    return `adopt the job with visualizationId or delete it in the console, then remove the file ${file}.`;
}
