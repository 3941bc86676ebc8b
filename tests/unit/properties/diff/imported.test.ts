import { diff } from "../../../../provider/src/properties/diff";
import { type ResourceState, toImportedInputs, toState } from "../../../../provider/src/properties/state";
import { validResource } from "../../../support/inputs";
import { jobLocation, sampleJob } from "../../../support/jobs";

const inputs = toImportedInputs(sampleJob());
const imported: ResourceState = { ...toState({ inputs }, sampleJob(), jobLocation), isImported: true };
/** The state after the program has set the inputs that the API does not return. */
const updated: ResourceState = {
    ...imported,
    outputs: { ...imported.outputs, autoStopHours: 4, flavor: "f.1", jobType: "mindinsight" },
};
const inputsWith = (args: object) => validResource({ ...inputs, ...args });

describe("diff of an imported job", () => {
    test.each<[string, ResourceState, object, string[], string[]]>([
        ["has no change with the imported inputs", imported, {}, [], []],
        ["accepts the first automatic stop", imported, { autoStopHours: 4 }, ["autoStopHours"], []],
        ["accepts the first flavor", imported, { flavor: "f.1" }, ["flavor"], []],
        ["accepts the first job type", imported, { jobType: "mindinsight" }, ["jobType"], []],
        ["has no change when inputs are left out again", updated, {}, [], []],
        [
            "replaces for another automatic stop",
            updated,
            { autoStopHours: 5 },
            ["autoStopHours"],
            ["autoStopHours"],
        ],
        ["replaces for another flavor", updated, { flavor: "f.2" }, ["flavor"], ["flavor"]],
        ["replaces for another job type", updated, { jobType: "tensorboard" }, ["jobType"], ["jobType"]],
        ["replaces for another name", imported, { name: "other" }, ["name"], ["name"]],
        ["updates for another deletion policy", imported, { deletionPolicy: "stop" }, ["deletionPolicy"], []],
    ])("%s", (_, olds, args, changed, replaces) => {
        expect(diff(olds, inputsWith(args))).toMatchObject({
            changes: changed.length > 0,
            changedInputs: changed,
            replaces,
        });
    });
});
