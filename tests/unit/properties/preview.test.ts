import { unknownValue } from "../../../provider/src/properties/inputs";
import { previewCreate, previewUpdate } from "../../../provider/src/properties/preview";
import { validInputs, validResource, folder } from "../../support/inputs";
import { resourceState, sampleJob } from "../../support/jobs";

const newJobInputs = { trainUrl: folder, name: "board-1", state: "running" };

/** Returns the names of the unknown outputs. */
const unknownNames = (outputs: Readonly<Record<string, unknown>>) =>
    Object.keys(outputs)
        .filter((name) => outputs[name] === unknownValue)
        .sort();
const computedOutputs = ["createdAt", "projectId", "region", "resourceId", "serviceUrl", "status"];

describe("previewCreate", () => {
    test.each([
        { resource: "a new job", args: newJobInputs, unknown: ["visualizationId"] },
        {
            resource: "a new job without a desired state",
            args: { ...newJobInputs, state: undefined },
            unknown: ["visualizationId"],
        },
        {
            resource: "a new stopped job, which may fail too",
            args: { ...newJobInputs, state: "stopped" },
            unknown: ["state", "visualizationId"],
        },
        {
            resource: "a new job with skipAwait",
            args: { ...newJobInputs, skipAwait: true },
            unknown: ["state", "visualizationId"],
        },
        {
            resource: "an adopted job with a desired state",
            args: { visualizationId: "8992", state: "running" },
            unknown: ["description", "name", "trainUrl"],
        },
        {
            resource: "an adopted job without a desired state",
            args: { visualizationId: "8992" },
            unknown: ["description", "name", "state", "trainUrl"],
        },
    ])("leaves the outputs unknown that the service decides: $resource", ({ args, unknown }) => {
        const outputs = previewCreate(validResource(args));
        expect(unknownNames(outputs)).toEqual([...computedOutputs, ...unknown].sort());
        expect(outputs).toMatchObject(
            validInputs({ ...args, state: outputs["state"] === unknownValue ? undefined : "running" }),
        );
    });
});

describe("previewUpdate", () => {
    const prior = resourceState(newJobInputs, sampleJob(8, { description: "text" }));
    test.each([
        {
            resource: "the description",
            args: { ...newJobInputs, description: "other" },
            expected: { description: "other" },
            unknown: [],
        },
        {
            resource: "the run state",
            args: { ...newJobInputs, state: "stopped" },
            expected: {},
            unknown: ["serviceUrl", "state", "status"],
        },
        {
            resource: "an input that no call sends",
            args: { ...newJobInputs, skipAwait: true },
            expected: { skipAwait: true },
            unknown: [],
        },
    ])("keeps the other outputs when the program changes $resource", ({ args, expected, unknown }) => {
        const outputs = previewUpdate(prior, validResource(args));
        expect(unknownNames(outputs)).toEqual(unknown);
        expect(outputs).toMatchObject({
            visualizationId: "8992",
            createdAt: prior.outputs.createdAt,
            ...expected,
        });
    });

    test("expects a running job when its first start is repeated", () => {
        const args = { ...newJobInputs, state: undefined };
        const failedState = { ...resourceState(args, sampleJob(11)), isStartPending: true };
        const outputs = previewUpdate(failedState, validResource(args));
        expect(outputs).toMatchObject({ state: "running", status: unknownValue });
    });
});
