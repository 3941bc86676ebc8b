import type { JobView, RecordedRequest } from "../../../emulator/src";
import type { StateJob } from "./ledger";
import type { Operation } from "./plan";

/** One operation, and how everything is after it. */
export interface Moment {
    readonly operation: Operation;
    readonly output: string;
    readonly requests: readonly RecordedRequest[];
    /** What the state knew before it, and knows now. */
    readonly before: readonly StateJob[];
    readonly after: readonly StateJob[];
    /** The service's jobs when it ended, and when all that was under way was over. */
    readonly jobs: readonly JobView[];
    readonly later: readonly JobView[];
}
