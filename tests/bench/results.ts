import { type Measured, type Verdict, verdicts } from "./aims";
import type { Import } from "./imports";
import type { Listing } from "./listing";
import type { Machine } from "./machine";
import type { Measurement } from "./measurement";
import type { Plan } from "./plan";
import { bytesPerJob, peakBytes, type Row, rowsOf, stateBytes } from "./summary";
import type { Throttled } from "./throttling";

/** All that a run has found out; what is written as JSON. */
export interface Results {
    /** ISO 8601, UTC. */
    readonly began: string;
    readonly minutes: number;
    readonly machine: Machine;
    /** Processes that wanted a core: before the run, and at its end, with its own. */
    readonly load: { readonly before: number; readonly after: number };
    readonly plan: Plan;
    readonly measurements: readonly Measurement[];
    readonly imports: readonly Import[];
    readonly listings: readonly Listing[];
    readonly throttled: readonly Throttled[];
}

/** Of one number of jobs, over all operations. */
export interface SizeFigures {
    readonly size: number;
    readonly stateBytes: number | undefined;
    readonly floorStateBytes: number | undefined;
    readonly peakBytes: number | undefined;
    readonly floorPeakBytes: number | undefined;
}

export interface Judged {
    readonly rows: readonly Row[];
    readonly sizes: readonly SizeFigures[];
    readonly growth: Pick<Measured, "bytesPerJob" | "floorBytesPerJob">;
    readonly verdicts: readonly Verdict[];
}

export function judge({ measurements, plan }: Pick<Results, "measurements" | "plan">): Judged {
    const rows = rowsOf(measurements, plan);
    const sizes = plan.sizes.map((size) => ({
        size,
        stateBytes: stateBytes(measurements, "ours", size),
        floorStateBytes: stateBytes(measurements, "floor", size),
        peakBytes: peakBytes(rows, "ours", size),
        floorPeakBytes: peakBytes(rows, "floor", size),
    }));
    const growth = { bytesPerJob: bytesPerJob(rows, "ours"), floorBytesPerJob: bytesPerJob(rows, "floor") };
    const states = sizes.flatMap((one) => one.stateBytes ?? []);
    const { boot, stop } = plan;
    const most = states.length === 0 ? undefined : Math.max(...states);
    return { rows, sizes, growth, verdicts: verdicts({ rows, boot, stop, stateBytes: most, ...growth }) };
}
