import type { JobState } from "../options/behaviour";

export const RUNNING = 8;
export const KILLING = 9;

const names = (
    "UNKNOWN INIT IMAGE_CREATING IMAGE_FAILED SUBMIT_TRYING SUBMIT_FAILED DELETE_FAILED WAITING RUNNING KILLING " +
    "COMPLETED FAILED KILLED CANCELED LOST SCALING SUBMIT_MODEL_FAILED DEPLOY_SERVICE_FAILED CHECK_INIT " +
    "CHECK_RUNNING CHECK_RUNNING_COMPLETED CHECK_FAILED MOUNT_FAILED"
).split(" ");

const statuses: readonly (readonly [JobState, readonly number[]])[] = [
    ["starting", [1, 2, 4, 7, 15, 18, 19, 20]],
    ["running", [RUNNING]],
    ["stopping", [KILLING]],
    ["stopped", [10, 12, 13]],
    ["failed", [3, 5, 6, 11, 14, 16, 17, 21, 22]],
];

export function statusName(status: number): string {
    return names[status] ?? String(status);
}

export function stateOf(status: number): JobState {
    return statuses.find(([, numbers]) => numbers.includes(status))?.[0] ?? "unknown";
}
