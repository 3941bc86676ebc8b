import fc from "fast-check";
import type { StartOptions } from "../../../emulator/src";
import { providers, type TestedProvider } from "../../../tools/engine/providers";
import { type FaultSchedule, faultSchedule } from "./faults";
import { type Edit, firstEdits, laterEdits } from "./program";

/** The arguments of the CLI. */
export type Operation = readonly [command: string, ...flags: readonly string[]];

interface Step {
    /** The changes of the program before the operation. */
    readonly edits: readonly Edit[];
    readonly operation: Operation;
    readonly schedule: FaultSchedule;
}

/** Everything about an episode, fixed by its seed. */
export interface Plan {
    readonly provider: TestedProvider["name"];
    /** The variant of the API. */
    readonly service: StartOptions;
    readonly refreshAlways: boolean;
    readonly firstEdits: readonly Edit[];
    readonly steps: readonly Step[];
}

const service: fc.Arbitrary<StartOptions> = fc.record({
    dialect: fc.constantFrom("huawei", "otc"),
    errorStatus: fc.constantFrom("4xx", "4xx", "200"),
    unknownJob: fc.constantFrom("ModelArts.0015", "ModelArts.0102"),
    stoppedStatus: fc.constantFrom(10, 12, 13),
    stopAccepts: fc.constantFrom(["running"] as const, ["starting", "running"] as const),
    deleteAtOnce: fc.boolean(),
    perPageMax: fc.constantFrom(100, 2),
    perPageAbove: fc.constant("clamped"),
    clockSkew: fc.constantFrom(0, 0, 200, -200),
    uniqueNames: fc.constantFrom(true, true, false),
});

const operation = fc.constantFrom<Operation[]>(
    ...Array.from({ length: 4 }, () => ["up"] as const),
    ...Array.from({ length: 4 }, () => ["up", "--refresh"] as const),
    ["refresh"],
    ["preview"],
    ["destroy", "--continue-on-error"],
);

/** The plan of the episode with this seed, with this many operations before the last ones, or 4 to 9. */
export function planOf(seed: number, count?: number): Plan {
    const step = fc.record({ edits: laterEdits, operation, schedule: faultSchedule });
    const steps = fc.array(step, { minLength: count ?? 4, maxLength: count ?? 9, size: "max" });
    const plans = fc.record({
        provider: fc.constantFrom(...providers.map(({ name }) => name)),
        service,
        refreshAlways: fc.boolean(),
        firstEdits,
        steps,
    });
    const [plan] = fc.sample(fc.noBias(plans), { seed, numRuns: 1 });
    if (plan === undefined) throw new Error(`There is no plan for seed ${seed}.`);
    return plan;
}
