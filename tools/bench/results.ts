import { type Verdict, verdicts } from "./aims";
import type { Import } from "./imports";
import type { Listing } from "./listing";
import type { Machine } from "./machine";
import { type ProviderKind, providerKinds, type Measurement } from "./measurement";
import type { Plan } from "./plan";
import { type BySubject, bytesPerJob, sizeFigures, type SizeFigures } from "./sizes";
import { spread } from "./statistics";
import { type Row, rowsOf, rowsOfProvider } from "./summary";
import type { Throttled } from "./throttling";
import type { WideBaseline } from "./wideFloor";

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
    readonly wideFloors: readonly WideBaseline[];
    readonly imports: readonly Import[];
    readonly listings: readonly Listing[];
    readonly throttled: readonly Throttled[];
}

export interface Judgement {
    readonly rows: readonly Row[];
    readonly sizes: readonly SizeFigures[];
    /** The growth of the provider's memory. */
    readonly bytesPerJob: BySubject;
    /** Every aim for the one door, and then for the other. */
    readonly verdicts: readonly (Verdict & { readonly door: ProviderKind })[];
}

export function judge({ measurements, plan }: Pick<Results, "measurements" | "plan">): Judgement {
    const rows = rowsOf(measurements, plan);
    const sizes = plan.sizes.map((size) => sizeFigures(measurements, size));
    const growth = bytesPerJob(sizes);
    const { boot, stop } = plan;
    const judged = providerKinds.flatMap((door) =>
        verdicts({
            rows: rowsOfProvider(door, rows),
            boot,
            stop,
            stateBytes: spread(sizes.flatMap(({ stateBytes }) => stateBytes[door] ?? []))?.max,
            bytesPerJob: growth[door],
            floorBytesPerJob: growth.floor,
        }).map((verdict) => ({ ...verdict, door })),
    );
    return { rows, sizes, bytesPerJob: growth, verdicts: judged };
}
