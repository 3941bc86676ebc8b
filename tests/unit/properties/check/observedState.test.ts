import { failureReasons, folder, runCheck } from "../../../support/inputs";

/* With `ignoreChanges: ["state"]` the engine gives the state among the prior inputs back as the input. */

test.each([
    ["running", "running"],
    ["starting", "running"],
    ["stopping", "stopped"],
    ["stopped", "stopped"],
    ["failed", "stopped"],
    ["unknown", undefined],
])("reads the observed state %s among the prior inputs as %s", (state, expected) => {
    const { inputs, failures } = runCheck({ trainUrl: folder, state }, { trainUrl: folder, state });
    expect(failures).toEqual([]);
    expect(inputs.state).toBe(expected);
});

test.each(["starting", "failed", "unknown"])(
    "does not accept the observed state %s of a program",
    (state) => {
        expect(failureReasons({ trainUrl: folder, state })).toHaveLength(1);
        const { failures } = runCheck({ trainUrl: folder, state }, { trainUrl: folder, state: "running" });
        expect(failures.map(({ property }) => property)).toEqual(["state"]);
    },
);

test("does not accept any other state among the prior inputs", () => {
    const { failures } = runCheck({ trainUrl: folder, state: "on" }, { trainUrl: folder, state: "on" });
    expect(failures).toHaveLength(1);
});
