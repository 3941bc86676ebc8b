import { unknownValue } from "../../../provider/src/properties/inputs";
import { previewOfCreate, previewOfUpdate } from "../../../provider/src/properties/preview";
import { checkedInputs, folder } from "../../support/inputs";
import { someJob, stateOf } from "../../support/jobs";

const made = { trainUrl: folder, name: "board-1", state: "running" };

/** The names of what a preview cannot know. */
const unknown = (outputs: Readonly<Record<string, unknown>>) =>
    Object.keys(outputs)
        .filter((name) => outputs[name] === unknownValue)
        .sort();
const ofService = ["createdAt", "projectId", "region", "resourceId", "serviceUrl", "status"];

describe("the outputs of a new job, before it is made", () => {
    test.each([
        { what: "a new job", args: made, not: ["visualizationId"] },
        {
            what: "a new job that is not asked for a run state",
            args: { ...made, state: undefined },
            not: ["visualizationId"],
        },
        {
            what: "one that is stopped: it may fail too",
            args: { ...made, state: "stopped" },
            not: ["state", "visualizationId"],
        },
        {
            what: "one that nobody waits for",
            args: { ...made, skipAwait: true },
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
        const outputs = previewOfCreate(checkedInputs(args));
        expect(unknown(outputs)).toEqual([...ofService, ...not].sort());
        expect(outputs).toMatchObject(
            checkedInputs({ ...args, state: outputs["state"] === unknownValue ? undefined : "running" }),
        );
    });
});

describe("the outputs of a job that changes in place", () => {
    const olds = stateOf(made, someJob(8, { description: "text" }));
    test.each([
        {
            what: "its description",
            args: { ...made, description: "other" },
            now: { description: "other" },
            not: [],
        },
        {
            what: "its run state",
            args: { ...made, state: "stopped" },
            now: {},
            not: ["serviceUrl", "state", "status"],
        },
        {
            what: "what only the state holds",
            args: { ...made, skipAwait: true },
            now: { skipAwait: true },
            not: [],
        },
    ])("are as they were, but for $what", ({ args, now, not }) => {
        const outputs = previewOfUpdate(olds, checkedInputs(args));
        expect(unknown(outputs)).toEqual(not);
        expect(outputs).toMatchObject({ visualizationId: "8992", createdAt: olds.createdAt, ...now });
    });

    test("are a running job where its start is made up for", () => {
        const failed = { ...stateOf({ ...made, state: undefined }, someJob(11)), __starting: true };
        const outputs = previewOfUpdate(failed, checkedInputs({ ...made, state: undefined }));
        expect(outputs).toMatchObject({ state: "running", status: unknownValue });
    });
});
