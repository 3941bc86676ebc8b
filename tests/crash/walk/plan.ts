import fc from "fast-check";
import { type TestedProvider, providers } from "../../../tools/engine/providers";
import type { StartOptions } from "../../../emulator/src";
import { type Edit, firstEdits, laterEdits } from "./edits";
import { type FaultSchedule, faultSchedule } from "./faultSchedule";

/** The arguments of the CLI. */
export type Operation = readonly [
    command: "up" | "refresh" | "destroy" | "preview",
    ...flags: readonly string[],
];

export interface Step {
    /** The changes of the program before the operation. */
    readonly edits: readonly Edit[];
    readonly schedule: FaultSchedule;
    readonly operation: Operation;
}

/** Everything about an episode, fixed by its seed. */
export interface Plan {
    /** The variant of the API. */
    readonly service: StartOptions;
    readonly provider: TestedProvider["name"];
    readonly credential: "keys" | "password";
    readonly refreshAlways: boolean;
    /** Whether there are external changes of jobs. */
    readonly console: boolean;
    readonly steps: readonly Step[];
    readonly end: "up" | "destroy";
}

const service: fc.Arbitrary<StartOptions> = fc.record({
    dialect: fc.constantFrom("huawei", "otc"),
    errorStatus: fc.constantFrom("4xx", "4xx", "200"),
    unknownJob: fc.constantFrom("ModelArts.0015", "ModelArts.0102"),
    stoppedStatus: fc.constantFrom(10, 12, 13),
    bootStatuses: fc.constantFrom([1, 7], [18, 19, 4, 7]),
    stopAccepts: fc.constantFrom(["running"] as const, ["starting", "running"] as const),
    deleteAtOnce: fc.boolean(),
    perPageMax: fc.constantFrom(100, 2),
    clockSkew: fc.constantFrom(0, 0, 200, -200),
    uniqueNames: fc.constantFrom(true, true, false),
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
    { weight: 6, arbitrary: fc.constant(["up"] as const) },
    { weight: 4, arbitrary: fc.constant(["up", "--refresh"] as const) },
    { weight: 2, arbitrary: fc.constant(["up", "--continue-on-error"] as const) },
    { weight: 1, arbitrary: fc.constant(["up", "--refresh", "--parallel", "1"] as const) },
    { weight: 2, arbitrary: fc.constant(["refresh"] as const) },
    { weight: 1, arbitrary: fc.constant(["preview"] as const) },
    { weight: 1, arbitrary: fc.constant(["destroy"] as const) },
    { weight: 1, arbitrary: fc.constant(["destroy", "--continue-on-error"] as const) },
);

/** Episodes with this many operations before the final ones. */
export function plans(minSteps: number, maxSteps: number): fc.Arbitrary<Plan> {
    return fc.boolean().chain((console) => {
        const first: fc.Arbitrary<Step> = fc.record({
            edits: firstEdits,
            schedule: faultSchedule(console),
            operation: fc.constant(["up"] as const),
        });
        const later = fc.record({ edits: laterEdits, schedule: faultSchedule(console), operation });
        return fc.record({
            service,
            provider: fc.constantFrom(...providers.map(({ name }) => name)),
            credential: fc.constantFrom("keys", "keys", "password"),
            refreshAlways: fc.boolean(),
            console: fc.constant(console),
            steps: fc
                .tuple(
                    first,
                    fc.array(later, { minLength: minSteps - 1, maxLength: maxSteps - 1, size: "max" }),
                )
                .map(([one, more]) => [one, ...more]),
            end: fc.constantFrom("up", "destroy"),
        });
    });
}
