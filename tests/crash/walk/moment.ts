import type { JobView, RecordedRequest } from "../../../emulator/src";
import type { StateJob } from "./model";
import type { Operation } from "./plan";

/** One operation, and the situation after it. */
export interface Moment {
    readonly operation: Operation;
    readonly output: string;
    readonly requests: readonly RecordedRequest[];
    /** The jobs in the state before and after the operation. */
    readonly before: readonly StateJob[];
    readonly after: readonly StateJob[];
    /** The service's jobs at its end, and after all delayed work. */
    readonly jobs: readonly JobView[];
    readonly later: readonly JobView[];
}
