import { getVisualizationJob, getVisualizationJobs } from "../../../provider/src/resource/functions";
import { rejectionOf } from "../../support/errors";

type UntypedFunction = (args?: unknown) => Promise<unknown>;

describe("an invalid argument", () => {
    test.each<[string, unknown]>([
        ["the argument", undefined],
        ["the argument", null],
        ["the argument", "8992"],
        ["visualizationId", { visualizationId: 8992.5 }],
        ["id", { id: 2 ** 53 }],
        ["id", { id: Promise.resolve("8992") }],
        ["name", { name: {} }],
        ["region", { id: "8992", region: 5 }],
    ])("of getVisualizationJob is named: %s", async (name, args) => {
        const error = await rejectionOf((getVisualizationJob as UntypedFunction)(args));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(`${name} is not`);
    });

    test.each<[string, unknown]>([
        ["the argument is not", null],
        ["status is not", { status: 8 }],
        ["state is not", { state: ["running"] }],
        ['no state "Running"', { state: "Running" }],
        ["no such status: it is text of 3 characters", { status: "RUN" }],
    ])("of getVisualizationJobs is named: %s", async (message, args) => {
        const error = await rejectionOf((getVisualizationJobs as UntypedFunction)(args));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(message);
    });

    test("of one job: two IDs that differ", async () => {
        const error = await rejectionOf(
            (getVisualizationJob as UntypedFunction)({
                visualizationId: "8992",
                id: "8993",
                region: "eu-de",
            }),
        );
        expect(error.kind).toBe("settings");
    });
});
