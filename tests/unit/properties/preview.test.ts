import { unknownValue } from "../../../provider/src/properties/inputs";
import { previewCreate, previewUpdate } from "../../../provider/src/properties/preview";
import { validInputs, folder } from "../../support/inputs";
import { sampleJob, stateOf } from "../../support/jobs";

const newJobInputs = { trainUrl: folder, name: "board-1", state: "running" };

/** The names of what a preview cannot know. */
const unknown = (outputs: Readonly<Record<string, unknown>>) =>
    Object.keys(outputs)
        .filter((name) => outputs[name] === unknownValue)
        .sort();
const ofService = ["createdAt", "projectId", "region", "resourceId", "serviceUrl", "status"];

describe("the outputs of a new job, before it is made", () => {
    test.each([
        { what: "a new job", args: newJobInputs, not: ["visualizationId"] },
        {
            what: "a new job that is not asked for a run state",
            args: { ...newJobInputs, state: undefined },
            not: ["visualizationId"],
        },
        {
            what: "one that is stopped: it may fail too",
            args: { ...newJobInputs, state: "stopped" },
            not: ["state", "visualizationId"],
        },
        {
            what: "one that nobody waits for",
            args: { ...newJobInputs, skipAwait: true },
            not: ["state", "visualizationId"],
        },
        {
            what: "one that is taken over",
            args: { visualizationId: "8992", state: "running" },
            not: ["description", "name", "trainUrl"],
        },
        {
            what: "one that is taken over as it is",
            args: { visualizationId: "8992" },
            not: ["description", "name", "state", "trainUrl"],
        },
    ])("are those that nobody decides but the service: $what", ({ args, not }) => {
        const outputs = previewCreate(validInputs(args));
        expect(unknown(outputs)).toEqual([...ofService, ...not].sort());
        expect(outputs).toMatchObject(
            validInputs({ ...args, state: outputs["state"] === unknownValue ? undefined : "running" }),
        );
    });
});

describe("the outputs of a job that changes in place", () => {
    const olds = stateOf(newJobInputs, sampleJob(8, { description: "text" }));
    test.each([
        {
            what: "its description",
            args: { ...newJobInputs, description: "other" },
            now: { description: "other" },
            not: [],
        },
        {
            what: "its run state",
            args: { ...newJobInputs, state: "stopped" },
            now: {},
            not: ["serviceUrl", "state", "status"],
        },
        {
            what: "what only the state holds",
            args: { ...newJobInputs, skipAwait: true },
            now: { skipAwait: true },
            not: [],
        },
    ])("are as they were, but for $what", ({ args, now, not }) => {
        const outputs = previewUpdate(olds, validInputs(args));
        expect(unknown(outputs)).toEqual(not);
        expect(outputs).toMatchObject({ visualizationId: "8992", createdAt: olds.createdAt, ...now });
    });

    test("are a running job where its start is made up for", () => {
        const failed = { ...stateOf({ ...newJobInputs, state: undefined }, sampleJob(11)), __starting: true };
        const outputs = previewUpdate(failed, validInputs({ ...newJobInputs, state: undefined }));
        expect(outputs).toMatchObject({ state: "running", status: unknownValue });
    });
});
