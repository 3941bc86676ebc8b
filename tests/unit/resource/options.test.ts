import { RunError } from "@pulumi/pulumi";
import { assertOptions } from "../../../provider/src/resource/options";

describe("an option that leaves the job as it is", () => {
    test.each([
        ["id", "Pulumi only reads a job"],
        ["import", "Pulumi cannot import a dynamic resource"],
    ])("ends the program with one sentence that says what to do: %s", (option, effect) => {
        const run = () => {
            assertOptions("board", { [option]: "8992" });
        };
        expect(run).toThrow(RunError);
        expect(run).toThrow(
            new RegExp(`^VisualizationJob "board" has the option ${option}, .*${effect}.*visualizationId`),
        );
    });
});

test.each([{}, { protect: true, customTimeouts: { create: "10m" } }])(
    "other options are those of the engine: %j",
    (options) => {
        expect(() => {
            assertOptions("board", options);
        }).not.toThrow();
    },
);
