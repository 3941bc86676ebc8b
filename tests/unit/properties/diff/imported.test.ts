import { diff } from "../../../../provider/src/properties/diff";
import { type ResourceState, toImportedInputs, toState } from "../../../../provider/src/properties/state";
import { validResource } from "../../../support/inputs";
import { jobLocation, sampleJob } from "../../../support/jobs";

const inputs = toImportedInputs(sampleJob());
const importedState: ResourceState = { ...toState({ inputs }, sampleJob(), jobLocation), isImported: true };
/** The state after the program has set the inputs that the API does not return. */
const updatedState: ResourceState = {
    ...importedState,
    outputs: { ...importedState.outputs, autoStopHours: 4, flavor: "f.1", jobType: "mindinsight" },
};
const inputsWith = (args: object) => validResource({ ...inputs, ...args });

describe("diff of an imported job", () => {
    test.each<[string, ResourceState, object, string[], string[]]>([
        ["has no change with the imported inputs", importedState, {}, [], []],
        ["accepts the first automatic stop", importedState, { autoStopHours: 4 }, ["autoStopHours"], []],
        ["accepts the first flavor", importedState, { flavor: "f.1" }, ["flavor"], []],
        ["accepts the first job type", importedState, { jobType: "mindinsight" }, ["jobType"], []],
        ["has no change when inputs are left out again", updatedState, {}, [], []],
        [
            "replaces for another automatic stop",
            updatedState,
            { autoStopHours: 5 },
            ["autoStopHours"],
            ["autoStopHours"],
        ],
        ["replaces for another flavor", updatedState, { flavor: "f.2" }, ["flavor"], ["flavor"]],
        ["replaces for another job type", updatedState, { jobType: "tensorboard" }, ["jobType"], ["jobType"]],
        ["replaces for another name", importedState, { name: "other" }, ["name"], ["name"]],
        [
            "updates for another deletion policy",
            importedState,
            { deletionPolicy: "stop" },
            ["deletionPolicy"],
            [],
        ],
    ])("%s", (_, olds, args, changedInputs, replaces) => {
        expect(diff(olds, inputsWith(args))).toMatchObject({
            changes: changedInputs.length > 0,
            changedInputs,
            replaces,
        });
    });
});
