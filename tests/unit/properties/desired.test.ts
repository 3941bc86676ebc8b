import {
    desiredState,
    isAdoptedStartPending,
    isImplicitStart,
    isManagedStartPending,
    isStateOverridden,
    presentDescription,
} from "../../../provider/src/properties/desired";
import { type DesiredState, unknownValue } from "../../../provider/src/properties/inputs";

const state = (value: string | undefined) => ({ inputs: { state: value as DesiredState } });

describe("desiredState", () => {
    test.each([["running"], ["stopped"], [undefined], [unknownValue]])(
        "is stopped by the stack-wide switch, whatever the program says: %j",
        (value) => {
            for (const isStartPending of [false, true])
                expect(desiredState({ ...state(value), stackState: "stopped" }, isStartPending)).toBe(
                    "stopped",
                );
        },
    );

    test.each([
        ["running", false, "running"],
        ["stopped", true, "stopped"],
        [undefined, true, "running"],
        [undefined, false, undefined],
    ])("of the input %j is, with a pending start %j, %j", (value, isStartPending, expected) => {
        expect(desiredState(state(value), isStartPending)).toBe(expected);
    });
});

test.each([
    ["running", "stopped", true],
    ["stopped", "stopped", false],
    [undefined, "stopped", false],
    ["running", undefined, false],
] as const)("the input %j and the switch %j: overrides %j", (value, stackState, expected) => {
    expect(isStateOverridden({ ...state(value), stackState })).toBe(expected);
});

test.each([
    [undefined, "running", true],
    [undefined, "stopped", false],
    [undefined, undefined, false],
    ["running", "running", false],
] as const)("the input %j with the desired state %j: starts implicitly %j", (value, desired, expected) => {
    expect(isImplicitStart(state(value), { state: desired })).toBe(expected);
});

describe("presentDescription", () => {
    const all = { observed: "observed", prior: "prior", desired: "desired", isNew: true };

    test.each([
        ["the observed one, even an empty one", { ...all, observed: "" }, ""],
        ["else that of the state", { ...all, observed: undefined }, "prior"],
        ["else the desired one of a new job", { ...all, observed: undefined, prior: undefined }, "desired"],
        ["else empty", { ...all, observed: undefined, prior: undefined, isNew: false }, ""],
    ])("is %s", (_, sources, expected) => {
        expect(presentDescription(sources)).toBe(expected);
    });
});

test.each([
    [undefined, "stopped", true, true],
    [undefined, "starting", true, true],
    [undefined, "running", true, false],
    [undefined, "stopped", false, false],
    ["running", "stopped", true, false],
    ["stopped", "stopped", true, false],
] as const)(
    "an adopted job with the input %j that is %s, and was stopped in this run (%j): start pending %j",
    (value, observed, wasStopped, expected) => {
        expect(isAdoptedStartPending(state(value), observed, wasStopped)).toBe(expected);
    },
);

test.each([
    [false, "stopped", true, true],
    [false, "failed", false, false],
    [true, "failed", false, true],
    [true, "running", false, false],
] as const)(
    "a job of the state with a pending start (%j) that is %s, and was stopped in this run (%j): start pending %j",
    (isStartPending, observed, wasStopped, expected) => {
        expect(isManagedStartPending({ isStartPending }, observed, wasStopped)).toBe(expected);
    },
);
