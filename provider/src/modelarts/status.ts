/**
 * What a job is doing, in the words a user asks for it:
 * on its way up, up and billed, on its way down, down, broken, or (`unknown`) any status that is none of these.
 */
export type JobState = "starting" | "running" | "stopping" | "stopped" | "failed" | "unknown";

/** A status of the service, and what it means. */
export interface Status {
    /** The service's number for it. */
    readonly code: number;
    /** The service's name for it, such as `RUNNING`; the number as text where there is no name. */
    readonly name: string;
    /** What a job of this status is doing. */
    readonly state: JobState;
}

/** The statuses that the service documents, by their number. */
const statusTable: readonly (readonly [name: string, state: JobState])[] = [
    /*  0 */ ["UNKNOWN", "unknown"],
    /*  1 */ ["INIT", "starting"],
    /*  2 */ ["IMAGE_CREATING", "starting"],
    /*  3 */ ["IMAGE_FAILED", "failed"],
    /*  4 */ ["SUBMIT_TRYING", "starting"],
    /*  5 */ ["SUBMIT_FAILED", "failed"],
    /*  6 */ ["DELETE_FAILED", "failed"],
    /*  7 */ ["WAITING", "starting"],
    /*  8 */ ["RUNNING", "running"],
    /*  9 */ ["KILLING", "stopping"],
    /* 10 */ ["COMPLETED", "stopped"],
    /* 11 */ ["FAILED", "failed"],
    /* 12 */ ["KILLED", "stopped"],
    /* 13 */ ["CANCELED", "stopped"],
    /* 14 */ ["LOST", "failed"],
    /* 15 */ ["SCALING", "starting"],
    /* 16 */ ["SUBMIT_MODEL_FAILED", "failed"],
    /* 17 */ ["DEPLOY_SERVICE_FAILED", "failed"],
    /* 18 */ ["CHECK_INIT", "starting"],
    /* 19 */ ["CHECK_RUNNING", "starting"],
    /* 20 */ ["CHECK_RUNNING_COMPLETED", "starting"],
    /* 21 */ ["CHECK_FAILED", "failed"],
    /* 22 */ ["MOUNT_FAILED", "failed"],
];

/** Every documented status, in the order of its number. */
export const statuses: readonly Status[] = statusTable.map(([name, state], code) => ({ code, name, state }));

/** A number outside the table is neither running nor stopped; its name is the number itself. */
export function statusFromCode(code: number): Status {
    return statuses[code] ?? { code, name: String(code), state: "unknown" };
}
