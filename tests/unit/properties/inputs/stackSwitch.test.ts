import { unknownValue } from "../../../../provider/src/properties/inputs";
import { runCheck, validInputs, folder } from "../../../support/inputs";

describe("the switch modelarts:state of a whole stack", () => {
    test.each<[string | undefined, string, string]>([
        ["running", "stopped", "it overrides what the program says"],
        ["stopped", "stopped", "the program says the same"],
        [undefined, "stopped", "it counts where the program says nothing"],
        [unknownValue, "stopped", "it counts before the program's own is known"],
    ])("set to stopped makes %j %j: %s", (state, becomes) => {
        for (const job of [{ trainUrl: folder }, { visualizationId: "8992" }])
            expect(validInputs({ ...job, state }, {}, { stackState: "stopped" }).state).toBe(becomes);
    });

    test.each([["running"], ["stopped"], [undefined]])("left out leaves %j alone", (state) => {
        expect(validInputs({ trainUrl: folder, state }).state).toBe(state);
    });

    test.each(["running", "Stopped", "true"])(
        "set to %j is refused, and the reason names it",
        (stackState) => {
            const { failures } = runCheck({ trainUrl: folder }, {}, { stackState });
            expect(failures.map(({ property }) => property)).toEqual(["state"]);
            expect(failures[0]?.reason).toContain("modelarts:state");
        },
    );

    test("set to nothing counts as left out, as every other setting does", () => {
        expect(runCheck({ trainUrl: folder }, {}, { stackState: "" }).failures).toEqual([]);
    });

    test("does not hide a state that is wrong", () => {
        const { failures } = runCheck({ trainUrl: folder, state: "on" }, {}, { stackState: "stopped" });
        expect(failures.map(({ property }) => property)).toEqual(["state"]);
    });
});

describe("the limits of a resource's operations", () => {
    test.each(["10m", "1h30m", "0.5s", "250ms", "1h0m0s"])("may be %s", (limit) => {
        expect(validInputs({ trainUrl: folder, __timeouts: { create: limit } }).__timeouts).toEqual({
            create: limit,
        });
    });

    test.each([{ create: "10" }, { create: "ten minutes" }, { update: "" }, { delete: 600 }, "10m", 7])(
        "may not be %j",
        (limits) => {
            expect(runCheck({ trainUrl: folder, __timeouts: limits }).failures).toHaveLength(1);
        },
    );
});
