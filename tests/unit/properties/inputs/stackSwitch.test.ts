import { unknownValue } from "../../../../provider/src/properties/inputs";
import { runCheck, validInputs, folder } from "../../../support/inputs";

describe("modelarts:state", () => {
    test.each<[string | undefined, string, string]>([
        ["running", "stopped", "it overrides the program"],
        ["stopped", "stopped", "it agrees with the program"],
        [undefined, "stopped", "it applies without a desired state"],
        [unknownValue, "stopped", "it applies to an unknown state"],
    ])("stopped changes the state %j to %j: %s", (state, expected) => {
        for (const job of [{ trainUrl: folder }, { visualizationId: "8992" }])
            expect(validInputs({ ...job, state }, {}, { stackState: "stopped" }).state).toBe(expected);
    });

    test.each([["running"], ["stopped"], [undefined]])("left out keeps the state %j", (state) => {
        expect(validInputs({ trainUrl: folder, state }).state).toBe(state);
    });

    test.each(["running", "Stopped", "true"])("cannot be %j", (stackState) => {
        const { failures } = runCheck({ trainUrl: folder }, {}, { stackState });
        expect(failures.map(({ property }) => property)).toEqual(["state"]);
        expect(failures[0]?.reason).toContain("modelarts:state");
    });

    test("counts as left out when it is empty", () => {
        expect(runCheck({ trainUrl: folder }, {}, { stackState: "" }).failures).toEqual([]);
    });

    test("does not hide an invalid state", () => {
        const { failures } = runCheck({ trainUrl: folder, state: "on" }, {}, { stackState: "stopped" });
        expect(failures.map(({ property }) => property)).toEqual(["state"]);
    });
});
