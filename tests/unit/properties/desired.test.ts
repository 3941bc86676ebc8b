import { desiredState, isStateOverridden } from "../../../provider/src/properties/desired";
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
