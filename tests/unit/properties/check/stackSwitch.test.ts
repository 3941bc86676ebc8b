import { unknownValue } from "../../../../provider/src/properties/inputs";
import { runCheck, validInputs, folder } from "../../../support/inputs";

describe("modelarts:state", () => {
    test.each([["running"], ["stopped"], [undefined], [unknownValue]])(
        "does not change the input state, which the engine remembers after its end: %j",
        (state) => {
            for (const job of [{ trainUrl: folder }, { visualizationId: "8992" }])
                for (const stackState of ["stopped", undefined])
                    expect(validInputs({ ...job, state }, {}, { stackState }).state).toBe(state);
        },
    );

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
