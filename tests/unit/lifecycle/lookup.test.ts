import { getVisualizationJob, getVisualizationJobs } from "../../../provider/src/resource/functions";
import { rejectionOf } from "../../support/errors";

type Loose = (args?: unknown) => Promise<unknown>;

describe("arguments of a look-up that a program without types gets wrong are named", () => {
    test.each<[string, unknown]>([
        ["the argument", undefined],
        ["the argument", null],
        ["the argument", "8992"],
        ["id", { id: 8992 }],
        ["id", { id: Promise.resolve("8992") }],
        ["name", { name: {} }],
        ["region", { id: "8992", region: 5 }],
    ])("of one job: %s", async (name, args) => {
        const failure = await rejectionOf((getVisualizationJob as Loose)(args));
        expect(failure.kind).toBe("settings");
        expect(failure.message).toContain(`${name} is not`);
    });

    test.each<[string, unknown]>([
        ["the argument is not", null],
        ["status is not", { status: 8 }],
        ["state is not", { state: ["running"] }],
        ['no state "Running"', { state: "Running" }],
        ['no status "RUN"', { status: "RUN" }],
    ])("of jobs: %s", async (message, args) => {
        const failure = await rejectionOf((getVisualizationJobs as Loose)(args));
        expect(failure.kind).toBe("settings");
        expect(failure.message).toContain(message);
    });
});
