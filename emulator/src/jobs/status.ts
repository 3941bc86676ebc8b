import type { JobState } from "../options/behaviour";

export const RUNNING = 8;
export const KILLING = 9;

const statusTable = [
    ["UNKNOWN", "unknown"],
    ["INIT", "starting"],
    ["IMAGE_CREATING", "starting"],
    ["IMAGE_FAILED", "failed"],
    ["SUBMIT_TRYING", "starting"],
    ["SUBMIT_FAILED", "failed"],
    ["DELETE_FAILED", "failed"],
    ["WAITING", "starting"],
    ["RUNNING", "running"],
    ["KILLING", "stopping"],
    ["COMPLETED", "stopped"],
    ["FAILED", "failed"],
    ["KILLED", "stopped"],
    ["CANCELED", "stopped"],
    ["LOST", "failed"],
    ["SCALING", "starting"],
    ["SUBMIT_MODEL_FAILED", "failed"],
    ["DEPLOY_SERVICE_FAILED", "failed"],
    ["CHECK_INIT", "starting"],
    ["CHECK_RUNNING", "starting"],
    ["CHECK_RUNNING_COMPLETED", "starting"],
    ["CHECK_FAILED", "failed"],
    ["MOUNT_FAILED", "failed"],
] as const satisfies readonly (readonly [string, JobState])[];

export function statusName(status: number): string {
    return statusTable[status]?.[0] ?? String(status);
}

export function stateOf(status: number): JobState {
    return statusTable[status]?.[1] ?? "unknown";
}
