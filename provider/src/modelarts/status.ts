/**
 * State of a job, which summarizes the service's statuses. `starting`: the job is created or restarted and does not run
 * yet. `running`: it runs and is billed. `stopping`: the stop is under way. `stopped`: it neither runs nor is billed.
 * `failed`: the job, or its start, failed. `unknown`: any other status.
 */
export type JobState = "starting" | "running" | "stopping" | "stopped" | "failed" | "unknown";

/** A status of the service, and the state that it stands for. */
export interface Status {
    /** The service's number of the status. */
    readonly code: number;
    /** The service's name of the status, such as `RUNNING`; the number as text where it has no name. */
    readonly name: string;
    /** State of a job with this status. */
    readonly state: JobState;
}

/** The statuses that the service documents, by number. */
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

/** Every status that the service documents, in the order of the numbers. */
export const statuses: readonly Status[] = statusTable.map(([name, state], code) => ({ code, name, state }));

export function isJobState(value: unknown): value is JobState {
    return value === "unknown" || statuses.some(({ state }) => state === value);
}

/** Returns the status with this number. One outside the table has the state `unknown`, and the number as its name. */
export function statusFromCode(code: number): Status {
    return statuses[code] ?? { code, name: String(code), state: "unknown" };
}

/** Returns the status with this name, with or without the prefix of some editions, or `undefined` where none has it. */
export function statusFromName(name: string): Status | undefined {
    const bareName = name.replace(/^JOBSTAT_/, "");
    return statuses.find((status) => status.name === bareName);
}
