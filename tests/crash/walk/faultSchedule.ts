import fc from "fast-check";
import type { FaultSpec, Options } from "../../../emulator/src";
import { fault } from "./fault";

/** A change in the console or by the service, at the request of this number; 0: before the first one. */
export interface ExternalChange {
    readonly at: number;
    readonly what: "stop" | "restart" | "describe" | "fail" | "delete" | "tokens expire";
    /** Selects one of the jobs by its position, modulo their number. */
    readonly pick: number;
}

/** The faults and the external changes of one operation. */
export interface FaultSchedule {
    readonly faults: readonly FaultSpec[];
    readonly options: Partial<Options>;
    readonly externalChanges: readonly ExternalChange[];
}

export const noFaults: FaultSchedule = { faults: [], options: {}, externalChanges: [] };

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
    // The automatic stop comes soon.
    { weight: 1, arbitrary: fc.constant({ hour: 0.5 }) },
    { weight: 1, arbitrary: fc.constant({ keepAlive: 5 }) },
);

const externalChange: fc.Arbitrary<ExternalChange> = fc.record({
    at: fc.integer({ min: 0, max: 12 }),
    what: fc.constantFrom("stop", "restart", "describe", "fail", "delete", "tokens expire"),
    pick: fc.nat({ max: 59 }),
});

/** Without `console` there are no external changes of jobs. */
export function faultSchedule(console: boolean): fc.Arbitrary<FaultSchedule> {
    const faulty = fc.record({
        faults: fc.array(fault, { minLength: 1, maxLength: 6, size: "max" }),
        options,
        externalChanges: fc
            .array(externalChange, { maxLength: 2 })
            .map((all) => all.filter(({ what }) => console || what === "tokens expire")),
    });
    return fc.oneof({ weight: 1, arbitrary: fc.constant(noFaults) }, { weight: 5, arbitrary: faulty });
}
