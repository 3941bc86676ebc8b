import { sampleJob, stateOf } from "../../support/jobs";
import { allInputs } from "../../support/inputs";
import { jobResource, sortedNames, typeOf } from "../../../tools/schema/committed";

const visible = (properties: object): string[] =>
    Object.keys(properties)
        .filter((name) => !name.startsWith("__"))
        .sort();

describe("the outputs of the schema", () => {
    const observed = sampleJob(8, { runningSeconds: 7, autoStopHours: 4 });

    test("are those that the state of a job has", () => {
        expect(visible(stateOf(allInputs, observed))).toEqual(sortedNames(jobResource.properties));
    });

    test("that are there at all times are so for a job of which the service says little", () => {
        const { id, status, name = "", trainUrl = "" } = observed;
        const outputs = stateOf({ visualizationId: id }, { id, status, name, trainUrl });
        expect(visible(outputs)).toEqual([...jobResource.required].sort());
    });

    test.each(Object.entries(jobResource.properties))(
        "%s has the type that stands in the state",
        (name, { type }) => {
            const value = stateOf(allInputs, observed)[name];
            expect(typeof value).toBe(type === "integer" ? "number" : type);
            expect(type).toBe(
                typeOf(jobResource.inputProperties[name] ?? { type: "string", description: "" }),
            );
        },
    );
});
