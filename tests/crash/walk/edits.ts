import fc from "fast-check";

/** What a made job and one that was taken over can both be declared to be. */
export interface Common {
    readonly description?: string | undefined;
    readonly state?: "running" | "stopped" | undefined;
    readonly deletionPolicy?: "delete" | "stop" | undefined;
    readonly skipAwait?: boolean | undefined;
}

export interface New extends Common {
    readonly trainUrl: string;
    /** With a name of its own, or with one that is made up for it. */
    readonly named: boolean;
    readonly autoStopHours?: number | undefined;
}

/** A change of a program. `pick` chooses a resource, by its place among those that there are. */
export type Edit =
    | { readonly edit: "make"; readonly job: New }
    /** A job of somebody else, which runs or not. */
    | { readonly edit: "take over"; readonly job: Common; readonly runs: boolean }
    | { readonly edit: "change"; readonly pick: number; readonly change: Partial<New> }
    /** Another job of somebody else; only for a resource that has taken over one. */
    | { readonly edit: "take another"; readonly pick: number; readonly runs: boolean }
    | { readonly edit: "remove"; readonly pick: number }
    | { readonly edit: "rename"; readonly pick: number; readonly alias: boolean }
    /** Its resource goes, and another one takes the job over by its ID. */
    | { readonly edit: "hand over"; readonly pick: number; readonly job: Common };

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

/** One thing that a person changes, seldom more. */
const change: fc.Arbitrary<Partial<New>> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ state: values.state }) },
    { weight: 2, arbitrary: fc.record({ description: values.description }) },
    { weight: 2, arbitrary: fc.record({ trainUrl: values.trainUrl }) },
    { weight: 1, arbitrary: fc.record({ autoStopHours: values.autoStopHours }) },
    { weight: 1, arbitrary: fc.record({ named: values.named }) },
    { weight: 1, arbitrary: fc.record({ deletionPolicy: values.deletionPolicy }) },
    { weight: 1, arbitrary: fc.record({ skipAwait: values.skipAwait, state: values.state }) },
);

const make: fc.Arbitrary<Edit> = fc.record({ edit: fc.constant("make" as const), job: newJob });
const takeOver: fc.Arbitrary<Edit> = fc.record({
    edit: fc.constant("take over" as const),
    job: common,
    runs: fc.boolean(),
});

/** How a program begins. */
export const firstEdits: fc.Arbitrary<readonly Edit[]> = fc.array(
    fc.oneof({ weight: 3, arbitrary: make }, { weight: 1, arbitrary: takeOver }),
    { minLength: 1, maxLength: 4 },
);

export const laterEdits: fc.Arbitrary<readonly Edit[]> = fc.array(
    fc.oneof(
        { weight: 3, arbitrary: make },
        { weight: 2, arbitrary: takeOver },
        { weight: 8, arbitrary: fc.record({ edit: fc.constant("change" as const), pick, change }) },
        {
            weight: 1,
            arbitrary: fc.record({ edit: fc.constant("take another" as const), pick, runs: fc.boolean() }),
        },
        { weight: 3, arbitrary: fc.record({ edit: fc.constant("remove" as const), pick }) },
        {
            weight: 2,
            arbitrary: fc.record({ edit: fc.constant("rename" as const), pick, alias: fc.boolean() }),
        },
        { weight: 1, arbitrary: fc.record({ edit: fc.constant("hand over" as const), pick, job: common }) },
    ),
    { minLength: 0, maxLength: 3 },
);
