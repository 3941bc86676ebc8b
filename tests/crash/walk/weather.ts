import fc from "fast-check";
import type { FaultSpec, Options } from "../../../emulator/src";
import { fault } from "./fault";

/** What somebody does in the console, or what happens by itself, at the request of this number; 0: before all. */
export interface ExternalChange {
    readonly at: number;
    readonly what: "stop" | "restart" | "describe" | "fail" | "delete" | "tokens expire";
    /** Which of the jobs that there are then. */
    readonly pick: number;
}

/** All that goes wrong during one operation. */
export interface FaultSchedule {
    readonly faults: readonly FaultSpec[];
    readonly options: Partial<Options>;
    readonly happenings: readonly ExternalChange[];
}

export const noFaults: FaultSchedule = { faults: [], options: {}, happenings: [] };

const options: fc.Arbitrary<Partial<Options>> = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
        weight: 1,
        arbitrary: fc.record({
            rateLimit: fc.integer({ min: 3, max: 8 }),
            retryAfter: fc.constantFrom("seconds" as const, "date" as const, "absent" as const),
        }),
    },
    { weight: 1, arbitrary: fc.constant({ iamRateLimit: 1 }) },
    { weight: 2, arbitrary: fc.record({ failNextStarts: fc.constantFrom([11], [21, 3], [14, 14, 14]) }) },
    { weight: 1, arbitrary: fc.constant({ stop: 1000 }) },
    { weight: 1, arbitrary: fc.constant({ boot: 1000 }) },
    // Who has asked for an automatic stop gets it soon.
    { weight: 1, arbitrary: fc.constant({ hour: 0.5 }) },
    { weight: 1, arbitrary: fc.constant({ keepAlive: 5 }) },
);

const happening: fc.Arbitrary<ExternalChange> = fc.record({
    at: fc.integer({ min: 0, max: 12 }),
    what: fc.constantFrom("stop", "restart", "describe", "fail", "delete", "tokens expire"),
    pick: fc.nat({ max: 59 }),
});

/** Nobody touches a job in the console where `console` is false. */
export function faultSchedule(console: boolean): fc.Arbitrary<FaultSchedule> {
    const foul = fc.record({
        faults: fc.array(fault, { minLength: 1, maxLength: 6, size: "max" }),
        options,
        happenings: fc
            .array(happening, { maxLength: 2 })
            .map((all) => all.filter(({ what }) => console || what === "tokens expire")),
    });
    return fc.oneof({ weight: 1, arbitrary: fc.constant(noFaults) }, { weight: 5, arbitrary: foul });
}
