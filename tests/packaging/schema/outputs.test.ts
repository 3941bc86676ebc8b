import { someJob, stateOf } from "../../support/jobs";
import { made } from "../../support/inputs";
import { job, names, typeOf } from "./committed";

const visible = (properties: object): string[] =>
    Object.keys(properties)
        .filter((name) => !name.startsWith("__"))
        .sort();

describe("the outputs of the schema", () => {
    const seen = someJob(8, { remainingDuration: 7, autoStopHours: 4 });

    test("are those that the state of a job has", () => {
        expect(visible(stateOf(made, seen))).toEqual(names(job.properties));
    });

    test("that are there at all times are so for a job of which the service says little", () => {
        const { id, status, name = "", trainUrl = "" } = seen;
        const outputs = stateOf({ visualizationId: id }, { id, status, name, trainUrl });
        expect(visible(outputs)).toEqual([...job.required].sort());
    });

    test.each(Object.entries(job.properties))(
        "%s has the type that stands in the state",
        (name, { type }) => {
            const value = (stateOf(made, seen) as unknown as Record<string, unknown>)[name];
            expect(typeof value).toBe(type === "integer" ? "number" : type);
            expect(type).toBe(typeOf(job.inputProperties[name] ?? { type: "string", description: "" }));
        },
    );
});
