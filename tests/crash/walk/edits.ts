import fc from "fast-check";

/** The inputs that a created and an adopted job share. */
export interface Common {
    readonly description?: string | undefined;
    readonly state?: "running" | "stopped" | undefined;
    readonly deletionPolicy?: "delete" | "stop" | undefined;
    readonly skipAwait?: boolean | undefined;
}

export interface New extends Common {
    readonly trainUrl: string;
    /** Whether the program gives an explicit name. */
    readonly named: boolean;
    readonly autoStopHours?: number | undefined;
}

/** A change of a program. `pick` selects a resource by its position, modulo their number. */
export type Edit =
    | { readonly edit: "create"; readonly job: New }
    /** Adopts a foreign job, which runs or not. */
    | { readonly edit: "adopt"; readonly job: Common; readonly runs: boolean }
    | { readonly edit: "change"; readonly pick: number; readonly change: Partial<New> }
    /** Adopts another foreign job; only for a resource that adopts. */
    | { readonly edit: "adopt another"; readonly pick: number; readonly runs: boolean }
    | { readonly edit: "remove"; readonly pick: number }
    | { readonly edit: "rename"; readonly pick: number; readonly alias: boolean }
    /** Removes the resource; another one adopts its job. */
    | { readonly edit: "transfer"; readonly pick: number; readonly job: Common };

const pick = fc.nat({ max: 59 });
const values = {
    description: fc.constantFrom(undefined, "", "first", "second \u2713"),
    state: fc.constantFrom(undefined, "running" as const, "running" as const, "stopped" as const),
    deletionPolicy: fc.constantFrom(undefined, undefined, "delete" as const, "stop" as const),
    skipAwait: fc.constantFrom(undefined, undefined, undefined, true),
    trainUrl: fc.constantFrom("obs://bucket/a/", "/bucket/b", "/bucket/c/d/"),
    named: fc.constantFrom(false, false, true),
    autoStopHours: fc.constantFrom(undefined, undefined, 1, 24),
};
const common: fc.Arbitrary<Common> = fc.record({
    description: values.description,
    state: values.state,
    deletionPolicy: values.deletionPolicy,
    skipAwait: values.skipAwait,
});
const newJob: fc.Arbitrary<New> = fc.record(values);

/** One changed input, seldom two. */
const change: fc.Arbitrary<Partial<New>> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ state: values.state }) },
    { weight: 2, arbitrary: fc.record({ description: values.description }) },
    { weight: 2, arbitrary: fc.record({ trainUrl: values.trainUrl }) },
    { weight: 1, arbitrary: fc.record({ autoStopHours: values.autoStopHours }) },
    { weight: 1, arbitrary: fc.record({ named: values.named }) },
    { weight: 1, arbitrary: fc.record({ deletionPolicy: values.deletionPolicy }) },
    { weight: 1, arbitrary: fc.record({ skipAwait: values.skipAwait, state: values.state }) },
);

const make: fc.Arbitrary<Edit> = fc.record({ edit: fc.constant("create" as const), job: newJob });
const adopt: fc.Arbitrary<Edit> = fc.record({
    edit: fc.constant("adopt" as const),
    job: common,
    runs: fc.boolean(),
});

/** The first program. */
export const firstEdits: fc.Arbitrary<readonly Edit[]> = fc.array(
    fc.oneof({ weight: 3, arbitrary: make }, { weight: 1, arbitrary: adopt }),
    { minLength: 1, maxLength: 4 },
);

export const laterEdits: fc.Arbitrary<readonly Edit[]> = fc.array(
    fc.oneof(
        { weight: 3, arbitrary: make },
        { weight: 2, arbitrary: adopt },
        { weight: 8, arbitrary: fc.record({ edit: fc.constant("change" as const), pick, change }) },
        {
            weight: 1,
            arbitrary: fc.record({ edit: fc.constant("adopt another" as const), pick, runs: fc.boolean() }),
        },
        { weight: 3, arbitrary: fc.record({ edit: fc.constant("remove" as const), pick }) },
        {
            weight: 2,
            arbitrary: fc.record({ edit: fc.constant("rename" as const), pick, alias: fc.boolean() }),
        },
        { weight: 1, arbitrary: fc.record({ edit: fc.constant("transfer" as const), pick, job: common }) },
    ),
    { minLength: 0, maxLength: 3 },
);
